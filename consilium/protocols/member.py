"""A seat on the panel, the judge, and what each of them is given to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from consilium.types.evidence import Passage
from consilium.types.member import Absence, MemberCard
from consilium.types.nail import Nail
from consilium.types.opinion import Critique, Opinion
from consilium.types.question import Question
from consilium.types.recollection import Recollection
from consilium.types.verdict import Judgement, LedgerClaim, Settlement


@dataclass(frozen=True, slots=True)
class Brief:
    """What one reader is given: the question, the evidence it may see, and the run's fence.

    ``secret`` is what ids of claims and critiques are made with. No prompt shows it: a reader who knew
    it, as every reader knows the fence, could tell from an id whose claim it is.
    ``thread`` holds earlier verdicts of the same conversation and ``memory`` what is remembered of other
    ones: context, never evidence. ``nails`` are what the user has pinned.
    """

    run_id: str
    question: Question
    evidence: tuple[Passage, ...]
    fence: str
    secret: str = field(repr=False)
    thread: str = ""
    thread_private: bool = False
    nails: tuple[Nail, ...] = ()
    memory: tuple[Recollection, ...] = ()


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another member's opinion as a reader sees it: an alias and claims, never a name.

    ``withheld`` marks an opinion written from private passages for a reader outside this machine:
    only its bare position is left.
    """

    alias: str
    opinion: Opinion
    withheld: bool = False


class Member(Protocol):
    """A seat on the panel: a model, or an expert that needs none.

    No method raises for a failed call: an opinion abstains with the reason, a critique carries it.
    """

    @property
    def card(self) -> MemberCard:
        """Who this is."""
        ...

    async def absence(self) -> Absence | None:
        """Why this member cannot take part now; None when it can."""
        ...

    async def answer(self, brief: Brief) -> Opinion:
        """Answer the question blind."""
        ...

    async def critique(self, brief: Brief, target: Colleague, round_: int) -> Critique:
        """Judge a colleague's claims, point by point."""
        ...

    async def revise(
        self, brief: Brief, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None, round_: int
    ) -> Opinion:
        """Keep or change the own opinion in the light of critiques of its claims."""
        ...


class Judge(Protocol):
    """Writes the verdict from the anonymous ledger; never sits on the panel it judges."""

    async def judge(
        self,
        brief: Brief,
        opinions: Sequence[Colleague],
        ledger: Sequence[LedgerClaim],
        settlement: Settlement,
    ) -> Judgement:
        """The verdict's text. Never raises for a failed call: the last resort is a template."""
        ...


class Labeller(Protocol):
    """Says where rules cannot whether quotations bear their claims out."""

    async def label(self, brief: Brief, ledger: Sequence[LedgerClaim]) -> Sequence[LedgerClaim]:
        """The ledger with open ``supports`` labels filled in as far as possible; never raises for a failed call."""
        ...


class Matcher(Protocol):
    """Says where rules cannot whether two answers to a question come to the same."""

    async def same(self, brief: Brief, one: str, other: str, *, private: bool) -> bool | None:
        """Whether both come to the same; None where it cannot tell. Never raises for a failed call.

        Args:
            brief: the question.
            one: an answer.
            other: another one.
            private: whether one of them was written from private notes.
        """
        ...


class Rewriter(Protocol):
    """Makes a follow-up question stand alone before anything is looked up for it."""

    async def rewrite(self, brief: Brief) -> Question:
        """The question with its references to the thread spelt out, and nothing else changed."""
        ...
