"""The judge: writes the verdict from the anonymous ledger, with a chain of stand-ins behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from consilium.argument.merge.reviewing import Draft, draft_faults, problems, reviewed
from consilium.deciding.positions import position_of
from consilium.members.asking import FAILURES, Said, Voice, ask, ask_again, prose
from consilium.members.forms import JudgeForm
from consilium.members.overturning import supporting
from consilium.members.prompting import Material
from consilium.members.template_judge import template_judgement
from consilium.members.visibility import visible_colleague, visible_ledger
from consilium.protocols import Brief, Colleague, QuoteVerifier
from consilium.types.evidence import Citation
from consilium.types.question import Question
from consilium.types.verdict import Judgement, LedgerClaim, Overturn, Settlement
from consilium.wording import say

Reading = tuple[Judgement, Draft]
"""What a judge decides, and the text as it wrote it."""


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
                judgement, draft = await self._heard(voice, brief, opinions, ledger, settlement)
            except FAILURES as error:
                notes.append(say("members.judge_failed", name=voice.card.name, reason=error))
            else:
                if brief.question.kind == "open":
                    shown = visible_ledger(voice.card, ledger)
                    judgement = _merged(judgement, draft, shown, ledger, brief.question, settlement)
                return replace(judgement, notes=(*notes, *judgement.notes))
        return replace(template_judgement(brief.question, ledger, settlement, opinions), notes=tuple(notes))

    async def _heard(
        self,
        voice: Voice,
        brief: Brief,
        opinions: Sequence[Colleague],
        ledger: Sequence[LedgerClaim],
        settlement: Settlement,
    ) -> Reading:
        seen = voice.reads(brief).brief
        table = _by_position([visible_colleague(voice.card, opinion) for opinion in opinions])
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
    ) -> Reading:
        rendered = voice.prompts.judge_parts(brief, voice.seat(brief), opinions, ledger, settlement)
        said = await ask(voice, brief, rendered, "judge", JudgeForm, ordinal=ordinal, salvage=_prose)
        mended = await self._mended(voice, brief, ledger, said) if brief.question.kind == "open" else None
        return self._judgement(voice, brief, mended or said, repaired=mended is not None), _draft((mended or said).form)

    async def _mended(
        self, voice: Voice, brief: Brief, ledger: Sequence[LedgerClaim], said: Said[JudgeForm]
    ) -> Said[JudgeForm] | None:
        """The verdict after one repair of what its claims do not carry; None where none was needed or made."""
        faults = draft_faults(_draft(said.form), ledger, brief.question)
        if not faults:
            return None
        told = problems(faults, brief.question.language)
        material = Material(said.reply.text, said.private)
        rendered = voice.prompts.amend_parts(brief, voice.seat(brief), ledger, material, told, said.reading.names)
        try:
            return await ask_again(voice, said, rendered)
        except FAILURES:
            return None

    def _judgement(self, voice: Voice, brief: Brief, said: Said[JudgeForm], *, repaired: bool) -> Judgement:
        form = said.form
        return Judgement(
            text=_text(brief, form),
            by=said.reply.model,
            requested=voice.card.model,
            position=_canonical(brief.question, form.position),
            overturn=self._overturn(brief.question, form, said.private),
            answered={_canonical(brief.question, one.position) or one.position: one.reply for one in form.answered},
            would_change=form.would_change,
            private=said.private,
            rejected=_by_id((one.claim, one.reason) for one in form.rejected),
            translations=_by_id((one.claim, one.text) for one in form.translations),
            repaired=repaired,
        )

    def _overturn(self, question: Question, form: JudgeForm, private: bool) -> Overturn | None:
        case = form.overturn
        position = _canonical(question, case.position) if case else None
        if case is None or position is None:
            return None
        cited = self.verifier.verify(Citation(case.passage, case.quote), claim=case.reason, private=private)
        told = supporting(question, position, case.reason, cited)
        return Overturn(position, replace(cited, supports=told), case.reason)


def _by_position(table: list[Colleague]) -> list[Colleague]:
    """The table with holders of one position side by side, so that turning it round swaps the positions.

    A reader sees each position once, where its first holder stands: of A, B, A turned round, A would
    still come first.
    """
    order = list(dict.fromkeys(colleague.opinion.position for colleague in table))
    return sorted(table, key=lambda colleague: order.index(colleague.opinion.position))


def _canonical(question: Question, position: str | None) -> str | None:
    """A position in the form that votes are counted in: a judge may write 1,000 m for 1000 m."""
    return position_of(question, position, position or "")


def _said(draft: Draft) -> str:
    return "\n\n".join(part for part in dict.fromkeys([draft.verdict, draft.body]) if part)


def _text(brief: Brief, form: JudgeForm) -> str:
    """The verdict's one sentence, its body, and the limitations the judge names."""
    paragraphs = [_said(_draft(form))]
    if form.limitations:
        paragraphs.append(say("members.limitations", brief.question.language, limits="; ".join(form.limitations)))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _prose(text: str) -> JudgeForm | None:
    """A judge that answers in prose has still written a verdict; it decides no position that way."""
    return JudgeForm(verdict=prose(text)) if prose(text) else None


def _by_id(entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What was said of claims, by their ids without brackets."""
    return {claim.strip("[] "): text for claim, text in entries}


def _draft(form: JudgeForm) -> Draft:
    return Draft(
        form.verdict,
        form.body,
        _by_id((one.claim, one.reason) for one in form.rejected),
        _by_id((one.claim, one.text) for one in form.translations),
    )


def _merged(
    judgement: Judgement,
    draft: Draft,
    shown: Sequence[LedgerClaim],
    claims: Sequence[LedgerClaim],
    question: Question,
    settlement: Settlement,
) -> Judgement:
    """The judgement with the text that may stand: carried by its claims, and with none of them lost."""
    found = reviewed(draft, shown, claims, question, settlement)
    counts = {"removed": len(found.removed), "appended": len(found.appended)}
    notes = [say(f"members.judge_{name}", question.language, count=count) for name, count in counts.items() if count]
    if not found.own:
        notes.append(say("members.judge_unused", question.language))
    limits = judgement.text.removeprefix(_said(draft)).strip()
    return replace(
        judgement,
        text="\n\n".join(part for part in (found.text, limits) if part),
        notes=(*judgement.notes, *notes),
        removed=found.removed,
        appended=found.appended,
        private=judgement.private or found.private,
    )


def _combined(readings: Sequence[Reading | BaseException]) -> Reading:
    """One judgement out of the readings in both orders, or out of the one that was made."""
    made = [reading for reading in readings if not isinstance(reading, BaseException)]
    lost = [reading for reading in readings if isinstance(reading, BaseException)]
    for error in lost:
        if not made or not isinstance(error, FAILURES):
            raise error
    first, draft = made[0]
    if lost:
        # Half a hearing still gives a text, but it may not overturn the vote.
        return replace(first, overturn=None, notes=(say("members.one_order", reason=lost[0]),)), draft
    return (_agreed(first, made[1][0]) if len(made) > 1 else first), draft


def _agreed(first: Judgement, second: Judgement) -> Judgement:
    """The first reading where the second, in the opposite order, bears it out; else only its text."""
    if _ruling(first) != _ruling(second):
        return replace(first, position=None, overturn=None, notes=(say("members.order_sensitive"),))
    # Of two quotations for the same overturn, the one that proves it counts, else one that stands in a source.
    cases = [case for case in (first.overturn, second.overturn) if case]
    best = max(cases, key=lambda case: (case.proven, case.citation.verified), default=None)
    return replace(first, overturn=best)


def _ruling(judgement: Judgement) -> tuple[str | None, str | None]:
    """What a judgement decides: its position, and the one it would put in the settled one's place."""
    return judgement.position, judgement.overturn.position if judgement.overturn else None
