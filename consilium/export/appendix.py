"""What a reader checks afterwards: passages, models, calls, prompts, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.export.card import substitution
from consilium.export.neutral import anchor, block, inline
from consilium.export.phrases import money, substituted
from consilium.export.proceedings import CallNote, Proceedings
from consilium.types.member import MemberCard
from consilium.wording import say

HASH_CHARS = 12


def appendix(told: Proceedings) -> Iterator[str]:
    """The sections after the debate; a section with nothing in it is left out."""
    yield from _absences(told)
    yield from _evidence(told)
    yield from _models(told)
    yield from _prompts(told)
    yield from _warnings(told)


def _absences(told: Proceedings) -> Iterator[str]:
    if not told.absences:
        return
    yield f"## {say('export.missing_members', told.language)}"
    lines = []
    for absence in told.absences:
        reason = say("export.absent", told.language, reason=absence.reason or say("export.no_reason", told.language))
        fix = f" → {inline(absence.fix)}" if absence.fix else ""
        lines.append(f"- **{inline(absence.member)}** {inline(reason)}{fix}")
    yield "\n".join(lines)


def _evidence(told: Proceedings) -> Iterator[str]:
    if not told.evidence:
        return
    yield f"## {say('export.evidence', told.language)}"
    for passage in told.evidence:
        parts = [passage.title or passage.source, passage.section, passage.date]
        parts += [say("export.private", told.language)] if passage.private else []
        where = " · ".join(inline(part) for part in parts if part)
        yield f"**{inline(passage.id)}** {where} ({inline(passage.source)}) ^{anchor(f'p-{passage.id}')}"
        yield block(passage.text, "> ")


def _models(told: Proceedings) -> Iterator[str]:
    """Who was asked and who answered, with what it took; experts make no calls and have no row."""
    rows = [_row(told, name) for name in dict.fromkeys(call.member for call in told.calls)]
    unended = sum(1 for call in told.journal if not call.get("finished", True))
    if rows or unended:
        yield f"## {say('export.models', told.language)}"
    if rows:
        keys = ("member", "requested", "answering", "calls", "tokens", "cost")
        yield _table([say(f"export.head_{key}", told.language) for key in keys], rows)
    if unended:
        yield say("export.unended_calls", told.language, count=unended)


def _row(told: Proceedings, member: str) -> list[str]:
    calls = [call for call in told.calls if call.member == member]
    paid = [call for call in calls if not call.cached]
    answering = ", ".join(dict.fromkeys(call.answering_model for call in calls if call.answering_model))
    costs = [call.cost_usd for call in paid]
    total = None if None in costs else sum(cost for cost in costs if cost is not None)
    return [
        member,
        _requested(told.members, calls),
        answering,
        str(len(paid)),
        str(sum(call.prompt_tokens + call.completion_tokens for call in paid)),
        money(total, told.language),
    ]


def _requested(members: Sequence[MemberCard], calls: Sequence[CallNote]) -> str:
    models = dict.fromkeys(call.model for call in calls if call.model)
    cards = [card.model for card in members if calls and card.name == calls[0].member]
    return ", ".join(models) or ", ".join(cards)


def _prompts(told: Proceedings) -> Iterator[str]:
    if not told.prompts:
        return
    yield f"## {say('export.prompts', told.language)}"
    head = [say("export.head_prompt", told.language), say("export.head_hash", told.language)]
    yield _table(head, [[name, digest[:HASH_CHARS]] for name, digest in sorted(told.prompts.items())])


def _warnings(told: Proceedings) -> Iterator[str]:
    swapped = dict.fromkeys(
        substitution(call.member, call.model, call.answering_model, told.language)
        for call in told.calls
        if substituted(call.model, call.answering_model)
    )
    lines = [*swapped, *(warning for warning in told.warnings if warning not in swapped)]
    if lines:
        yield f"## {say('export.warnings', told.language)}"
        yield "\n".join(f"- ⚠ {inline(line)}" for line in lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *[[inline(cell) for cell in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
