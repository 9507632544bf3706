"""The library as an opponent reads it: private notes included, unless they are kept from whoever it argues with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from consilium.api.shelf import Shelf
from consilium.export.theses import TITLES
from consilium.knowledge.quotes import look_up
from consilium.spar.evidence import evidence_of
from consilium.types.evidence import Passage
from consilium.types.spar import Evidence

_OURS: Final = frozenset(TITLES.values())
"""Notes that are written here, and repeat what was quoted elsewhere."""


@dataclass(frozen=True, slots=True)
class Opposing:
    """The library of a home, as an opponent needs it.

    Args:
        shelf: the library.
        discreet: leave private notes out.
    """

    shelf: Shelf
    discreet: bool = False

    def search(self, query: str, limit: int) -> Sequence[Passage]:
        """Passages that bear on a claim, best first."""
        found = [
            *self.shelf.search(query, limit, private=not self.discreet),
            *self.shelf.short_lines(query, limit, private=not self.discreet),
        ]
        return [one for one in found if not self._ours(one)]

    def quoted(self, text: str) -> Sequence[Evidence]:
        """The quotations in a text that stand in a source which is not a model's."""
        proofs = self.shelf.verify(text, private=not self.discreet).proofs
        return [
            evidence_of(one.passage, one.words)
            for one in proofs
            if one.citation.verified and one.passage and one.passage.provenance != "model"
            if not self._ours(one.passage)
        ]

    def tells_private(self, text: str) -> bool:
        """Whether a text stands in a private note in nearly these words; a discreet opponent does not know of any."""
        if self.discreet:
            return False
        near = (*self.shelf.short_lines(text, 10, private=True), *self.shelf.search(text, 10, private=True))
        return any(one.private and look_up(text, one.text).check in {"exact", "near"} for one in near)

    def _ours(self, passage: Passage) -> bool:
        """A note on theses that was written here; one of his own that is called so is like any other."""
        if PurePosixPath(passage.source).stem not in _OURS:
            return False
        known = (one.source for one in self.shelf.sources(private=True))
        return any("cons_theses" in one.properties for one in known if one.id == passage.source)
