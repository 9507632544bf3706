"""Damaged files: whatever happens to their bytes, a reader gives documents with right offsets or its refusal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilium.knowledge.readers.choosing import reader_for
from consilium.knowledge.readers.file import SourceFile, Unreadable
from tests.knowledge.readers.pdf_files import latin_pdf
from tests.knowledge.readers.test_jats import ARTICLE, BODY
from tests.knowledge.readers.test_pubmed import DOCTYPE, PLAIN, TRIAL
from tests.knowledge.readers.test_records import BIBTEX, NBIB, RIS
from tests.knowledge.readers.test_transcripts import RUSSIAN, VTT

PAGES = [
    [("A paper that is going to be damaged", 18), *[("Runners ran and were timed by photocells twice.", 11)] * 9]
] * 2
FILES = {
    "a.xml": f"{DOCTYPE}<PubmedArticleSet>{TRIAL}{PLAIN}</PubmedArticleSet>".encode(),
    "a.nxml": ARTICLE.format(kind="research-article", body=BODY, related="").encode(),
    "a.nbib": NBIB.encode(),
    "a.ris": RIS.encode("utf-16"),
    "a.bib": BIBTEX.encode(),
    "a.srt": RUSSIAN.encode("cp1251"),
    "a.vtt": VTT.encode(),
    "a.pdf": latin_pdf(PAGES),
}
DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3), st.integers(0, 40)), max_size=3)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAMAGE, st.floats(0, 1), st.booleans())
def test_damage_ends_in_documents_or_in_a_refusal(
    name: str, damage: list[tuple[float, bytes, int]], end: float, cut: bool
) -> None:
    data = FILES[name]
    for place, other, lost in damage:
        at = int(place * len(data))
        data = data[:at] + other + data[at + lost :]
    if cut:
        data = data[: int(end * len(data))]
    reader = reader_for(name)
    assert reader is not None
    try:
        documents = list(reader(SourceFile(name, data)))
    except Unreadable:
        return
    for document in documents:
        assert document.source.id
        assert document.source.title
        for stretch in document.stretches:
            assert 0 <= stretch.start < stretch.end <= len(document.text)
