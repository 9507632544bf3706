"""Checking that quoted words stand in the source, and quoting the source's own text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from consilium.types.evidence import Citation, Passage

FEWEST_WORDS = 3

_QUOTES = dict.fromkeys(map(ord, '«»„“”‟″‘’‚‛′´`"'), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SAME = {**_QUOTES, **_DASHES, **_UNSEEN, ord("ё"): "е", ord("…"): "..."}
_LINE_PREFIX = re.compile(r"(?m)^[ \t]*>[> \t]*")

# A word or range broken at a line's end, inside a callout as well.
_BROKEN = re.compile(r"(?<=\w)([-‐\u00ad])[ \t]*(\r?\n[ \t>]*)(?=\w)")
_CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]+|.", re.DOTALL)

# What a quotation must not leave behind at its edges: 5 stands neither in 52 nor in 5,2, −5, < 5, 5–7 or 5 000,
# and "improves" not in "not improves".
_CUT_BEFORE = re.compile(r"(?:[-.]|\d[,:/]|[±<>≤≥≈~] ?)\Z")
_CUT_AFTER = re.compile(r"[-.,:/]\d")
_THOUSANDS_BEFORE = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})* \Z")
_THOUSANDS_FIRST = re.compile(r"\d{3}(?!\d)")
_THOUSANDS_LAST = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})*\Z")
_THOUSANDS_AFTER = re.compile(r" \d{3}(?!\d)")
_NEGATION_BEFORE = re.compile(r"\b(?:не|ни|not|no|nor|never|cannot|\w+n't) ['(]*\Z")
_LOOK_AROUND = 16


class _Source(Protocol):
    """What the verifier needs of an index."""

    def passage(self, passage_id: str) -> Passage | None:
        """One passage by its id."""

    def of_source(self, source: str) -> Sequence[Passage]:
        """All passages of one source."""

    def search(self, query: str, limit: int) -> Sequence[Passage]:
        """Passages that share words with a text."""


class SourceVerifier:
    """Looks a quotation up: in the passage it cites, in the rest of that source, then anywhere.

    Args:
        index: the passages of the user's sources.
    """

    def __init__(self, index: _Source) -> None:
        self._index = index

    def verify(self, citation: Citation, *, private: bool = False) -> Citation:
        """The citation with ``source`` and ``check`` filled in.

        A quotation that is found is replaced by the source's own words, so that what a verdict
        shows in quotation marks is exact by construction. Fewer than three words prove nothing and
        stay unchecked. Private passages are looked at only where ``private`` allows it, so that a lucky
        guess of somebody outside this machine does not confirm what a private note says.
        """
        if len(re.findall(r"[^\W_]+(?:[-'’.,][^\W_]+)*", citation.quote)) < FEWEST_WORDS:
            return replace(citation, check="unchecked")
        for passage in self._candidates(citation):
            own_words = find_quotation(citation.quote, passage.text) if private or not passage.private else None
            if own_words is not None:
                return replace(citation, passage=passage.id, source=passage.source, quote=own_words, check="exact")
        cited = self._index.passage(citation.passage)
        known = cited is not None and (private or not cited.private)
        return replace(citation, source=cited.source if cited and known else citation.source, check="missing")

    def _candidates(self, citation: Citation) -> Iterator[Passage]:
        cited = self._index.passage(citation.passage)
        if cited is not None:
            yield cited
            yield from self._index.of_source(cited.source)
        yield from self._index.search(citation.quote, 5)


def find_quotation(quote: str, text: str) -> str | None:
    """The source's own words for a quotation, or None where they do not stand in ``text``.

    Compared are letters and digits as a reader sees them: typographic variants of quotation marks,
    dashes and spaces, invisible characters, case, ё/е, stress marks and words hyphenated over a line
    end do not count. A quotation may not begin or end inside a word or number, nor behind a «не».
    """
    readings = (True, False) if _BROKEN.search(text) or _BROKEN.search(quote) else (True,)
    whole = [_normalised(quote, join=join)[0].strip(" '") for join in readings]
    # The full stop at a quotation's end may be the source's or the quoter's own.
    quotes = dict.fromkeys([*whole, *(text.strip(" .'") for text in whole)])
    for join in readings:
        found, places = _normalised(text, join=join)
        for wanted in filter(None, quotes):
            for at in _occurrences(wanted, found):
                return text[places[at][0] : places[at + len(wanted) - 1][1]]
    return None


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    """Where ``wanted`` stands whole in a text."""
    at = text.find(wanted)
    while at >= 0:
        if _whole(text, at, at + len(wanted)):
            yield at
        at = text.find(wanted, at + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch is cut neither inside a word or number nor off its negation."""
    before, inside, after = text[max(0, start - _LOOK_AROUND) : start], text[start:end], text[end : end + _LOOK_AROUND]
    if (inside[0].isalnum() and before[-1:].isalnum()) or (inside[-1].isalnum() and after[:1].isalnum()):
        return False
    if inside[0].isdigit() and (
        _CUT_BEFORE.search(before) or (_THOUSANDS_FIRST.match(inside) and _THOUSANDS_BEFORE.search(before))
    ):
        return False
    if inside[-1].isdigit() and (
        _CUT_AFTER.match(after) or (_THOUSANDS_AFTER.match(after) and _THOUSANDS_LAST.search(inside[-_LOOK_AROUND:]))
    ):
        return False
    return not _NEGATION_BEFORE.search(before)


def _normalised(text: str, *, join: bool) -> tuple[str, list[tuple[int, int]]]:
    """A text reduced to what is compared, and for each character the stretch it came from.

    Args:
        text: the quotation or the source.
        join: whether a word broken at a line's end loses its hyphen; a real hyphen keeps it.
    """
    out: list[str] = []
    places: list[tuple[int, int]] = []
    skip = _skipped(text, join=join)
    for found in _CLUSTER.finditer(text):
        if found.start() in skip:
            continue
        for piece in _folded(found.group()):
            blank = piece.isspace()
            if blank and (not out or out[-1] == " "):
                continue
            out.append(" " if blank else piece)
            places.append(found.span())
    return "".join(out), places


@lru_cache(maxsize=4096)
def _folded(cluster: str) -> str:
    """A letter with its marks as it is compared: й stays й, but the stress on а́ and the dot on V̇ go."""
    plain = unicodedata.normalize("NFKC", cluster.translate(_SAME).casefold()).translate(_SAME)
    return "".join(char for char in plain if not unicodedata.combining(char))


def _skipped(text: str, *, join: bool) -> set[int]:
    """Places that a reader does not see: callout marks, and the break inside a hyphenated word."""
    skip = {place for match in _LINE_PREFIX.finditer(text) for place in range(*match.span())}
    for match in _BROKEN.finditer(text):
        letters = text[match.start() - 1].isalpha() and text[match.end()].isalpha()
        hyphen_goes = match.group(1) == "\u00ad" or (join and letters)
        skip.update(range(match.start() if hyphen_goes else match.start(2), match.end()))
    return skip
