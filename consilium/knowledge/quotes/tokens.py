"""A text as what a quotation is compared by: its words, numbers and signs, each with its place.

Typography does not count: marks between words, spaces, line ends and what is broken at them, case,
ё/е, stress marks, ligatures, letters that look alike in both scripts, Markdown's own marks.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from consilium.wording.numerals import NUMBER, canonical

_APOSTROPHES = "'’ʼ`´′"

# What a reader does not see is left out, so that VO<sub>2</sub>max, **VO**2max and VO2max are one word.
# Every branch begins with one plain character: only then can the engine leap from candidate to candidate.
_UNSEEN = re.compile(
    "|".join(map(re.escape, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f*_$"))
    + r"|==+|~~+|\^(?<![\d ]\^)(?=[{(]?[-−+]?\d)"
    r"|\[\[(?:[^\[\]|]{0,200}\|)?(?=[^\[\]|]{1,200}\]\])|\]\]"  # [[note|   of [[note|alias]]
    r"|</?(?:br|su[bp]|b|i|em|strong|span|mark|u|p|div|small|code|font|ins|del|s)(?:\s[^<>\n]{0,80})?/?>"
    r"|\[\^[^\]\s]{1,60}\]:?"  # [^1]
    r"|&(?:nbsp|thinsp|ensp|emsp|shy|zwj|zwnj|#160|#xa0|#173|#xad);"
    + "".join(rf"|{digit}(?<=[^\w\s]{digit})[⁰¹²³⁴-⁹]*" for digit in "⁰¹²³⁴⁵⁶⁷⁸⁹")  # training.¹
)

# Length-preserving: every such mark becomes as many blanks.
_MARKUP = re.compile(
    r"(?m)^[ \t]*(?:>[> \t]*)(?:\[![\w-]+\][+-]?)?"  # callouts and quotation blocks
    r"|(?<=\])\(\s*(?:<[^<>\n]*>|(?:https?:|\.{0,2}/|[\w%.-]+\.md)[^()\s]*)\s*\)"  # (target) of [text](target)
    r"|(?<=\s)\^[A-Za-z0-9-]+[ \t]*$"  # ^block-id
)
_MAYBE_MARKUP = re.compile(r"[\[>^]")
_REFERENCE = re.compile(r"(?<!\d)\[\d{1,3}(?:\s?[,;–—-]\s?\d{1,3})*\]")
_INTERVAL = re.compile(r"(?:CI|ДИ|IQR|range|диапазон\w*|интервал\w*|[=:<>±%\d])\W{0,3}\Z", re.IGNORECASE)
_LOOK_BACK = 14

_WORD = rf"[^\W\d]\w*(?:(?:[\u0300-\u036f]+|[{_APOSTROPHES}](?=[^\W\d]))\w*)*"
_SIGN = (
    r"&(?:lt|gt|le|ge|amp|plusmn);|[<>]/?=?(?=\s{0,4}(?:[oO][rR]\b|[-−–+.]?\d))"
    r"|[≤≥≈±⩽⩾](?=\s{0,4}\d)|~(?=\s?\d)|\+/[-−–](?=\s{0,4}\d)|%|‰"
)
_MINUS = r"(?<![\w%).’'”»-])(?<![\d%]\s)(?<![\d%]\s\s)[-‐‑‒–—−﹣－](?=\d|[.]\d)|(?<!\w)(?<!\d\s)−(?=\s?\d)"
_TOKEN = re.compile(rf"({_WORD})|({NUMBER})|({_MINUS})|{_SIGN}|&")

_SIGNS = {
    "&lt;": "<",
    "&gt;": ">",
    "&le;": "≤",
    "&ge;": "≥",
    "&plusmn;": "±",
    "<=": "≤",
    ">=": "≥",
    "</=": "≤",
    ">/=": "≥",
    "⩽": "≤",
    "⩾": "≥",
    "~": "≈",
    "+/-": "±",
    "+/−": "±",
    "+/–": "±",
}
_ALIKE = str.maketrans("авекмнорстухі", "abekmhopctyxi", "'")
_SAME = {ord("ё"): "е", ord("ı"): "i", **dict.fromkeys(map(ord, _APOSTROPHES), "'"), ord("µ"): "μ"}
_PLAIN = re.compile("[a-zа-я0-9]+")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{3})[⁰¹²³⁴⁵⁶⁷⁸⁹]+\Z")


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word as it is compared: й stays й, but the stress on а́ and the dot on V̇ go."""
    plain = word.casefold()
    if _PLAIN.fullmatch(plain):
        return plain
    plain = unicodedata.normalize("NFKC", _FOOTNOTE.sub("", plain)).casefold().translate(_SAME)
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return f"{word} " if word[0] == "#" else word.translate(_ALIKE)


@dataclass(frozen=True)
class Tokens:
    """Words, numbers and signs of one text.

    Args:
        text: the text itself.
        words: each token folded; a number in its canonical digits behind ``#``, a minus as ``#-``, other
            signs as ``#`` and the sign.
        starts: where each token begins in the text.
        ends: where each ends.
    """

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Tokens as they stand in ``line``: numbers and signs fenced off, letters of both scripts unified."""
        return tuple(map(_key, self.words))

    @cached_property
    def line(self) -> str:
        """All tokens without spaces between words: a word broken by a hyphen or a soft one is still the word."""
        return "".join(self.keys)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where each token begins in ``line``, and where the last one ends."""
        return (0, *accumulate(map(len, self.keys)))

    @cached_property
    def at_offset(self) -> dict[int, int]:
        """The token that begins at an offset of ``line``."""
        return {offset: place for place, offset in enumerate(self.offsets)}


@lru_cache(maxsize=64)
def tokens(text: str, *, references: bool = True) -> Tokens:
    """The tokens of a text; an unchanged text is read once.

    Args:
        text: a quotation or a source.
        references: whether numbers of references, as in ``[12]``, count as words.
    """
    seen, gone = _without_unseen(text)
    found = list(_TOKEN.finditer(_blanked(seen, references=references)))
    starts = _moved([token.start() for token in found], gone)
    ends = [end + 1 for end in _moved([token.end() - 1 for token in found], gone)]
    return Tokens(text, [_read(token) for token in found], starts, ends)


def reference_marks(text: str) -> tuple[str, ...]:
    """The bracketed numbers of references in a text, in order."""
    return tuple(re.sub(r"\s", "", found.group()) for found in _references(text))


def _read(found: re.Match[str]) -> str:
    kind, said = found.lastindex, found.group()
    if kind == 1:
        word = folded(said)
        return f"#{word}" if word.isdigit() else word  # the exponent of 10⁶
    if kind == 2:  # noqa: PLR2004  the second group of the pattern
        return "#" + canonical(said)
    if said in {"&", "&amp;"}:
        return "and"
    return "#-" if kind else "#" + _SIGNS.get(said, said)


def _without_unseen(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without what no reader sees; with where, in what is left, how many characters had gone by then."""
    kept: list[str] = []
    gone: list[tuple[int, int]] = []
    at = lost = 0
    for found in _UNSEEN.finditer(text):
        start, end = found.span()
        kept.append(text[at:start])
        lost += end - start
        gone.append((end - lost, lost))
        at = end
    return "".join([*kept, text[at:]]) if gone else text, gone


def _moved(places: list[int], gone: Sequence[tuple[int, int]]) -> list[int]:
    """Places in what is left, in order, as places in the text itself."""
    if not gone:
        return places
    moved: list[int] = []
    steps = iter([*gone, (sys.maxsize, 0)])
    lost, (following, then) = 0, next(steps)
    for place in places:
        while place >= following:
            lost, (following, then) = then, next(steps)
        moved.append(place + lost)
    return moved


def _blanked(text: str, *, references: bool) -> str:
    if not _MAYBE_MARKUP.search(text):
        return text
    plain = _MARKUP.sub(lambda found: " " * len(found.group()), text)
    if not references:
        for found in _references(plain):
            plain = plain[: found.start()] + " " * len(found.group()) + plain[found.end() :]
    return plain


def _references(text: str) -> list[re.Match[str]]:
    """Bracketed numbers that refer to a bibliography, not the bounds of an interval."""
    return [
        found
        for found in _REFERENCE.finditer(text)
        if not _INTERVAL.search(text[max(0, found.start() - _LOOK_BACK) : found.start()])
    ]
