"""The answers of a panel to many questions, as arrays: who voted for which candidate.

A row's candidates are its distinct positions, each in the slot of the first member that took it; one more slot
stands for everything nobody named, so that a panel can be wrong as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from consilium.deciding.learning.rows import Labelled

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LETTERS: Final = "ABCDEFGHIJ"
_ABSENT: Final = -1
_NEVER: Final = -1e9


@dataclass(frozen=True, slots=True)
class Ballots:
    """N questions, M members, M + 1 slots.

    Args:
        rows: what the arrays were read from.
        spelt: position behind each code.
        codes: (N, M) code of each member's position; -1 for an abstention.
        held: (N, M) whether a slot holds a candidate.
        votes: (N, M + 1, M) 1.0 where a slot's candidate is a member's position.
        start: (N, M + 1) log of how many options a slot stands for; very low where it stands for none.
    """

    rows: Sequence[Labelled]
    spelt: tuple[str, ...]
    codes: Ints
    held: Bools
    votes: Floats
    start: Floats

    @property
    def open(self) -> Bools:
        """(N, M + 1) whether a slot stands for anything: a candidate, or options that nobody named.

        The last slot of a row whose gold nobody named is open, even where the count of options says otherwise.
        """
        stands = self.start > _NEVER / 2
        stands[np.arange(len(stands)), self.right()] = True
        return np.asarray(stands)

    @property
    def distinct(self) -> Floats:
        """(N,) how many different positions the panel took."""
        return np.asarray(self.held.sum(1), dtype=float)

    @property
    def letters(self) -> Ints:
        """(N, M) the place of each slot's label in the alphabet; -1 where it is no letter of an option."""
        place = np.array([LETTERS.find(label) if len(label) == 1 else -1 for label in self.spelt] + [-1], dtype=int)
        return np.asarray(np.where(self.held, place[self.codes], -1))

    def right(self) -> Ints:
        """(N,) the slot of the right position of each labelled row: the last where nobody named it."""
        code = {label: number for number, label in enumerate(self.spelt)}
        gold = np.array([code.get(row.gold or "", -2) for row in self.rows], dtype=int)
        hit = self.held & (self.codes == gold[:, None])
        return np.asarray(np.where(hit.any(1), hit.argmax(1), self.held.shape[1]))


def ballots(rows: Sequence[Labelled], members: Sequence[str]) -> Ballots:
    """The rows as arrays for a panel; the order of members is the order of the columns."""
    taken = [[row.answers.get(member) for member in members] for row in rows]
    spelt = tuple(dict.fromkeys(one for row in taken for one in row if one))
    code: dict[str | None, int] = {None: _ABSENT, "": _ABSENT}
    code.update((label, number) for number, label in enumerate(spelt))
    codes = np.array([[code[one] for one in row] for row in taken], dtype=int).reshape(len(rows), len(members))
    same = codes[:, :, None] == codes[:, None, :]
    held = (codes >= 0) & ~np.tril(same, -1).any(2)
    votes = np.zeros((len(rows), len(members) + 1, len(members)))
    votes[:, :-1, :] = same & held[:, :, None]
    return Ballots(rows, spelt, codes, held, votes, _start(rows, held))


def _start(rows: Sequence[Labelled], held: Bools) -> Floats:
    sizes = np.array([len(row.options) or row.size for row in rows], dtype=float)
    distinct = held.sum(1)
    # Where no list of options bounds the answers there is always one more.
    rest = np.where(sizes > 0, np.maximum(sizes - distinct, 0), 1.0)
    start = np.where(held, 0.0, _NEVER)
    last = np.where(rest > 0, np.log(np.maximum(rest, 1.0)), _NEVER)
    return np.concatenate([start, last[:, None]], axis=1)
