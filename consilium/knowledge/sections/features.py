"""What the model of sections sees of a part of a paper: words, how it opens and closes, where it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

BITS = 15
"""Features are hashed into ``2**BITS`` columns; a clash costs next to nothing and no vocabulary has to be shipped."""

Features = dict[int, float]
"""Column to value."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[%=<>±]")
_SENTENCE_GAP = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\"0-9])")
_P_VALUE = re.compile(r"\bP ?[<=>]", re.IGNORECASE)
_VERB = (
    r"determine|evaluate|assess|investigate|examine|compare|identify|describe|test|explore|analy[sz]e|study"
    r"|establish|clarify|estimate|measure"
    r"|verify|review|report|find|define|ascertain|quantify|characteri[sz]e"
)
_AIM = re.compile(
    r"\b(?:aim(?:s|ed|ing)?|objectives?|purposes?|goals?|sought|hypothes\w+|this (?:study|paper|article|work"
    r"|trial)|the present study|whether"
    r"|we (?:investigat|examin|evaluat|assess|ask|want|test|studi|compar|report|determin|analy[sz])\w*"
    rf"|to (?:{_VERB}))\b",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"\b(?:however|although|little|unclear|unknown|controvers\w+|remains?|few|lack\w*|common|important"
    r"|recent(?:ly)?|has been|have been"
    r"|known|increas\w+|often|may|can|is|are)\b",
    re.IGNORECASE,
)

_WORDS, _BORDERS, _OPENING, _POSITION, _COUNTS, _BIAS = 2.0, 2.0, 0.5, 0.7, 0.7, 1.0
"""How much each family of features weighs before fitting; bags of words are scaled to this length."""


def features(texts: Sequence[str], at: int) -> Features:
    """The features of one part among the parts of its paper.

    Args:
        texts: the parts in order: sections of an abstract, or its sentences.
        at: which of them.
    """
    text = texts[at]
    words = _tokens(text)
    sentences = _SENTENCE_GAP.split(text)
    found: Features = {}
    _put(found, _grams("w", words), _WORDS, unit=True)
    alone = len(sentences) == 1
    _put(found, _grams("first", words if alone else _tokens(sentences[0])), _BORDERS, unit=True)
    _put(found, _grams("last", words if alone else _tokens(sentences[-1])), _BORDERS, unit=True)
    _put(found, {f"open {' '.join(words[:count])}" for count in (1, 2, 3)}, _OPENING)
    _put(found, set(_positions(at, len(texts))), _POSITION)
    _put(found, set(_counts(text, words, sentences)), _COUNTS)
    _put(found, set(_intents(text, sentences, at)), _COUNTS)
    _put(found, {"bias"}, _BIAS)
    return found


def _tokens(text: str) -> list[str]:
    """Words in lower case and marks of statistics; every number is the same token."""
    return ["0" if token[0].isdigit() else token for token in _TOKEN.findall(text.lower())]


def _grams(family: str, words: Sequence[str]) -> set[str]:
    pairs = pairwise(words)
    return {f"{family} {word}" for word in words} | {f"{family} {one} {two}" for one, two in pairs}


def _positions(at: int, count: int) -> Iterator[str]:
    """Counted from the front, from the back, and as a share: abstracts without conclusions end otherwise."""
    front, back, size = min(at, 5), min(count - 1 - at, 5), min(count, 8)
    yield from (f"at {front}", f"back {back}", f"of {size}", f"at {front} of {size}")
    share = at / max(count - 1, 1)
    yield from (f"quarter {int(share * 4)}", f"tenth {int(share * 10)}")


def _counts(text: str, words: Sequence[str], sentences: Sequence[str]) -> Iterator[str]:
    """Length, numbers and statistics."""
    numbers = words.count("0") / max(len(words), 1)
    yield f"numbers {min(int(numbers * 30), 6)}"
    yield f"length {int(math.log2(max(len(words), 1)) * 1.5)}"
    yield f"sentences {min(len(sentences), 8)}"
    yield f"asks {'?' in text}"
    yield f"p {bool(_P_VALUE.search(text))}"


def _intents(text: str, sentences: Sequence[str], at: int) -> Iterator[str]:
    """Which share of the sentences states an aim, and how much of the text states what is known."""
    aims = [bool(_AIM.search(sentence)) for sentence in sentences]
    share = int(sum(aims) / len(aims) * 4)
    yield f"aims {min(sum(aims), 3)} of {min(len(aims), 5)}"
    yield f"aims first {aims[0]} last {aims[-1]}"
    yield f"aim share {share}"
    yield f"aim share {share} at start {at == 0}"
    yield f"ground {min(int(len(_GROUND.findall(text)) / max(len(text.split()), 1) * 40), 6)}"
    yield f"opens with to {text.lower().startswith('to ')} alone {len(sentences) == 1}"


def _put(found: Features, names: set[str], weight: float, *, unit: bool = False) -> None:
    """Add features by name; with ``unit`` the whole family has the length ``weight``."""
    value = weight / math.sqrt(max(len(names), 1)) if unit else weight
    for name in names:
        column = crc32(name.encode()) & ((1 << BITS) - 1)
        found[column] = found.get(column, 0.0) + value
