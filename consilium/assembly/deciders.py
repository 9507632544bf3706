"""Which decider settles a run: the plain vote, what the home's known outcomes taught, or one kept by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from consilium.assembly.company import Company
from consilium.config import Loaded
from consilium.deciding import Plurality, Pooled
from consilium.protocols import Asking, Decider
from consilium.store import SqliteRunStore
from consilium.types.member import MemberCard
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import Settlement
from consilium.wording import say

if TYPE_CHECKING:
    from consilium.deciding.keeping import Learnt

ENOUGH = 20
"""Runs of one panel whose truth is known, from which on ``auto`` learns from them."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted decider for questions whose answers are right or wrong; open ones keep the plain vote.

    Labels teach who is right about letters and numbers; a stance in an open answer is something else.

    Args:
        decider: that was fitted.
        name: written into ``decided_by``.
        asking: whom to ask one after another, where the decider has learnt that too.
    """

    decider: Learnt
    name: str
    asking: Asking | None = None
    vote: Plurality = field(default_factory=Plurality)

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; their order never matters."""
        known = any(one.position is not None and one.member in self.decider.members for one in opinions)
        if question.kind == "open" or not known:
            return self.vote.settle(question, opinions)
        return replace(self.decider.settle(question, opinions), decided_by=self.name)


def decider_of(loaded: Loaded, store: SqliteRunStore, company: Company) -> tuple[Decider, str]:
    """The decider that the settings name for this company, and a warning where it had to be another.

    Raises:
        ConfigError: the settings name a decider that the home does not keep.
    """
    name = loaded.settings.decider
    if company.embedded:
        return Pooled(), ""
    panel, voices = models_of(company), voices_of(company)
    vote = Plurality(voices=voices)
    if name == "plurality":
        return vote, ""
    if name == "auto":
        return _learnt(store, panel, voices), ""
    from consilium.assembly.kept_deciders import asking_of, kept_decider  # noqa: PLC0415  brings NumPy, which most runs do not need

    decider = kept_decider(loaded.places, name)
    if set(panel) != set(decider.members):
        return vote, say("assembly.other_panel", name=name, members=", ".join(sorted(decider.members)))
    return Fitted(decider, f"{decider.name}:{name}", asking_of(decider), vote), ""


def models_of(company: Company) -> dict[str, str]:
    """The members of the configured panel with their models, there or not: experts beside them do not vote."""
    return {card.name: card.model for card in _cards(company)}


def voices_of(company: Company) -> dict[str, str]:
    """Whose voice each model is: those of one maker do not count double."""
    return {card.name: card.voice for card in _cards(company)}


def _cards(company: Company) -> list[MemberCard]:
    """The models of the configured panel, in the order of names."""
    seatings = (*company.present, *(seating for seating, _ in company.absent))
    return sorted((one.card for one in seatings if not one.card.expert), key=lambda card: card.name)


def _learnt(store: SqliteRunStore, panel: Mapping[str, str], voices: Mapping[str, str]) -> Decider:
    """The plain vote until enough truths are known of runs of this panel; ties go to whom the others agree with."""
    vote = Plurality(store.accords.of(tuple(panel)), voices)
    if len(store.feedback.told()) < ENOUGH:
        return vote
    from consilium.assembly.outcomes import outcomes  # noqa: PLC0415  brings NumPy, which most runs do not need
    from consilium.deciding.auto import fit_auto  # noqa: PLC0415  as above

    rows = [replace(one.ballot, category="") for one in outcomes(store, panel)]
    return Fitted(fit_auto(rows, tuple(panel), voices), "auto", vote=vote) if len(rows) >= ENOUGH else vote
