"""What a learning did, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.export.neutral import one_line
from consilium.export.theses import change_lines
from consilium.types.learned import LearnReport
from consilium.wording import reader_language, say

_SHOWN = 20


def report_lines(report: LearnReport, size: int) -> Iterator[str]:
    """The report for a reader: sums first, then what was left out and what to be careful with.

    Args:
        report: what was done.
        size: how many passages can be searched now.
    """
    sums = {change: report.count(change) for change in ("new", "changed", "moved")}
    yield say("export.learned", deleted=len(report.deleted), unchanged=report.unchanged, size=size, **sums)
    if report.other:
        kinds = ", ".join(f"{suffix or '—'} {count}" for suffix, count in report.other.items())
        yield say("export.learned_other", kinds=kinds)
    yield from _listed(say("export.learned_skipped"), [f"{one.file}: {one.reason}" for one in report.skipped])
    flagged = [
        f"{one.source}: {say(f'export.flag_{one.flag.name}')}{_because(one.flag.reason)}" for one in report.flagged
    ]
    yield from _listed(say("export.learned_flagged"), flagged)
    yield from _listed(say("spar.changes_heading"), list(change_lines(report.theses, reader_language())))


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield title
    for line in lines[:_SHOWN]:
        yield f"  {one_line(line)}"
    if len(lines) > _SHOWN:
        yield f"  {say('export.learned_more', count=len(lines) - _SHOWN)}"
