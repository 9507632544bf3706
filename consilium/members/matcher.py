"""A model on this machine that says whether two answers come to the same, where rules cannot tell."""

from __future__ import annotations

from dataclasses import dataclass

from consilium.members.asking import Voice
from consilium.members.labels import label
from consilium.members.prompting import Material
from consilium.protocols import Brief, Sameness
from consilium.types.opaque import opaque_id


@dataclass(frozen=True, slots=True)
class LocalMatcher:
    """Asks once for each two answers to a question and remembers what was said, in this run and in later ones.

    Args:
        voice: a model on this machine, so that private answers may be shown to it.
        memo: what was said of the same answers before.
    """

    voice: Voice
    memo: Sameness

    async def same(self, brief: Brief, one: str, other: str, *, private: bool) -> bool | None:
        """Whether both come to the same; None where the model cannot tell or cannot be asked."""
        first, second = sorted((one, other))
        asked = brief.question.text
        known = self.memo.known(asked, first, second)
        if known is not None:
            return known
        told = Material(first, private), Material(second, private)
        rendered = self.voice.prompts.same_parts(brief, self.voice.seat(brief), *told)
        target = opaque_id("s", brief.secret, first, second)
        value = await label(self.voice, brief, rendered, "same", target)
        if value is not None:
            self.memo.keep(asked, first, second, same=value)
        return value
