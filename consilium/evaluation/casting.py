"""From a labelled row to the positions that deciders learn from and decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.deciding.aligning import same_position
from consilium.deciding.learning.rows import Labelled, Spent
from consilium.evaluation.answers import opinions_of
from consilium.evaluation.rows import LabelledRow
from consilium.types.opinion import Opinion


@dataclass(frozen=True, slots=True)
class Cast:
    """One row as read: what was asked, what each member holds, and the same as a ballot.

    Args:
        row: as it stood in the file.
        opinions: of the members, one each; those without a readable answer abstain.
        ballot: positions, the right one, and what surrounds them.
    """

    row: LabelledRow
    opinions: tuple[Opinion, ...]
    ballot: Labelled


def cast(row: LabelledRow, members: Sequence[str]) -> Cast:
    """A row's replies read as the panel reads them."""
    opinions = tuple(opinions_of(row, members))
    answers = {opinion.member: opinion.position for opinion in opinions}
    ballot = Labelled(
        id=row.id,
        answers=answers,
        gold=_gold(row, [position for position in answers.values() if position is not None]),
        category=row.category,
        options={option.label: option.text for option in row.question.options},
        usage=dict(_spent(row)),
        question=row.question.text,
    )
    return Cast(row, opinions, ballot)


def _gold(row: LabelledRow, positions: Sequence[str]) -> str | None:
    """The right position, spelt as the members that hold it spell it; their own spelling never follows it."""
    gold = row.gold
    if gold is None:
        return None
    asked = row.question
    same = (held for held in positions if same_position(asked.kind, held, gold, tolerance=asked.tolerance))
    return next(same, gold)


def _spent(row: LabelledRow) -> Iterator[tuple[str, Spent]]:
    for name in dict.fromkeys((*row.usage, *row.seconds)):
        used = row.usage.get(name)
        tokens = float(used.completion_tokens) if used and used.completion_tokens else None
        yield name, Spent(tokens, row.seconds.get(name))
