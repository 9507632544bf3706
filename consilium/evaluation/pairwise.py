"""A blind comparison that a person makes: a sheet of pairs without names, the key to it, and what the choices say."""

from __future__ import annotations

import csv
import io
import math
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from consilium.evaluation.statistics import Interval, bootstrap
from consilium.wording import say

Side = Literal["A", "B"]
Choice = Literal["A", "B", "="]

ALIKE: Final = 1.25
"""Up to which ratio of their words two texts count as equally long."""

_HEAD: Final = ("pair", "words_a", "words_b", "choice")
_IDS: Final = re.compile(r"\s*\[c[0-9a-f]{1,12}(?:, ?c[0-9a-f]{1,12})*\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One open question: the verdict, and what each member had answered on its own."""

    question: str
    verdict: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A verdict beside one member's answer, in an order that nobody can guess.

    Args:
        id: of the pair on the sheet.
        question: both answer.
        member: whose answer it is.
        verdict: on which side the verdict stands.
        texts: what the reader sees, A first.
    """

    id: str
    question: str
    member: str
    verdict: Side
    texts: tuple[str, str]

    @property
    def words(self) -> tuple[int, int]:
        """How long both texts are."""
        return len(self.texts[0].split()), len(self.texts[1].split())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What readers chose.

    Args:
        pairs: that were judged.
        wins: of the verdict; a tie is half a win.
        rate: share of wins with its interval.
        p: two-sided exact sign test over the pairs that are no ties.
        alike: the same share where both texts are about equally long; None where there are no such pairs.
        longer: share of choices for the longer text, ties left out; None where every pair is a tie.
    """

    pairs: int
    wins: float
    rate: Interval
    p: float
    alike: Interval | None
    longer: float | None


def paired(asked: Sequence[Asked], seed: str, members: Sequence[str] = ()) -> list[Pair]:
    """Every verdict beside every member's answer, pairs and sides shuffled.

    Args:
        asked: the questions.
        seed: of the shuffle; it belongs into the key and not onto the sheet.
        members: whose answers take part; everybody's where none is named.
    """
    dice = random.Random(seed)  # noqa: S311  hides the order from an honest reader
    couples = [(one, member) for one in asked for member in one.answers if not members or member in members]
    dice.shuffle(couples)
    return [_pair(f"{number:03d}", one, member, dice) for number, (one, member) in enumerate(couples, start=1)]


def _pair(id_: str, one: Asked, member: str, dice: random.Random) -> Pair:
    side: Side = dice.choice(("A", "B"))
    mine, other = _IDS.sub("", one.verdict).strip(), _IDS.sub("", one.answers[member]).strip()
    return Pair(id_, one.question, member, side, (mine, other) if side == "A" else (other, mine))


def sheet(pairs: Sequence[Pair]) -> str:
    """The pairs as a Markdown page, without a word on who wrote what."""
    return "\n".join(_sheet(pairs)) + "\n"


def _sheet(pairs: Sequence[Pair]) -> Iterator[str]:
    yield from (f"# {say('evaluation.sheet_title')}", "", say("evaluation.sheet_task"))
    for pair in pairs:
        yield from ("", f"## {pair.id}", "", pair.question)
        for side, text, count in zip(("A", "B"), pair.texts, pair.words, strict=True):
            yield from ("", f"### {say('evaluation.sheet_side', side=side, count=count)}", "", text)


def form(pairs: Sequence[Pair]) -> str:
    """The CSV that the reader fills in: A, B or = in the last column."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_HEAD)
    rows.writerows((pair.id, *pair.words, "") for pair in pairs)
    return out.getvalue()


def choices(text: str) -> dict[str, Choice]:
    """The choices of a filled-in form, by pair; pairs without a choice are left out.

    Raises:
        ValueError: a choice is none of A, B and =, or a column is missing.
    """
    found: dict[str, Choice] = {}
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        chosen = (row.get("choice") or "").strip().upper().replace("А", "A").replace("В", "B")
        if chosen in {"A", "B", "="} and row.get("pair"):
            found[row["pair"]] = "A" if chosen == "A" else "B" if chosen == "B" else "="
        elif chosen or "choice" not in row or "pair" not in row:
            raise ValueError(say("evaluation.sheet_choice", pair=row.get("pair") or "?", choice=chosen or "—"))
    return found


def outcome(pairs: Sequence[Pair], chosen: Mapping[str, Choice]) -> Outcome:
    """What the choices say of the verdicts.

    Raises:
        ValueError: nothing was chosen.
    """
    told = [(pair, _won(pair, chosen[pair.id])) for pair in pairs if pair.id in chosen]
    if not told:
        raise ValueError(say("evaluation.sheet_empty"))
    wins = [won for _, won in told]
    alike = [won for pair, won in told if max(pair.words) <= ALIKE * min(pair.words)]
    lengths = [_longer(pair, chosen[pair.id]) for pair, _ in told if chosen[pair.id] != "="]
    return Outcome(
        pairs=len(told),
        wins=sum(wins),
        rate=bootstrap(wins),
        p=sign_test(wins.count(1.0), wins.count(0.0)),
        alike=bootstrap(alike) if alike else None,
        longer=sum(lengths) / len(lengths) if lengths else None,
    )


def by_member(pairs: Sequence[Pair], chosen: Mapping[str, Choice]) -> dict[str, Outcome]:
    """The outcome against each member, the hardest to beat first: that one is the best single member."""
    members = {pair.member for pair in pairs if pair.id in chosen}
    found = {name: outcome([pair for pair in pairs if pair.member == name], chosen) for name in members}
    return dict(sorted(found.items(), key=lambda item: (item[1].rate.value, item[0])))


def sign_test(won: int, lost: int) -> float:
    """The two-sided exact p that wins and losses are equally likely (Dixon and Mood 1946)."""
    told = won + lost
    tail = sum(math.comb(told, count) for count in range(min(won, lost) + 1))
    return min(1.0, float(2 * tail / 2**told))


def _won(pair: Pair, choice: Choice) -> float:
    return 0.5 if choice == "=" else float(choice == pair.verdict)


def _longer(pair: Pair, choice: Choice) -> float:
    first, second = pair.words
    return 0.5 if first == second else float((choice == "A") == (first > second))
