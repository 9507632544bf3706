"""Two readings beside one another: by which rules they agree, and what that makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from consilium.argument.reading.amounts import Amount
from consilium.argument.reading.ideas import Idea, covered, pairs
from consilium.argument.reading.people import Sides
from consilium.argument.reading.sense import Sense
from consilium.argument.reading.ways import Turn, flipped, one_way, opposed
from consilium.types.statement import ClaimKind

Relation = Literal["same", "contrary", "elsewhere", "apart"]
"""``same``: they assert the same. ``contrary``: on one matter they cannot both hold. ``elsewhere``: on one matter
they say otherwise of different populations or conditions. ``apart``: anything else."""

Rule = Literal["words", "kind", "matter", "direction", "numbers", "population", "condition", "comparison"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that had its part in how two claims stand: what it read in either, and whether they agree by it."""

    rule: Rule
    agree: bool
    one: str
    other: str


_TOLD: Final[frozenset[Turn]] = frozenset(("up", "down"))
_ENOUGH: Final = 0.7
_UNKNOWN: Final = 0.5
_ACROSS: Final = 0.25
_LITTLE: Final = 0.25


def compare(one: Sense, other: Sense) -> tuple[Relation, tuple[Ground, ...]]:
    """How two statements stand to one another, and the rules that were asked, in their order; symmetric."""
    # Most pairs speak of different things: that is seen first.
    if one.plain != other.plain and one.russian == other.russian and one.ids.isdisjoint(other.ids):
        return "apart", (Ground("matter", False, _names(one.ideas), _names(other.ideas)),)
    here, there = _order(one), _order(other)
    if here == there:
        return "same", (Ground("words", True, one.plain, other.plain),)
    if there < here:
        found, grounds = compare(other, one)
        return found, tuple(Ground(ground.rule, ground.agree, ground.other, ground.one) for ground in grounds)
    return _Comparison(one, other).result()


def _order(sense: Sense) -> tuple[str, str, list[str], list[tuple[float, tuple[str, ...]]], str, str]:
    """All that tells a statement: two in one order are one."""
    amounts = [(amount.value, amount.unit) for amount in sense.amounts]
    return sense.plain, sense.kind, sorted(sense.groups), amounts, _sided(sense.setting), sense.way.turn


@dataclass(slots=True)
class _Comparison:
    """Two senses beside one another."""

    one: Sense
    other: Sense
    grounds: list[Ground] = field(default_factory=list)
    settings_apart: bool = False

    def result(self) -> tuple[Relation, tuple[Ground, ...]]:
        return self._relation(), tuple(self.grounds)

    def _note(self, rule: Rule, agree: bool, one: str = "", other: str = "") -> bool:
        self.grounds.append(Ground(rule, agree, one, other))
        return agree

    def _relation(self) -> Relation:
        swapped = self._swapped()
        if swapped is None or not self._one_matter() or not self._one_kind():
            return "apart"
        here, there = self._turns(swapped)
        agree = self._note("direction", one_way(here, there), here, there)
        here_of, there_of = self.one.groups, self.other.groups
        groups = self._note("population", here_of == there_of, _shown(here_of), _shown(there_of))
        setting = self._settings()
        numbers, conditions, clash = self._numbers()
        alike = groups and setting is None and conditions and not self.settings_apart
        if opposed(here, there):
            return "elsewhere" if self.settings_apart or self._other_case(setting) else "contrary"
        if not alike or not agree:
            return "apart"
        return "contrary" if clash else "same" if numbers else "apart"

    def _other_case(self, setting: str | None) -> bool:
        """Whether they speak of other people or conditions, rather than one leaving them out."""
        one, other = self.one, self.other
        return one.groups != other.groups or setting is not None or bool(self._unlike_amounts())

    def _one_kind(self) -> bool:
        kinds = {self.one.kind, self.other.kind}
        fine = len(kinds) == 1 or not kinds & {"recommendation", "limitation"} or self._worded_otherwise(kinds)
        return self._note("kind", fine, self.one.kind, self.other.kind)

    def _worded_otherwise(self, kinds: set[ClaimKind]) -> bool:
        """Whether one is a limitation or advice, and the other gives just its numbers and no direction."""
        sizes = any(amount.is_size for amount in (*self.one.amounts, *self.other.amounts))
        same = bool(self.one.amounts) and bool(self.other.amounts) and not any(self._unlike())
        return "finding" in kinds and same and not sizes and not _TOLD & {self.one.way.turn, self.other.way.turn}

    def _swapped(self) -> bool | None:
        """Whether the second compares the other way round; None where they compare with different things."""
        one, other = self.one, self.other
        if not one.rival and not other.rival:
            return False
        if one.rival and other.rival:
            if _share(one.rival, other.rival) >= _ENOUGH and _share(other.rival, one.rival) >= _ENOUGH:
                return False
            if _named_in(one.rival, other.ideas) and _named_in(other.rival, one.ideas):
                return True
        elif _named_in(one.rival, other.ideas) or _named_in(other.rival, one.ideas):
            return False
        self._note("comparison", False, _names(one.rival), _names(other.rival))
        return None

    def _one_matter(self) -> bool:
        one, other = (*self.one.ideas, *self.one.rival), (*self.other.ideas, *self.other.rival)
        lost, missing = pairs(one, other)
        if any(amount.unit == ("m",) for amount in self.one.amounts) and not any(self._unlike()):
            lost, missing = _without_height(lost), _without_height(missing)
        across = self.one.russian != self.other.russian
        share = min(_weight_share(one, lost, across), _weight_share(other, missing, across))
        strangers = _strangers(lost, across), _strangers(missing, across)
        fine = share >= _ENOUGH and not all(strangers) and not any(map(_tells, (*lost, *missing)))
        if not fine and _other_settings(lost, missing):
            self.settings_apart = fine = True
        return self._note("matter", fine, _names(lost), _names(missing))

    def _turns(self, swapped: bool) -> tuple[Turn, Turn]:
        here, there = self.one.way, self.other.way
        turns = [here.turn, there.turn]
        if here.merit != there.merit and self._less_is_better():
            turns[0 if not here.merit else 1] = flipped(turns[0 if not here.merit else 1])
        if swapped:
            turns[1] = flipped(turns[1])
        kinds = {self.one.kind, self.other.kind}
        if "limitation" in kinds and len(kinds) > 1:
            return "said", "said"
        return _read(turns[0], turns[1], self.one), _read(turns[1], turns[0], self.other)

    def _less_is_better(self) -> bool:
        better = {idea.better for idea in (*self.one.ideas, *self.other.ideas)}
        return -1 in better and 1 not in better

    def _settings(self) -> str | None:
        one, other = self.one.setting, self.other.setting
        axis = next((axis for axis in sorted({*one, *other}) if one.get(axis) != other.get(axis)), None)
        self._note("condition", axis is None, _sided(one), _sided(other))
        return axis

    def _numbers(self) -> tuple[bool, bool, bool]:
        """Whether all numbers agree; whether those do that are conditions; whether one quantity has two sizes."""
        one, other = self.one.amounts, self.other.amounts
        lost, missing = self._unlike()
        self._note("numbers", not lost and not missing, _written(lost), _written(missing))
        size = _always if "definition" in {self.one.kind, self.other.kind} else _is_size
        conditions = all(map(size, (*lost, *missing)))
        clash = any(size(one) and any(one.measures(two) for two in missing) for one in lost)
        clash = clash and not _within(lost, other) and not _within(missing, one)
        return not lost and not missing, conditions, clash

    def _unlike(self) -> tuple[list[Amount], list[Amount]]:
        one, other = self.one.amounts, self.other.amounts
        lost = [amount for amount in one if not any(amount.agrees(two) for two in other)]
        missing = [amount for amount in other if not any(amount.agrees(two) for two in one)]
        return lost, missing

    def _unlike_amounts(self) -> bool:
        """Whether both give a condition of one kind, and another one."""
        lost, missing = self._unlike()
        return any(one.measures(two) and not _is_size(one) for one in lost for two in missing)


def _read(turn: Turn, other: Turn, sense: Sense) -> Turn:
    """A turn that no word tells: something of that size did change, and then as the other one says."""
    if turn not in {"said", "changed"} or not any(amount.is_size for amount in sense.amounts):
        return turn
    return other if other in _TOLD else "changed"


def _within(amounts: Sequence[Amount], others: Sequence[Amount]) -> bool:
    """Whether some sizes lie within the range that the others span: about 5 % and 4 to 6 %."""
    for one in amounts:
        span = [other.value for other in others if other.measures(one)]
        if len(span) > 1 and min(span) <= one.value <= max(span):
            return True
    return False


def _without_height(ideas: Sequence[Idea]) -> list[Idea]:
    """Whoever names a height in metres need not call it one."""
    return [idea for idea in ideas if idea.key != "altitude"]


def _always(_: Amount) -> bool:
    return True


def _is_size(amount: Amount) -> bool:
    """Whether a number is how much the outcome changed, not a dose, a time or a height."""
    return amount.is_size


def _weight(idea: Idea, across: bool) -> float:
    if idea.weak:
        return _LITTLE
    if idea.known:
        return 1.0
    return _ACROSS if across else _UNKNOWN


def _weight_share(ideas: Sequence[Idea], lost: Sequence[Idea], across: bool) -> float:
    whole = sum(_weight(idea, across) for idea in ideas)
    return 1.0 - sum(_weight(idea, across) for idea in lost) / whole if whole else 0.0


def _other_settings(lost: Sequence[Idea], missing: Sequence[Idea]) -> bool:
    """Whether two statements differ by one setting each: after strength training, after endurance training."""
    return len(lost) == len(missing) == 1 and lost[0].setting and missing[0].setting


def _tells(idea: Idea) -> bool:
    """Whether naming an idea may make another claim than leaving it out: grip strength is not strength."""
    return idea.known and not idea.weak and not idea.setting


def _strangers(lost: Sequence[Idea], across: bool) -> bool:
    return any(not idea.weak and (idea.known or not across) for idea in lost)


def _share(ideas: Sequence[Idea], others: Sequence[Idea]) -> float:
    return sum(covered(idea, others) for idea in ideas) / len(ideas)


def _named_in(ideas: Sequence[Idea], others: Sequence[Idea]) -> bool:
    return bool(ideas) and _share(ideas, others) >= _ENOUGH


def _names(ideas: Sequence[Idea]) -> str:
    return ", ".join(idea.stem for idea in ideas)


def _shown(groups: frozenset[str]) -> str:
    return ", ".join(sorted(groups))


def _sided(sides: Sides) -> str:
    return ", ".join(sorted(side for named in sides.values() for side in named))


def _written(amounts: Sequence[Amount]) -> str:
    return ", ".join(amount.written[1] for amount in amounts)
