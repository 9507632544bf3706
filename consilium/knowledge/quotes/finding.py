"""Whether quoted words stand in a text, where, and what is wrong where they do not quite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from consilium.knowledge.quotes.exact import Cut, Place, places
from consilium.knowledge.quotes.meaning import is_negation
from consilium.knowledge.quotes.near import Near, nearest
from consilium.knowledge.quotes.tokens import Tokens, reference_marks, tokens
from consilium.types.evidence import VERIFIED, QuoteCheck

# What a quoter leaves out. Dots behind a letter may as well be the source's own.
_OMISSION = re.compile(r"\s*(?:[\[(<]\s*(?:…|\.{2,4}|\. \. \.)\s*[\])>]|…|\.{3,4}|\. \. \.)\s*")
_BEHIND = re.compile(r"(?:[\s.,;]{0,2}\[[\d\s,;–—-]{1,20}\])+")
_SENTENCE_END = re.compile(r"[.!?]\s")
_FEWEST_IN_A_PIECE = 2
_LARGEST_GAP = 1500


@dataclass(frozen=True, slots=True)
class Finding:
    """What looking a quotation up in one text found.

    Args:
        check: ``exact``, ``near``, ``number-mismatch``, ``negation-mismatch`` or ``missing``.
        start: offset in the text of the stretch that it was compared with.
        end: offset behind it; ``start == end`` where there is none.
    """

    check: QuoteCheck
    start: int = 0
    end: int = 0

    @property
    def found(self) -> bool:
        """Whether the quotation stands there."""
        return self.check in VERIFIED


def find_quotation(quote: str, text: str) -> str | None:
    """The source's own words for a quotation, or None where they do not stand in ``text``.

    Compared are words, numbers and signs as a reader sees them; typography does not count. A quotation
    may not begin or end inside a word or number, nor behind a «не». One with an omission is found where
    its pieces stand in order; returned is the whole stretch, with what was left out.
    """
    finding = look_up(quote, text)
    return text[finding.start : finding.end] if finding.found else None


def look_up(quote: str, text: str) -> Finding:
    """Compare a quotation with a text.

    Args:
        quote: the quoted words, with or without quotation marks.
        text: the source's text; it is read once and kept for the next quotation.
    """
    finding = _whole(tokens(quote), text, 0)
    pieces = [piece for piece in _OMISSION.split(quote) if any(map(str.isalnum, piece))]
    if finding.found or len(pieces) < 2:  # noqa: PLR2004  nothing was left out
        return finding
    in_pieces = _in_order([tokens(piece) for piece in pieces], text)
    return in_pieces if in_pieces.found or finding.check == "missing" else finding


def _whole(quote: Tokens, text: str, behind: int) -> Finding:
    """A quotation without omissions, at or behind an offset; reference marks may be dropped, not changed."""
    if not quote.words:
        return Finding("missing")
    source = tokens(text)
    for place in places(quote, source, behind=behind):
        if not place.cut:
            return Finding("exact", place.start, place.end)
    marks = reference_marks(quote.text)
    if marks or reference_marks(text):
        quote, source = tokens(quote.text, references=False), tokens(text, references=False)
        for place in places(quote, source, behind=behind):
            if not place.cut and _refers_alike(marks, text, place):
                return Finding("exact", place.start, place.end)
    return _nearly(quote, source, behind)


def _refers_alike(marks: Sequence[str], text: str, place: Place) -> bool:
    """Whether reference marks were only dropped or added: where both have some, those quoted are the source's."""
    behind = _BEHIND.match(text, place.end)
    theirs = reference_marks(text[place.start : behind.end() if behind else place.end])
    return not theirs or not Counter(marks) - Counter(theirs)


def _nearly(quote: Tokens, source: Tokens, behind: int) -> Finding:
    cut_off = next((place for place in places(quote, source, behind=behind)), None)
    if cut_off is not None:
        # Found whole and yet refused: other numbers of references stand there.
        faults: dict[Cut, QuoteCheck] = {
            "": "number-mismatch",
            "number": "number-mismatch",
            "negation": "negation-mismatch",
        }
        return _finding(faults.get(cut_off.cut, "missing"), cut_off)
    near: Near = nearest(quote, source, behind=behind)
    return _finding(near.nearness, near.place)


def _finding(check: QuoteCheck, place: Place | None) -> Finding:
    if place is None or check == "missing":
        return Finding("missing")
    return Finding(check, place.start, place.end)


def _in_order(pieces: Sequence[Tokens], text: str) -> Finding:
    """Pieces one behind the other; what was left out between them must not have denied them."""
    first = last = -1
    for piece in pieces:
        if len(piece) < _FEWEST_IN_A_PIECE:
            return Finding("missing")
        found = _whole(piece, text, max(last, 0))
        if not found.found:
            return found
        if last >= 0 and found.start - last > _LARGEST_GAP:
            return Finding("missing")
        if last >= 0 and _denied(text[last : found.start]):
            return Finding("negation-mismatch", first, found.end)
        first, last = first if first >= 0 else found.start, found.end
    return Finding("near", first, last)


def _denied(left_out: str) -> bool:
    """Whether words left out within a sentence deny what is left of it."""
    tail = _SENTENCE_END.split(left_out)[-1]
    return any(map(is_negation, tokens(tail).words))
