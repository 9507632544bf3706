"""A run and its verdict in the forms people keep: Markdown, JSON, a terminal card.

`transcript_markdown` and `transcript_json` hold the whole debate, also one that was broken off;
`verdict_markdown` and `verdict_rich` hold the verdict alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilium.export.neutral import one_line, printable
from consilium.types.verdict import VerdictRecord

if TYPE_CHECKING:
    from rich.console import RenderableType

    from consilium.export.proceedings import Proceedings
    from consilium.export.redacted import redacted_event, redacted_verdict
    from consilium.export.transcript import corrections_markdown, transcript_json, transcript_markdown
    from consilium.export.verdict_note import verdict_markdown

__all__ = [
    "Proceedings",
    "corrections_markdown",
    "one_line",
    "printable",
    "redacted_event",
    "redacted_verdict",
    "transcript_json",
    "transcript_markdown",
    "verdict_markdown",
    "verdict_rich",
]

_PLACES = {
    "Proceedings": "consilium.export.proceedings",
    "redacted_event": "consilium.export.redacted",
    "redacted_verdict": "consilium.export.redacted",
    "corrections_markdown": "consilium.export.transcript",
    "transcript_json": "consilium.export.transcript",
    "transcript_markdown": "consilium.export.transcript",
    "verdict_markdown": "consilium.export.verdict_note",
}


def verdict_rich(record: VerdictRecord) -> RenderableType:
    """The verdict card for Rich, whose import only a terminal has to pay for."""
    from consilium.export.verdict_terminal import verdict_card  # noqa: PLC0415  see above

    return verdict_card(record)


def __getattr__(name: str) -> Any:
    """Import what reads records when it is first used: a bare answer needs none of it."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415  see above

    return getattr(importlib.import_module(_PLACES[name]), name)
