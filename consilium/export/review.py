"""What became of a judge's text when code held it against the claims: nothing is struck out or put back in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilium.types.verdict import VerdictRecord
from consilium.wording import say

MOST_SHOWN: Final = 4


def review_lines(record: VerdictRecord) -> Iterator[tuple[str, str]]:
    """Labels and texts: sentences struck out, claims put back, claims left out with the reason, translations."""
    judge, language = record.judge, record.language
    if judge is None:
        return
    repaired = say("export.review_repaired", language) if judge.repaired else ""
    if judge.removed:
        shown = "; ".join(f"“{one}”" if language == "en" else f"«{one}»" for one in judge.removed[:MOST_SHOWN])
        count = say("export.review_removed_count", language, count=len(judge.removed))
        yield say("export.review_removed", language), f"{count}{repaired}: {shown}"
    elif repaired:
        yield say("export.review_removed", language), say("export.review_mended", language)
    if judge.appended:
        yield say("export.review_appended", language), ", ".join(f"[{one}]" for one in judge.appended)
    if judge.rejected:
        yield (
            say("export.review_rejected", language),
            "; ".join(f"[{claim}] {reason}" for claim, reason in sorted(judge.rejected.items())),
        )
    if judge.translations:
        yield say("export.review_translated", language), ", ".join(f"[{one}]" for one in sorted(judge.translations))
