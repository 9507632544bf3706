"""A model on this machine that says whether a quotation bears a claim out, where rules cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from consilium.members.asking import Voice
from consilium.members.labels import label
from consilium.members.prompting import Material
from consilium.protocols import Brief
from consilium.types.evidence import Citation
from consilium.types.opaque import opaque_id
from consilium.types.verdict import LedgerClaim

MOST_ASKED: Final = 12
"""Labels asked for in one run: each is a call, and the strongest claims come first."""


@dataclass(frozen=True, slots=True)
class Supporter:
    """Labels what the rules have left open.

    Args:
        voice: a model on this machine, so that private words may be shown to it.
    """

    voice: Voice

    async def supports(self, brief: Brief, claim: str, quote: str, *, private: bool) -> bool | None:
        """Whether the quotation bears the claim out; None where the model cannot tell or cannot be asked."""
        told = Material(claim, private), Material(quote, private)
        rendered = self.voice.prompts.support_parts(brief, self.voice.seat(brief), *told)
        target = opaque_id("s", brief.secret, claim, quote)
        return await label(self.voice, brief, rendered, "support", target)

    async def label(self, brief: Brief, ledger: Sequence[LedgerClaim]) -> list[LedgerClaim]:
        """The ledger with open labels filled in, strongest claims first."""
        left = MOST_ASKED
        labelled = []
        for claim in ledger:
            citations = []
            for citation in claim.citations:
                if left and _open(citation):
                    left -= 1
                    value = await self.supports(brief, claim.text, citation.quote, private=claim.private)
                    citations.append(replace(citation, supports=value))
                else:
                    citations.append(citation)
            labelled.append(replace(claim, citations=tuple(citations)))
        return labelled


def _open(citation: Citation) -> bool:
    """Whether words that were found have no label yet."""
    return citation.verified and citation.supports is None
