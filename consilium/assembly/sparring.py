"""Members of the panel as opponents in a sparring match, outside any run."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from consilium.assembly.beside import seam_beside_runs
from consilium.assembly.capacity import evidence_tokens
from consilium.assembly.company import RollCall
from consilium.assembly.ids import new_secret
from consilium.assembly.nails import pinned
from consilium.assembly.panel import Seating
from consilium.assembly.speaking import open_voice
from consilium.assembly.wiring import Wiring
from consilium.calls import Seam
from consilium.knowledge import SourceVerifier
from consilium.members import ModelMember
from consilium.protocols import Brief
from consilium.spar.critics import as_colleague
from consilium.types.evidence import Passage
from consilium.types.opaque import opaque_id
from consilium.types.opinion import Critique
from consilium.types.question import Question
from consilium.types.spar import SparRecord


@dataclass(frozen=True, slots=True)
class Critics:
    """The models of a panel that can be asked; none of them where the embedded panel is alone.

    Args:
        wiring: what all runs of the home share.
        roll: tells who is there.
    """

    wiring: Wiring
    roll: RollCall

    async def attack(self, match: SparRecord, passages: Sequence[Passage]) -> Sequence[Critique]:
        """What each of them says of the claims of a match; a call that failed says why.

        Args:
            match: as it stands; with replies, they are told of them.
            passages: what they may quote.

        Raises:
            ConfigError: ``nails.yaml`` has a mistake.
        """
        company = await self.roll.company()
        models = (seating for seating in company.present if seating.transport is not None)
        # What stands in a private note goes to nobody outside this machine.
        seats = [seating for seating in models if seating.card.local or not match.private]
        if not seats:
            return ()
        settings = self.wiring.settings
        limit = settings.limits.usd_per_question
        seam = seam_beside_runs(settings, self.wiring.store, self.wiring.clock, most=limit)
        brief, round_ = self._brief(match, passages), len(match.replies) + 1
        members = [self._member(seating, seam, len(seats)) for seating in seats]
        return await asyncio.gather(*(one.critique(brief, as_colleague(match), round_) for one in members))

    def _member(self, seating: Seating, seam: Seam, readers: int) -> ModelMember:
        assert seating.transport is not None
        tokens = evidence_tokens(seating, self.wiring.settings, readers)
        voice = open_voice(seating, seam, self.wiring.prompts, tokens)
        return ModelMember(voice, seating.transport, SourceVerifier(self.wiring.notes.current))

    def _brief(self, match: SparRecord, passages: Sequence[Passage]) -> Brief:
        secret = new_secret()
        nails, _ = pinned(self.wiring.loaded, self.wiring.notes)
        return Brief(
            run_id=match.id,
            question=Question(match.thesis, language=match.language),
            evidence=tuple(passages),
            fence=opaque_id("", secret, "fence"),
            secret=secret,
            thread="\n".join(f"[{one.claim}] {one.text}" for one in match.replies),
            # A quotation in a reply may be of a private note.
            thread_private=match.private or any(said.private for one in match.replies for said in one.evidence),
            nails=tuple(nail for nail in nails if not (match.discreet and nail.private)),
        )
