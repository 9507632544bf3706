"""Finding a quotation that is nearly word for word, and saying what keeps it from being so.

Candidates come from rare words that stand in the right order; a candidate must reach
``rapidfuzz.partial_ratio_alignment`` ≥ 88 and then survive a comparison word by word, as a changed
number or a dropped «не» passes every fuzzy threshold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from consilium.knowledge.quotes.exact import Place, cut, with_marks
from consilium.knowledge.quotes.meaning import is_negation, is_quantity, is_slip, is_unit
from consilium.knowledge.quotes.tokens import Tokens

Nearness = Literal["near", "number-mismatch", "negation-mismatch", "missing"]

ALIKE = 88.0
"""Least ``partial_ratio`` (0–100) of a quotation that is nearly word for word."""

_RELATED = 70.0
_MOST_CANDIDATES = 3
_COMMON = 60
_WORDS_PER_SLIP = 8
_COUNTED_BY_ARTICLE = frozenset(("few", "little"))
_IDLE = frozenset(("the", "a", "an", "же"))


@dataclass(frozen=True, slots=True)
class Near:
    """The closest place in a source, and how close it is."""

    nearness: Nearness
    place: Place | None = None


_WORSE: dict[Nearness, int] = {"near": 0, "number-mismatch": 1, "negation-mismatch": 2, "missing": 3}


def nearest(quote: Tokens, source: Tokens, *, behind: int = 0) -> Near:
    """The best of the places where most of a quotation's words stand in order.

    Args:
        quote: what was quoted.
        source: where it should stand.
        behind: an offset in the source's text before which nothing counts.
    """
    found = [
        _compared(quote, source, *window) for window in _windows(quote, source) if source.starts[window[0]] >= behind
    ]
    return min(found, key=lambda near: _WORSE[near.nearness], default=Near("missing"))


def _windows(quote: Tokens, source: Tokens) -> Iterator[tuple[int, int]]:
    """Stretches of the source's tokens that line up with the quotation, the likeliest first."""
    where = _index(source.keys)
    votes: Counter[int] = Counter()
    for place, key in enumerate(quote.keys):
        found = where.get(key, ())
        if len(found) <= _COMMON:
            votes.update({at - place for at in found})
    # A word more or less shifts what follows by one: neighbours vote together.
    ranked = sorted(votes, key=lambda shift: (-sum(votes[shift + step] for step in (-1, 0, 1)), shift))
    taken: list[int] = []
    for shift in ranked:
        if all(abs(shift - other) > 1 for other in taken):
            taken.append(shift)
            slack = max(2, len(quote) // 8)
            yield max(0, shift - slack), min(len(source), shift + len(quote) + slack)
        if len(taken) == _MOST_CANDIDATES:
            return


@lru_cache(maxsize=64)
def _index(keys: tuple[str, ...]) -> dict[str, list[int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        where[key].append(place)
    return dict(where)


def _compared(quote: Tokens, source: Tokens, first: int, last: int) -> Near:
    """How the quotation differs from one stretch of the source, shrunk to what lines up with it."""
    steps = Levenshtein.editops(quote.keys, source.keys[first:last])
    blocks = [block for block in steps.as_matching_blocks() if block.size]
    if not blocks:
        return Near("missing")
    lead, tail = blocks[0], blocks[-1]
    start = max(first, first + lead.b - lead.a)
    end = min(last, first + tail.b + tail.size + len(quote) - tail.a - tail.size)
    ratio = fuzz.partial_ratio(" ".join(quote.keys), " ".join(source.keys[start:end]))
    if ratio < _RELATED:
        return Near("missing")
    return _judged(quote, source, start, end, ratio)


def _judged(quote: Tokens, source: Tokens, first: int, last: int, ratio: float) -> Near:
    lost, made, slips = _differences(quote, source, first, last)
    edge = cut(source.text, source.starts[first], source.ends[last - 1])
    place = Place(*with_marks(quote, source.text, source.starts[first], source.ends[last - 1]), edge)
    changed = [word for word in (*lost, *made) if word not in _IDLE]
    if not changed and not edge:
        fits = ratio >= ALIKE and slips <= 1 + len(quote) // _WORDS_PER_SLIP
        return Near("near", place) if fits else Near("missing")
    return Near(_fault(changed, edge), place)


def _fault(changed: Sequence[str], edge: str) -> Nearness:
    """What kind of difference it is: only numbers and units, only negations, or other words too."""
    if edge == "word":
        return "missing"
    if all(is_quantity(word) or is_unit(word) for word in changed) and edge != "negation":
        return "number-mismatch"
    if all(is_negation(word) or word in _AUXILIARY for word in changed) and edge != "number":
        return "negation-mismatch"
    return "missing"


# Denying a verb in English takes an auxiliary: "improves" and "does not improve" differ by both.
_AUXILIARY = frozenset("do does did is are was were be been has have had can could would will with".split())


def _differences(quote: Tokens, source: Tokens, first: int, last: int) -> tuple[list[str], list[str], int]:
    """Words only in the quotation, words only in the source, and how many are the same but for a letter."""
    lost: list[str] = []
    made: list[str] = []
    slips = 0
    for a, b, c, d in gaps(quote.keys, source.keys[first:last]):
        ours, theirs = quote.words[a:b], source.words[first + c : first + d]
        if "".join(quote.keys[a:b]) == "".join(source.keys[first + c : first + d]):
            continue
        if len(ours) == len(theirs) and all(
            _same_but_a_letter(*pair, source) for pair in zip(ours, theirs, strict=True)
        ):
            slips += sum(one != other for one, other in zip(ours, theirs, strict=True))
            continue
        lost += ours
        made += theirs
        # "a few" and "few" are opposites.
        made += [word for word in source.words[first + d : first + d + 1] if word in _COUNTED_BY_ARTICLE]
    return lost, made, slips


def gaps(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """What lies between the stretches that two sequences share: ``one[a:b]`` stands in the place of ``other[c:d]``."""
    a = c = 0
    for block in Levenshtein.editops(one, other).as_matching_blocks():
        if (a, c) != (block.a, block.b):
            yield a, block.a, c, block.b
        a, c = block.a + block.size, block.b + block.size


def _same_but_a_letter(one: str, other: str, source: Tokens) -> bool:
    """Whether a word of the quotation is the source's with a slip in it; a word the source knows is no slip."""
    return one == other or (is_slip(one, other) and one not in _index(source.keys))
