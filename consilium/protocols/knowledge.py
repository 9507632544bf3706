"""Finding passages, and checking that quoted words stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from consilium.types.evidence import Citation, Passage


class Retriever(Protocol):
    """Finds the passages of the user's sources that bear on a question."""

    def search(self, query: str, limit: int) -> Sequence[Passage]:
        """At most ``limit`` passages, best first; empty when nothing matches."""
        ...


class QuoteVerifier(Protocol):
    """Checks quotations against the sources they name."""

    def verify(self, citation: Citation, *, claim: str = "", private: bool = False) -> Citation:
        """The citation with ``source``, ``check`` and ``supports`` filled in.

        A found quotation is replaced by the source's own words. ``supports`` says whether it bears the
        ``claim`` out that it was quoted for, and stays open without one. Private passages are looked at
        only where ``private`` says that their reader may.
        """
        ...
