"""The judge: writes the verdict from the anonymous ledger, with a chain of stand-ins behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from consilium.errors import LimitReached, ModelError
from consilium.members.asking import Said, Voice, ask
from consilium.members.schemas import JudgeForm
from consilium.members.template_judge import template_judgement
from consilium.members.visibility import visible_brief, visible_colleague, visible_ledger
from consilium.protocols import Brief, Colleague, QuoteVerifier
from consilium.types.evidence import Citation
from consilium.types.verdict import Judgement, LedgerClaim, Overturn, Settlement
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class ChainJudge:
    """The first judge of the chain that answers; after the last one, a template.

    Where the panel is split the judge reads the case twice, in both orders: a judgement that hangs on
    who is read first must not overturn anything.

    Args:
        chain: judges in the order they are tried; none of them sits on the panel.
        verifier: checks the quotation of an overturn.
    """

    chain: Sequence[Voice]
    verifier: QuoteVerifier

    async def judge(
        self, brief: Brief, opinions: Sequence[Colleague], ledger: Sequence[LedgerClaim], settlement: Settlement
    ) -> Judgement:
        """The verdict's text; never raises for a failed call."""
        notes: list[str] = []
        for voice in self.chain:
            try:
                judgement = await self._heard(voice, brief, opinions, ledger, settlement)
            except (ModelError, LimitReached) as error:
                notes.append(say("members.judge_failed", name=voice.card.name, reason=error))
            else:
                return replace(judgement, notes=(*notes, *judgement.notes))
        return replace(template_judgement(brief.question, ledger, settlement), notes=tuple(notes))

    async def _heard(
        self,
        voice: Voice,
        brief: Brief,
        opinions: Sequence[Colleague],
        ledger: Sequence[LedgerClaim],
        settlement: Settlement,
    ) -> Judgement:
        seen = visible_brief(voice.card, brief)
        table = [visible_colleague(voice.card, opinion) for opinion in opinions]
        claims = visible_ledger(voice.card, ledger)
        split = len(settlement.votes) > 1
        orders = [(table, claims), (table[::-1], claims[::-1])] if split else [(table, claims)]
        readings = await asyncio.gather(
            *(self._read(voice, seen, *order, settlement, place) for place, order in enumerate(orders)),
            return_exceptions=True,
        )
        return _combined(readings)

    async def _read(
        self,
        voice: Voice,
        brief: Brief,
        opinions: Sequence[Colleague],
        ledger: Sequence[LedgerClaim],
        settlement: Settlement,
        ordinal: int,
    ) -> Judgement:
        rendered = voice.prompts.judge_parts(brief, voice.seat(brief), opinions, ledger, settlement)
        said = await ask(voice, brief, rendered, "judge", JudgeForm, ordinal=ordinal, salvage=_prose)
        return self._judgement(voice, brief, said)

    def _judgement(self, voice: Voice, brief: Brief, said: Said[JudgeForm]) -> Judgement:
        form = said.form
        return Judgement(
            text=_text(brief, form),
            by=said.reply.model,
            requested=voice.card.model,
            position=form.position,
            overturn=self._overturn(form, said.private),
            answered={reply.position: reply.reply for reply in form.answered},
            would_change=form.would_change,
            private=said.private,
        )

    def _overturn(self, form: JudgeForm, private: bool) -> Overturn | None:
        if form.overturn is None:
            return None
        cited = Citation(form.overturn.passage, form.overturn.quote)
        return Overturn(form.overturn.position, self.verifier.verify(cited, private=private), form.overturn.reason)


def _text(brief: Brief, form: JudgeForm) -> str:
    """The verdict's one sentence, its body, and the limitations the judge names."""
    paragraphs = [form.verdict, form.body]
    if form.limitations:
        paragraphs.append(say("members.limitations", brief.question.language, limits="; ".join(form.limitations)))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _prose(text: str) -> JudgeForm | None:
    """A judge that answers in prose has still written a verdict; it decides no position that way."""
    return JudgeForm(verdict=text.strip()) if text.strip() else None


def _combined(readings: Sequence[Judgement | BaseException]) -> Judgement:
    """One judgement out of the readings in both orders, or out of the one that was made."""
    made = [reading for reading in readings if isinstance(reading, Judgement)]
    lost = [reading for reading in readings if isinstance(reading, BaseException)]
    for error in lost:
        if not made or not isinstance(error, (ModelError, LimitReached)):
            raise error
    if lost:
        # Half a hearing still gives a text, but it may not overturn the vote.
        return replace(made[0], overturn=None, notes=(say("members.one_order", reason=lost[0]),))
    return _agreed(made[0], made[1]) if len(made) > 1 else made[0]


def _agreed(first: Judgement, second: Judgement) -> Judgement:
    """The first reading, without what the second one, in the opposite order, does not bear out."""
    same_overturn = first.overturn and second.overturn and first.overturn.position == second.overturn.position
    kept = first if same_overturn or not first.overturn else replace(first, overturn=None)
    if first.position != second.position or bool(first.overturn) != bool(second.overturn):
        return replace(kept, position=None, notes=(say("members.order_sensitive"),))
    return kept
