"""A verdict as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from consilium.export.card import Card, card, describe_claim, further_claims
from consilium.export.neutral import one_line, printable
from consilium.export.phrases import mark
from consilium.types.evidence import Citation
from consilium.types.question import Language
from consilium.types.verdict import LedgerClaim, VerdictRecord
from consilium.wording import say

SHOWN_CLAIMS = 5
READABLE_WIDTH = 100
"""Longer lines tire the eye, however wide the terminal is."""

_BORDERS = {"full": "green", "partial": "yellow", "single": "yellow", "embedded": "cyan", "no_quorum": "red"}
_MARK_STYLES = {"✓": "green", "≈": "yellow", "✗": "red", "?": "dim"}


def verdict_card(record: VerdictRecord, *, most_claims: int = SHOWN_CLAIMS) -> RenderableType:
    """The verdict card in a frame whose title is the status.

    Args:
        record: the verdict.
        most_claims: how many claims are shown; the transcript has them all.
    """
    shown = card(record)
    style = _BORDERS[record.status]
    parts = [*_head(shown), Text(), _facts(shown), *_dissent(shown, record.language), *_claims(record, most_claims)]
    parts += [Text(f"⚠ {printable(warning)}", style="yellow") for warning in shown.warnings]
    title = Text(shown.status, style=f"bold {style}")
    framed = Panel(Group(*parts), title=title, title_align="left", border_style=style, padding=(0, 1))
    return Constrain(framed, READABLE_WIDTH)


def _head(shown: Card) -> Iterator[RenderableType]:
    yield Text(shown.why, style="dim")
    yield Text()
    yield Text(one_line(shown.lead), style="bold")
    if shown.body:
        yield Text()
        yield Text(printable(shown.body))


def _facts(shown: Card) -> Table:
    # A narrow label column keeps the values readable at 60 characters.
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", max_width=22)
    grid.add_column(ratio=1)
    for fact in shown.facts:
        grid.add_row(fact.label, _marked(one_line(fact.text)))
    return grid


def _marked(text: str) -> Text:
    """The text with check marks in their colours."""
    styled = Text(text)
    for sign, style in _MARK_STYLES.items():
        if sign != "?":
            styled.highlight_regex(rf"\d+ {sign}", style)
    return styled


def _dissent(shown: Card, language: Language) -> Iterator[RenderableType]:
    if not shown.dissent:
        return
    yield Rule(say("export.dissent", language), style="yellow", align="left")
    for minority in shown.dissent:
        yield Text(one_line(minority.heading), style="bold yellow")
        for line in minority.lines:
            yield Padding(Text(printable(line)), (0, 0, 0, 2))


def _claims(record: VerdictRecord, most: int) -> Iterator[RenderableType]:
    further = further_claims(record)
    if not further or not most:
        return
    yield Rule(say("export.claims", record.language), style="dim", align="left")
    for claim in further[:most]:
        yield from _claim(claim, record.language)
    if (left := len(further) - most) > 0:
        yield Text(say("export.more_claims", record.language, count=left), style="dim")


def _claim(claim: LedgerClaim, language: Language) -> Iterator[RenderableType]:
    yield Text("• ").append(one_line(claim.text))
    yield Padding(Text(describe_claim(claim, language), style="dim"), (0, 0, 0, 2))
    for citation in claim.citations:
        yield Padding(_quotation(citation, claim, language), (0, 0, 0, 2))


def _quotation(citation: Citation, claim: LedgerClaim, language: Language) -> Text:
    sign = mark(citation)
    line = Text(f"{sign} ", style=_MARK_STYLES[sign])
    # An expert's claim is its quotation; the same words need not stand there twice.
    if citation.quote != claim.text:
        line.append(f"«{one_line(citation.quote)}» ", style="italic")
    line.append(f"— {one_line(citation.source or citation.passage)}", style="dim")
    if sign != "✓":
        line.append(f" · {say(f'export.quote_{citation.check}', language)}", style=_MARK_STYLES[sign])
    return line
