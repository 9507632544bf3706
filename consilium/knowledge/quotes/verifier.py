"""Checking that quoted words stand in the user's sources, and quoting the source's own text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from consilium.knowledge.quotes.finding import Finding, look_up
from consilium.knowledge.quotes.joined import Joined, joined
from consilium.knowledge.quotes.support import SupportJudge, supports
from consilium.types.evidence import Citation, Passage, QuoteCheck

FEWEST_WORDS = 3
_LOOKED_AT = 5
"""Passages that share words with a quotation whose source nobody names."""

_WORDS = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
_RANK: dict[QuoteCheck, int] = {"exact": 0, "near": 1, "number-mismatch": 2, "negation-mismatch": 3}


class _Source(Protocol):
    """What the verifier needs of an index."""

    def passage(self, passage_id: str) -> Passage | None:
        """One passage by its id."""

    def of_source(self, source: str, *, slight: bool = False) -> Sequence[Passage]:
        """All passages of one source, on request with what no search finds."""

    def search(self, query: str, limit: int, *, private: bool = False) -> Sequence[Passage]:
        """Passages that share words with a text."""

    def search_slight(self, text: str, limit: int) -> Sequence[Passage]:
        """The same among signposts and short lines, which no search finds."""


class SourceVerifier:
    """Looks a quotation up: in the passage it cites, in the rest of that source, then anywhere.

    What is cited may as well be a source, by its id or as a note's name.

    Args:
        index: the passages of the user's sources.
        judge: a model that says whether a quotation supports a claim where the rules cannot tell.
    """

    def __init__(self, index: _Source, judge: SupportJudge | None = None) -> None:
        self._index = index
        self._judge = judge

    def verify(self, citation: Citation, *, claim: str = "", private: bool = False, elsewhere: bool = True) -> Citation:
        """The citation with ``source``, ``check`` and, where a claim is given, ``supports`` filled in.

        A quotation that is found is replaced by the source's own words, so that what a verdict
        shows in quotation marks is exact by construction. Fewer than three words prove nothing and
        stay unchecked. Private passages are looked at only where ``private`` allows it, so that a lucky
        guess of somebody outside this machine does not confirm what a private note says. With
        ``elsewhere`` off, words that stand in another source than the cited one are missing: a member slips
        over an id and is put right, a text that names a source must have named the right one.
        """
        if len(_WORDS.findall(citation.quote)) < FEWEST_WORDS:
            return replace(citation, check="unchecked")
        best: tuple[Joined, Finding] | None = None
        for text in self._candidates(citation, private=private, elsewhere=elsewhere):
            finding = look_up(citation.quote, text.text)
            if finding.check in _RANK and (best is None or _RANK[finding.check] < _RANK[best[1].check]):
                best = text, finding
            if finding.check == "exact":
                break
        return self._missing(citation, private=private) if best is None else self._found(citation, claim, *best)

    def _found(self, citation: Citation, claim: str, text: Joined, finding: Finding) -> Citation:
        passage = text.at(finding.start)
        placed = replace(citation, passage=passage.id, source=passage.source, check=finding.check)
        if not finding.found:
            return placed
        own_words = text.text[finding.start : finding.end]
        return replace(placed, quote=own_words, supports=self._supports(claim, own_words) if claim else None)

    def _supports(self, claim: str, quote: str) -> bool | None:
        by_rule = supports(claim, quote).value
        if by_rule is not None or self._judge is None:
            return by_rule
        return self._judge.supports(claim, quote)

    def _missing(self, citation: Citation, *, private: bool) -> Citation:
        cited = self._index.passage(citation.passage)
        known = cited is not None and (private or not cited.private)
        return replace(citation, source=cited.source if cited and known else citation.source, check="missing")

    def _candidates(self, citation: Citation, *, private: bool, elsewhere: bool) -> Iterator[Joined]:
        """Texts to look at, the cited passage first, then its source, then whatever shares words with the quotation."""
        seen: set[str] = set()
        for group in self._in_order(citation, elsewhere=elsewhere):
            new = [passage for passage in group if passage.id not in seen]
            # A source is read as a whole once more, as a quotation may run on from the passage that it cites.
            allowed = [passage for passage in (group if new else ()) if private or not passage.private]
            seen.update(passage.id for passage in group)
            yield from joined(allowed)

    def _in_order(self, citation: Citation, *, elsewhere: bool) -> Iterator[Sequence[Passage]]:
        """The cited passage, its source, and then all others, unless only what is cited may be looked at."""
        cited = self._index.passage(citation.passage)
        names = [cited.source] if cited else [name for name in (citation.passage, citation.source) if name]
        if cited is not None:
            yield [cited]
        known = [passages for name in dict.fromkeys(names) if (passages := self._named(name))]
        yield from known
        if elsewhere or not known:
            yield from self._alike(citation.quote)

    def _named(self, name: str) -> Sequence[Passage]:
        """A source by its id, or as a note is called."""
        return self._index.of_source(name, slight=True) or self._index.of_source(f"{name}.md", slight=True)

    def _alike(self, quote: str) -> Iterator[Sequence[Passage]]:
        """Passages that share words with a quotation, then the whole of their sources, then short lines anywhere."""
        # What is quoted may stand in a private note: no embedding model elsewhere gets to see it.
        hits = self._index.search(quote, _LOOKED_AT, private=True)
        yield from ([hit] for hit in hits)
        for source in dict.fromkeys(hit.source for hit in hits):
            yield self._index.of_source(source, slight=True)
        yield from ([hit] for hit in self._index.search_slight(quote, _LOOKED_AT))
