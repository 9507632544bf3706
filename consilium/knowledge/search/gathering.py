"""Gathering the passages that may answer, without reading any."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from consilium.knowledge.search.concepts import Concept
from consilium.knowledge.search.glossary import Phrase
from consilium.knowledge.search.sounds import is_russian

_FEWEST_READ = 400
_COMMONEST = 0.015
_FAINTEST = 0.25
_STEPS = 3
_NEAR = 4

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Keys of passages worth reading, and how rare each concept is in each script: Cyrillic, Latin."""

    keys: tuple[int, ...]
    rarity: Sequence[Mapping[bool, float]]


class Gathering:
    """Looks names up in the index of stems.

    Args:
        db: the library's database.
        most: how many passages are worth reading at most, in all and again in the other language.
    """

    def __init__(self, db: sqlite3.Connection, most: int = 80) -> None:
        self._db = db
        self._most = most

    def gather(self, concepts: Sequence[Concept], russian: bool) -> Gathered:
        """Passages by the sum of what is rare in them.

        A concept is as rare as all passages that name it in any way of one script, however rare one name
        is (Pirkola, The Effects of Query Structure and Dictionary Setups in Dictionary-Based Cross-Language
        Information Retrieval, 1998): a far-fetched synonym must not outweigh the word itself. Names that
        are common choose none, so they are read only until their share is known.

        Args:
            concepts: what is asked for.
            russian: whether the query is; names in the other script choose passages of their own.
        """
        (last,) = self._db.execute("SELECT coalesce(max(key), 0) FROM passages").fetchone()
        totals = {True: np.zeros(last + 1, np.float32), False: np.zeros(last + 1, np.float32)}
        scratch = np.zeros(last + 1, np.float32)
        rarities = []
        for concept in concepts:
            rarity: dict[bool, float] = {}
            for script, total in totals.items():
                keys, weights, often = self._named(concept, script, last, scratch)
                rarity[script] = math.log(1 + max(0.0, last - often + 0.5) / (often + 0.5))
                total[keys] += weights * np.float32(concept.weight * rarity[script])
            rarities.append(rarity)
        keys_found = (*_top(totals[True] + totals[False], self._most), *_top(totals[not russian], self._most // 3))
        return Gathered(tuple(dict.fromkeys(keys_found)), rarities)

    def _named(
        self, concept: Concept, russian: bool, last: int, scratch: Scores
    ) -> tuple[npt.NDArray[np.int64], Scores, float]:
        """Passages that name a concept in one script, the weights of their best names, and the sum of those.

        ``scratch`` holds zeros for all passages, before and after.
        """
        alike: defaultdict[float, list[Phrase]] = defaultdict(list)
        for name, weight in concept.names.items():
            if is_russian(name[0]) == russian and weight >= _FAINTEST:
                alike[max(1, round(weight * _STEPS)) / _STEPS].append(name)
        most = max(_FEWEST_READ, int(last * _COMMONEST))
        found, common = [np.zeros(0, np.int64)], 0.0
        for weight in sorted(alike):
            match = " OR ".join(_match(name) for name in alike[weight])
            keys = self._keys(match, most)
            if len(keys) < most:
                scratch[keys] = weight
                found.append(keys)
            else:
                # As many of the rest as of those before the last key that was read.
                common = max(common, weight * len(keys) * last / float(keys[-1]))
        every = np.unique(np.concatenate(found)) if len(alike) > 1 else found[-1]
        weights = scratch[every]
        scratch[every] = 0
        return every, weights, max(common, float(weights.sum()))

    def _keys(self, match: str, most: int) -> npt.NDArray[np.int64]:
        # One row with all keys in it is handed over far faster than a row for each.
        query = "SELECT group_concat(rowid) FROM (SELECT rowid FROM stems WHERE stems MATCH ? LIMIT ?)"
        (keys,) = self._db.execute(query, (match, most)).fetchone()
        return np.fromstring(keys or "", np.int64, sep=",")


def _match(name: Phrase) -> str:
    words = " ".join(f'"{word}"' for word in name)
    return words if len(name) == 1 else f"NEAR({words}, {_NEAR})"


def _top(scores: Scores, most: int) -> list[int]:
    """Keys of the highest scores above zero, best first."""
    above = np.flatnonzero(scores)
    if len(above) > most:
        above = above[np.argpartition(-scores[above], most)[:most]]
    order = np.lexsort((above, -scores[above]))
    return [int(key) for key in above[order]]
