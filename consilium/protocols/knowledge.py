"""Finding passages, and checking that quoted words stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from consilium.types.evidence import Citation, Passage
from consilium.types.frame import FrameRow


class Retriever(Protocol):
    """Finds the passages of the user's sources that bear on a question."""

    def search(self, query: str, limit: int, *, private: bool = False) -> Sequence[Passage]:
        """At most ``limit`` passages, best first; empty when nothing matches.

        A ``private`` question is shown to no embedding model outside this machine.
        """
        ...


class QuoteVerifier(Protocol):
    """Checks quotations against the sources they name."""

    def verify(self, citation: Citation, *, claim: str = "", private: bool = False, elsewhere: bool = True) -> Citation:
        """The citation with ``source``, ``check`` and ``supports`` filled in.

        A found quotation is replaced by the source's own words. ``supports`` says whether it bears the
        ``claim`` out that it was quoted for, and stays open without one. Private passages are looked at
        only where ``private`` says that their reader may; other sources than the cited one only where
        ``elsewhere`` says so.
        """
        ...


class Shelf(Protocol):
    """Sources as experts without a model read them: part by part, and as the findings taken out beforehand."""

    def of_source(self, source: str) -> Sequence[Passage]:
        """All passages of one source, in order."""
        ...

    def findings(self, question: str) -> Sequence[FrameRow]:
        """Findings on what a question names, the weightiest first; what a model wrote is none."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors, whose nearness is nearness of meaning."""

    @property
    def name(self) -> str:
        """Which model it is; vectors of different models must not be compared."""
        ...

    @property
    def local(self) -> bool:
        """Whether texts stay on this machine; only then may they be private."""
        ...

    def embed(self, texts: Sequence[str], *, private: bool = False) -> Sequence[Sequence[float]]:
        """One vector for each text, all of one length; blocks until they are there.

        Raises:
            ModelError: the model could not be asked.
            PrivacyBreach: a private text for a model elsewhere.
            LimitReached: the day's money is spent.
        """
        ...
