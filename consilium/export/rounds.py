"""The debate itself, round by round: opinions, critiques, who moved and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.export.neutral import anchor, block, inline
from consilium.export.phrases import percent, position
from consilium.export.proceedings import Proceedings
from consilium.export.verdict_note import quotations_markdown
from consilium.types.opinion import Change, Critique, Opinion, Point
from consilium.types.question import AnswerKind
from consilium.types.verdict import Assessment
from consilium.wording import say


def rounds(told: Proceedings) -> Iterator[str]:
    """Everything said in each round, under one heading a round."""
    for number in range(told.last_round + 1):
        opinions = [opinion for opinion in told.opinions if opinion.round == number]
        critiques = [critique for critique in told.critiques if critique.round == number]
        if opinions or critiques:
            yield f"## {round_heading(told, number)}"
        yield from _critiques(told, critiques)
        yield from _opinions(told, opinions, revised=number > 0)
        yield from (assessment_markdown(told, result) for result in told.assessments if result.round == number)


def round_heading(told: Proceedings, number: int) -> str:
    """What a round is called."""
    return say(f"export.round_{'later' if number else 'blind'}", told.language, number=number)


def _kind(told: Proceedings) -> AnswerKind:
    return told.question.kind if told.question else "open"


def _opinions(told: Proceedings, opinions: Sequence[Opinion], *, revised: bool) -> Iterator[str]:
    if opinions and revised:
        yield f"### {say('export.revisions', told.language)}"
    for opinion in opinions:
        yield f"{'####' if revised else '###'} {inline(opinion.member)}"
        yield from opinion_markdown(told, opinion)


def opinion_markdown(told: Proceedings, opinion: Opinion, *, linked: bool = True) -> Iterator[str]:
    """What a member said, as paragraphs.

    Args:
        told: the debate it belongs to.
        opinion: what it said.
        linked: whether claims carry ids that a note can link to.
    """
    language = told.language
    if opinion.abstained:
        reason = opinion.reason or say("export.no_reason", language)
        yield inline(say("export.abstained", language, reason=reason))
        return
    yield _stance(told, opinion)
    if opinion.change:
        yield _change(told, opinion.change)
    if opinion.answer and opinion.answer != opinion.position:
        yield block(opinion.answer)
    yield from _claims(told, opinion, linked)
    if opinion.falsifier:
        yield inline(say("export.falsifier", language, text=opinion.falsifier))
    if opinion.reason:
        yield inline(say("export.note", language, text=opinion.reason))


def _stance(told: Proceedings, opinion: Opinion) -> str:
    """The position and how sure the member is of it; an expert gives evidence and has neither."""
    language = told.language
    private = f" · {say('export.private', language)}" if opinion.private else ""
    if opinion.position is None and any(card.expert for card in told.members if card.name == opinion.member):
        return f"**{say('export.witness', language)}**{private}"
    held = position(opinion.position, _kind(told), language)
    own = say("export.own_confidence", language, share=percent(opinion.confidence, language))
    return f"**{inline(held)}** · {own}{private}"


def _claims(told: Proceedings, opinion: Opinion, linked: bool) -> Iterator[str]:
    for claim in opinion.claims:
        # The same claim may stand in the next round; the id inside a note must be unique.
        link = f" ^{anchor(f'r{opinion.round}-{claim.id}')}" if linked else ""
        yield f"**{inline(claim.id)}** {inline(claim.text)}{link}"
        yield from quotations_markdown(claim.citations, told.language, beside=claim.text)


def _change(told: Proceedings, change: Change) -> str:
    language, kind = told.language, _kind(told)
    before, after = position(change.from_position, kind, language), position(change.to_position, kind, language)
    if change.capitulation:
        return f"⚠ {inline(say('export.capitulated', language, before=before, after=after))}"
    parts = [say("export.changed", language, before=before, after=after)]
    if change.critique:
        critic = next((one.critic for one in told.critiques if one.id == change.critique), "?")
        parts.append(say("export.changed_by", language, critique=change.critique, critic=critic))
    if change.evidence:
        parts.append(say("export.changed_evidence", language, evidence=change.evidence))
    return f"↻ {inline('; '.join(parts))}"


def _critiques(told: Proceedings, critiques: Sequence[Critique]) -> Iterator[str]:
    if critiques:
        yield f"### {say('export.critiques', told.language)}"
    for critique in critiques:
        yield from critique_markdown(told, critique)


def critique_markdown(told: Proceedings, critique: Critique, *, linked: bool = True) -> Iterator[str]:
    """A critique as paragraphs; ``linked`` as for opinions."""
    heading = say("export.on", told.language, critic=critique.critic, target=critique.target)
    link = f" ^{anchor(f'k-{critique.id}')}" if linked else ""
    yield f"**{inline(heading)}** ({inline(critique.id)}){link}"
    if critique.failed:
        yield inline(say("export.critique_failed", told.language, reason=critique.failed))
    elif not critique.points:
        yield say("export.critique_empty", told.language)
    for point in critique.points:
        yield from _point(told, point)


def _point(told: Proceedings, point: Point) -> Iterator[str]:
    does = f"{'⊖' if point.stance == 'attack' else '⊕'} {say(f'export.point_{point.stance}', told.language)}"
    yield f"{does} **{inline(point.claim)}**: {inline(point.reason)}"
    yield from quotations_markdown(point.citations, told.language)


def assessment_markdown(told: Proceedings, result: Assessment) -> str:
    """How the panel stands after a round, as one paragraph."""
    settled = result.settlement
    text = say(
        "export.assessment",
        told.language,
        position=position(settled.position, _kind(told), told.language),
        share=percent(settled.agreement, told.language),
        why=result.why,
    )
    return f"_{inline(text)}_"
