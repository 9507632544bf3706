"""Experts at their desks over papers and notes of a temporary library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from consilium.knowledge import Library, SourceVerifier
from consilium.members import Desk
from consilium.protocols import Brief, Member
from consilium.types.codec import from_plain
from consilium.types.derivation import Derivation
from consilium.types.member import MemberCard
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from tests.members.voices import Log

Paper = Mapping[str, str]
"""``pmid``, ``results``, and perhaps ``background`` and ``type``."""


def library(folder: Path, papers: Sequence[Paper] = (), notes: Mapping[str, str] | None = None) -> Library:
    """A library that has learned these."""
    shelf = folder / "shelf"
    shelf.mkdir()
    if papers:
        (shelf / "papers.xml").write_text(
            f"<PubmedArticleSet>{''.join(map(_article, papers))}</PubmedArticleSet>", encoding="utf-8"
        )
    for name, text in (notes or {}).items():
        (shelf / name).write_text(text, encoding="utf-8")
    made = Library(folder / "index.db", [shelf])
    made.refresh()
    return made


def _article(paper: Paper) -> str:
    parts = "".join(
        f'<AbstractText Label="{label.upper()}">{escape(paper[label])}</AbstractText>'
        for label in ("background", "methods", "results")
        if label in paper
    )
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{paper['pmid']}</PMID><Article><ArticleTitle></ArticleTitle>"
        f"<Abstract>{parts}</Abstract><PublicationTypeList><PublicationType>{paper.get('type', 'Journal Article')}"
        "</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle>"
    )


async def answer(
    library: Library, make: Callable[[Desk], Member], question: Question
) -> tuple[Opinion, Derivation | None]:
    """What an expert answers, and the derivation that it put on record."""
    log = Log()
    desk = Desk(MemberCard("expert", "", "", local=True, expert=True), SourceVerifier(library), library, log)
    brief = Brief("run", question, tuple(library.search(question.text, 8)), "f3a91c", "secret")
    opinion = await make(desk).answer(brief)
    derived = [event.data["derivation"] for event in log.events if event.kind == "expert.derived"]
    assert all(citation.verified for claim in opinion.claims for citation in claim.citations)
    return opinion, from_plain(Derivation, derived[0]) if derived else None
