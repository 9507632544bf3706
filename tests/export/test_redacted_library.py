"""What leaves this machine of the library holds nothing by which a private note could be known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.export import redacted_event
from consilium.export.digest import digest_text
from consilium.export.redacted_report import redacted_report
from consilium.types.codec import to_json, to_plain
from consilium.types.event import Event
from consilium.types.evidence import Passage
from consilium.types.learned import Contradiction, Flagged, LearnReport, Skipped, Taken
from consilium.types.source import Flag
from consilium.wording import set_reader_language

SECRET = "забытая тетрадь"
OPEN = Passage("a.md#0", "a.md", "Open note", "Creatine helps.", 0, 15)
PRIVATE = Passage(
    f"{SECRET}.md#0",
    f"{SECRET}.md",
    SECRET,
    SECRET,
    0,
    15,
    section=SECRET,
    date=SECRET,
    place=f"00:12:30 {SECRET}",
    private=True,
)


def whole() -> LearnReport:
    """A report with a private source in every part of it."""
    return LearnReport(
        taken=(Taken("a.md", "new", 1), Taken(PRIVATE.source, "changed", 1)),
        skipped=(Skipped(f"{SECRET}.pdf", SECRET),),
        flagged=(
            Flagged("a.md", Flag("preprint", "medRxiv")),
            Flagged("a.md", Flag("duplicate", f"the same as {SECRET}.md")),
            Flagged(PRIVATE.source, Flag("low-quality", SECRET)),
        ),
        deleted=(SECRET,),
        other={f".{SECRET}": 1},
        asking={SECRET: 2},
        contradictions=(
            Contradiction("creatine", OPEN, replace(OPEN, text="Creatine does not help.")),
            Contradiction(SECRET, OPEN, PRIVATE),
            Contradiction(SECRET, PRIVATE, OPEN),
        ),
    )


TITLES = {"a.md": "Open note", PRIVATE.source: SECRET}


def test_a_redacted_report_keeps_what_is_open() -> None:
    shown = redacted_report(whole(), {PRIVATE.source})
    assert SECRET not in to_json(to_plain(shown))
    assert [one.source for one in shown.taken] == ["a.md"]
    assert [(one.source, one.flag) for one in shown.flagged] == [
        ("a.md", Flag("preprint", "medRxiv")),
        ("a.md", Flag("duplicate")),
    ]
    assert [one.about for one in shown.contradictions] == ["creatine"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_digest_tells_what_is_new_and_what_it_contradicts(language: str) -> None:
    set_reader_language("ru" if language == "ru" else "en")
    try:
        told = digest_text(whole(), redacted_report(whole(), {PRIVATE.source}), TITLES)
        everything = digest_text(whole(), whole(), TITLES)
    finally:
        set_reader_language(None)
    assert SECRET not in told
    for part in ("Open note (a.md)", "Creatine helps.", "Creatine does not help.", ": 3."):
        assert part in told
    assert SECRET in everything


def test_no_news_is_no_message() -> None:
    assert digest_text(LearnReport(unchanged=7), LearnReport(unchanged=7), {}) == ""


@given(st.lists(st.text(min_size=1), max_size=60, unique=True))
def test_a_digest_stays_short_enough_to_be_read(names: list[str]) -> None:
    report = LearnReport(taken=tuple(Taken(name, "new", 1) for name in names))
    lines = digest_text(report, report, {}).splitlines()
    assert len(lines) <= 25


def test_evidence_leaves_without_private_passages() -> None:
    data = {"passages": [to_plain(OPEN), to_plain(PRIVATE)]}
    shown = redacted_event(Event("r", 1, "now", "evidence.found", "", 0, data))
    assert SECRET not in to_json(to_plain(shown))
    assert shown.data["passages"][0] == to_plain(OPEN)


def test_what_was_packed_leaves_without_the_names_of_notes() -> None:
    data = {"taken": [PRIVATE.id], "left_out": [PRIVATE.id], "tokens": 7}
    shown = redacted_event(Event("r", 1, "now", "evidence.packed", "", 0, data))
    assert SECRET not in to_json(to_plain(shown))
    assert shown.data["tokens"] == 7
