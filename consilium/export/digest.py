"""What a learning brought, as a message that can be read on a telephone: what is new, and what it contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consilium.export.neutral import one_line, shortened
from consilium.export.theses import change_lines
from consilium.types.evidence import Passage
from consilium.types.learned import Change, Contradiction, LearnReport
from consilium.wording import reader_language, say

_SOURCES = 20
_CONTRADICTIONS = 10
_QUOTE_CHARS = 280
_NEW: tuple[Change, ...] = ("new", "changed")


def digest_text(whole: LearnReport, shown: LearnReport, titles: Mapping[str, str]) -> str:
    """Plain text without markup; empty where nothing is new.

    Args:
        whole: the report, of which only sums are told.
        shown: as much of it as the message's reader may see.
        titles: of sources, by id.
    """
    if not whole.anything:
        return ""
    sums = {change: whole.count(change) for change in ("new", "changed", "moved")}
    lines = [say("export.digest", **sums, deleted=len(whole.deleted))]
    for change in _NEW:
        named = [_named(one.source, titles) for one in shown.taken if one.change == change]
        lines += _listed(say(f"export.digest_{change}"), named, _SOURCES)
    found = ["\n".join(_contradiction(one)) for one in shown.contradictions]
    lines += _listed(say("export.digest_contradicts"), found, _CONTRADICTIONS)
    lines += _listed(say("spar.changes_heading"), list(change_lines(shown.theses, reader_language())), _CONTRADICTIONS)
    withheld = len(whole.taken) - len(shown.taken) + len(whole.contradictions) - len(shown.contradictions)
    if withheld:
        lines += ["", say("export.digest_withheld", count=withheld)]
    return "\n".join(lines)


def _named(source: str, titles: Mapping[str, str]) -> str:
    title = one_line(titles.get(source, ""))
    return f"{title} ({one_line(source)})" if title and title not in source else one_line(source)


def _listed(title: str, lines: Sequence[str], most: int) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield title
    yield from (f"• {line}" for line in lines[:most])
    if len(lines) > most:
        yield say("export.digest_more", count=len(lines) - most)


def _contradiction(found: Contradiction) -> Iterator[str]:
    yield one_line(found.about)
    yield f"  {say('export.digest_now')} {_quoted(found.new)}"
    yield f"  {say('export.digest_before')} {_quoted(found.known)}"


def _quoted(passage: Passage) -> str:
    where = " · ".join(part for part in (one_line(passage.title or passage.source), one_line(passage.place)) if part)
    return f"«{shortened(passage.text, _QUOTE_CHARS)}» — {where}"
