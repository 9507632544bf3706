"""Checking that quoted words stand in the source, and quoting the source's own text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from consilium.types.evidence import Citation, Passage

FEWEST_WORDS = 3

_QUOTES = dict.fromkeys(map(ord, '«»„“”‟″‘’‚‛′`"'), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SAME = {**_QUOTES, **_DASHES, ord("ё"): "е", ord("…"): "...", 0xAD: ""}
_LINE_PREFIX = re.compile(r"(?m)^[ \t]*>[> \t]*")


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
        if len(citation.quote.split()) < FEWEST_WORDS:
            return replace(citation, check="unchecked")
        for passage in self._candidates(citation):
            own_words = find_quotation(citation.quote, passage.text) if private or not passage.private else None
            if own_words is not None:
                return replace(citation, passage=passage.id, source=passage.source, quote=own_words, check="exact")
        cited = self._index.passage(citation.passage)
        return replace(citation, source=cited.source if cited else citation.source, check="missing")

    def _candidates(self, citation: Citation) -> Iterator[Passage]:
        cited = self._index.passage(citation.passage)
        if cited is not None:
            yield cited
            yield from self._index.of_source(cited.source)
        yield from self._index.search(citation.quote, 5)


def find_quotation(quote: str, text: str) -> str | None:
    """The source's own words for a quotation, or None where they do not stand in ``text``.

    Compared are letters and digits as a reader sees them: typographic variants of quotation marks,
    dashes and spaces, soft hyphens, case, ё/е and words hyphenated over a line end do not count.
    """
    found, places = _normalised(text)
    whole = _normalised(quote)[0].strip(" '")
    # The full stop of a quotation is often the quoter's own.
    for wanted in dict.fromkeys((whole, whole.strip(" .'"))):
        at = found.find(wanted) if wanted else -1
        if at >= 0 and _at_word_edges(found, at, at + len(wanted)):
            return text[places[at] : places[at + len(wanted) - 1] + 1]
    return None


def _at_word_edges(text: str, start: int, end: int) -> bool:
    """Whether a stretch neither starts nor ends inside a word or number: 5 must not be found in 52."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


def _normalised(text: str) -> tuple[str, list[int]]:
    """A text reduced to what is compared, and for each character the place it came from."""
    skip = {place for match in _LINE_PREFIX.finditer(text) for place in range(*match.span())}
    skip |= {place for match in re.finditer(r"(?<=\w)-\n\s*(?=\w)", text) for place in range(*match.span())}
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if place in skip:
            continue
        for piece in unicodedata.normalize("NFKC", char.casefold()).translate(_SAME):
            blank = piece.isspace()
            if blank and (not out or out[-1] == " "):
                continue
            out.append(" " if blank else piece)
            places.append(place)
    return "".join(out), places
