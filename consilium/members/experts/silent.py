"""What no expert without a model does: it is never absent, criticises nobody and changes nothing it has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilium.members.experts.testimony import Desk
from consilium.protocols import Brief, Colleague
from consilium.types.member import Absence, MemberCard
from consilium.types.opaque import opaque_id
from consilium.types.opinion import Critique, Opinion


@dataclass(frozen=True, slots=True)
class Silent:
    """A member that only testifies.

    Args:
        desk: where it works.
    """

    desk: Desk

    @property
    def card(self) -> MemberCard:
        """Who this is."""
        return self.desk.card

    async def absence(self) -> Absence | None:
        """Always present."""
        return None

    async def critique(self, brief: Brief, target: Colleague, round_: int) -> Critique:
        """Criticises nobody."""
        critique_id = opaque_id("k", brief.secret, round_, self.card.name, target.opinion.member)
        return Critique(critique_id, self.card.name, target.opinion.member, round_)

    async def revise(
        self, brief: Brief, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None, round_: int
    ) -> Opinion:
        """What the sources say does not change under critique."""
        del brief, critiques, rival, round_
        return own
