"""From readings and findings to a position on a closed question, by rules that name their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilium.knowledge.frames import asked_in, speaks_for
from consilium.knowledge.stance import SIDES, Side
from consilium.knowledge.stemming import stems
from consilium.members.experts.sources import SourceRead
from consilium.types.derivation import UsedRow, UsedRule
from consilium.types.evidence import Passage
from consilium.types.frame import FrameRow
from consilium.types.question import Question

MOST_ROWS: Final = 24
COMPARABLE: Final = 0.5
"""The weaker side of a conflict counts as comparable from this share of the stronger one's weight."""

# However much findings weigh, readings keep the rest of the say: they have read the results as a whole.
_MOST_SAY: Final = 0.6
_CLEAR: Final = 1.5
_ENOUGH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Position:
    """Where an expert stands, with the probabilities and rules that led there; None where nowhere."""

    side: str | None
    confidence: float
    probabilities: Mapping[str, float]
    rules: tuple[UsedRule, ...]


NOWHERE: Final = Position(None, 0.0, {}, ())


def used_rows(question: Question, rows: Sequence[FrameRow]) -> list[UsedRow]:
    """The findings that count, one of a source and matter, each with the side it speaks for."""
    asked = asked_in(question.text)
    seen = set()
    used: list[UsedRow] = []
    for row in rows:
        frame, source = row.frame, row.passage.source
        matter = (source, frame.intervention, frame.outcome, frame.direction)
        if row.weight and matter not in seen and len(used) < MOST_ROWS:
            seen.add(matter)
            used.append(_used(row, speaks_for(frame, asked) if asked else ""))
    return used


def _used(row: FrameRow, speaks: str) -> UsedRow:
    passage = row.passage
    return UsedRow(
        row.frame, passage.id, passage.source, row.sentence, row.study, row.sample, row.weight, speaks, passage.private
    )


def by_reading(question: Question, weighed: Sequence[tuple[SourceRead, float]]) -> Position:
    """The side that the sources' readings make most probable, each with its weight."""
    total = sum(weight for _, weight in weighed)
    if not total:
        return NOWHERE
    probabilities = {
        side: sum(weight * one.reading.probabilities[side] for one, weight in weighed if one.reading) / total
        for side in SIDES
    }
    return _most_probable(question, probabilities, UsedRule("readings", {"sources": len(weighed)}))


def with_findings(question: Question, position: Position, rows: Sequence[UsedRow], readings: float) -> Position:
    """The position after findings have had their say, which grows with their weight beside that of the readings.

    Args:
        question: what was asked.
        position: by the readings alone.
        rows: findings, some of which speak for a side.
        readings: what the readings weigh together.
    """
    sides = {side: sum(row.weight for row in rows if row.speaks == side) for side in ("yes", "no")}
    total = sum(sides.values())
    if not total or position.side is None:
        return position
    say = _MOST_SAY * total / (total + readings)
    split = min(sides.values()) / total
    found = {"yes": sides["yes"] / total * (1 - split), "no": sides["no"] / total * (1 - split), "maybe": split}
    mixed = {side: (1 - say) * position.probabilities.get(side, 0.0) + say * found[side] for side in SIDES}
    rule = UsedRule("findings", {"yes": round(sides["yes"], 4), "no": round(sides["no"], 4), "say": round(say, 4)})
    return _most_probable(question, mixed, *position.rules, rule)


def in_conflict(question: Question, position: Position, rows: Sequence[UsedRow]) -> Position:
    """Maybe, where findings of comparable weight speak for both sides and the question allows it."""
    sides = [sum(row.weight for row in rows if row.speaks == side) for side in ("yes", "no")]
    if question.kind != "yes_no_maybe" or not min(sides) or min(sides) < COMPARABLE * max(sides):
        return position
    rule = UsedRule("conflict", {"yes": round(sides[0], 4), "no": round(sides[1], 4)})
    confidence = max(position.probabilities["maybe"], min(sides) / max(sides) / 2)
    return Position("maybe", confidence, position.probabilities, (*position.rules, rule))


def by_overlap(question: Question, passages: Sequence[tuple[Passage, float]]) -> Position:
    """The option whose own words stand in the evidence, where it is clearly ahead of the others.

    Args:
        question: a choice.
        passages: with their weights.
    """
    own = _own_stems(question)
    texts = [(set(stems(passage.text)), weight) for passage, weight in passages]
    scores = {
        label: max((weight * len(words & text) / len(words) for text, weight in texts), default=0.0) if words else 0.0
        for label, words in own.items()
    }
    ranked = sorted(scores, key=lambda label: -scores[label])
    first, second = (scores[label] for label in ranked[:2]) if len(ranked) > 1 else (0.0, 0.0)
    if first < _ENOUGH or first < _CLEAR * second:
        return NOWHERE
    shares = {label: score / sum(scores.values()) for label, score in scores.items()}
    rule = UsedRule("overlap", {label: round(score, 4) for label, score in scores.items()})
    return Position(ranked[0], shares[ranked[0]], shares, (rule,))


def _own_stems(question: Question) -> dict[str, set[str]]:
    """Of each option the words that neither the question nor every other option holds."""
    asked = set(stems(question.text))
    all_ = {option.label: set(stems(option.text)) for option in question.options}
    shared = set.intersection(*all_.values()) if all_ else set()
    return {label: words - asked - shared for label, words in all_.items()}


def _most_probable(question: Question, probabilities: Mapping[Side, float], *rules: UsedRule) -> Position:
    """The most probable of the sides that the question allows, their probabilities summing to 1 again."""
    allowed: tuple[Side, ...] = ("yes", "no") if question.kind == "yes_no" else SIDES
    total = sum(probabilities[side] for side in allowed) or 1.0
    shares = {side: round(probabilities[side] / total, 4) for side in allowed}
    side = max(shares, key=lambda one: shares[one])
    return Position(side, shares[side], {str(one): share for one, share in shares.items()}, rules)
