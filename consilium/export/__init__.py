"""A run and its verdict in the forms people keep: Markdown, JSON, a terminal card.

`transcript_markdown` and `transcript_json` hold the whole debate, also one that was broken off;
`verdict_markdown` and `verdict_rich` hold the verdict alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilium.export.neutral import one_line, printable
from consilium.export.proceedings import Proceedings
from consilium.export.redacted import redacted_event, redacted_verdict
from consilium.export.transcript import transcript_json, transcript_markdown
from consilium.export.verdict_markdown import verdict_markdown
from consilium.types.verdict import VerdictRecord

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "Proceedings",
    "one_line",
    "printable",
    "redacted_event",
    "redacted_verdict",
    "transcript_json",
    "transcript_markdown",
    "verdict_markdown",
    "verdict_rich",
]


def verdict_rich(record: VerdictRecord) -> RenderableType:
    """The verdict card for Rich, whose import only a terminal has to pay for."""
    from consilium.export.verdict_terminal import verdict_card  # noqa: PLC0415  see above

    return verdict_card(record)
