"""How many independent votes a panel amounts to: correlated errors, and the same wrong answer given twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from consilium.deciding.learning.ballots import Ballots, Floats, ballots
from consilium.deciding.learning.rows import Labelled, labelled


@dataclass(frozen=True, slots=True)
class Diversity:
    """What a panel's members share.

    Args:
        voices: n_eff = n / (1 + (n − 1) ρ), of vendors, not of members.
        correlation: mean over pairs of the correlation of being wrong; None without labels.
        same_wrong: of pairs that are both wrong, the share that give the same wrong answer; None if none are.
        vendors: how many there are; members of one vendor count once.
        labels: how many labelled rows it rests on.
    """

    voices: float
    correlation: float | None
    same_wrong: float | None
    vendors: int
    labels: int


def diversity(rows: Sequence[Labelled], members: Sequence[str], vendors: Mapping[str, str] | None = None) -> Diversity:
    """What the labelled rows show of a panel.

    Args:
        rows: with or without labels.
        members: of the panel.
        vendors: of each member; a member without one is its own.
    """
    known = labelled(rows)
    cast = ballots(known, members)
    owner = [(vendors or {}).get(member, f"member {member}") for member in members]
    count = len(set(owner))
    if not known:
        return Diversity(float(count), None, None, count, 0)
    wrong = wrongs(cast)
    apart = [(one, two) for one, two in combinations(range(len(members)), 2) if owner[one] != owner[two]]
    found = [_correlation(wrong[:, one], wrong[:, two]) for one, two in apart]
    correlation = float(np.mean(found)) if found else 0.0
    return Diversity(voices(count, correlation), correlation, _same_wrong(cast, wrong), count, len(known))


def voices(count: int, correlation: float) -> float:
    """How many independent votes so many correlated ones amount to: n / (1 + (n − 1) ρ)."""
    return count / (1 + (count - 1) * min(1.0, max(0.0, correlation))) if count else 0.0


def wrongs(cast: Ballots) -> Floats:
    """(N, M) 1.0 where a member is not right; an abstention is not."""
    right = cast.right()
    voted = np.concatenate([cast.votes, np.zeros((len(right), 1, cast.codes.shape[1]))], axis=1)
    return np.asarray(1 - np.where((right < cast.held.shape[1])[:, None], voted[np.arange(len(right)), right], 0.0))


def effective_votes(cast: Ballots) -> float:
    """n_eff of the rows with gold; the number of members where there are too few to tell."""
    members = cast.codes.shape[1]
    wrong = wrongs(cast)[np.array([row.gold is not None for row in cast.rows], dtype=bool)]
    pairs = [_correlation(wrong[:, one], wrong[:, two]) for one, two in combinations(range(members), 2)]
    return voices(members, float(np.mean(pairs))) if pairs and len(wrong) > 1 else float(members)


def _correlation(one: Floats, two: Floats) -> float:
    spread = float(one.std() * two.std())
    return float(((one - one.mean()) * (two - two.mean())).mean() / spread) if spread else float((one == two).all())


def _same_wrong(cast: Ballots, wrong: Floats) -> float | None:
    both = same = 0
    for one, two in combinations(range(cast.codes.shape[1]), 2):
        missed = (wrong[:, one] * wrong[:, two] > 0) & (cast.codes[:, one] >= 0) & (cast.codes[:, two] >= 0)
        both += int(missed.sum())
        same += int((missed & (cast.codes[:, one] == cast.codes[:, two])).sum())
    return same / both if both else None
