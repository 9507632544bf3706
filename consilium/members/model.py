"""A member that is a model: prompts out, opinions and critiques in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from consilium.deciding.positions import position_of
from consilium.members.asking import FAILURES, Said, Voice, ask
from consilium.members.forms import AnswerForm, CritiqueForm, Quote, ReviseForm, StatedClaim
from consilium.members.naming import meant
from consilium.members.prompting import CRITIC_TASKS
from consilium.members.revising import moved, restated
from consilium.members.salvaging import claims_in_prose, salvaged
from consilium.members.visibility import visible_colleague, visible_critiques
from consilium.protocols import Brief, ChatModel, Colleague, QuoteVerifier
from consilium.types.evidence import Citation
from consilium.types.member import Absence, MemberCard
from consilium.types.opaque import opaque_id
from consilium.types.opinion import Claim, Critique, Opinion, Point, abstention
from consilium.types.question import Question
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class ModelMember:
    """A seat taken by a model.

    Args:
        voice: the model and how it is asked.
        transport: what the voice's line leads to; asked only whether it can be reached.
        verifier: checks quotations the moment they arrive.
    """

    voice: Voice
    transport: ChatModel
    verifier: QuoteVerifier

    @property
    def card(self) -> MemberCard:
        """Who this is."""
        return self.voice.card

    async def absence(self) -> Absence | None:
        """Why the model cannot be asked now; None when it can."""
        return await self.transport.absence()

    async def answer(self, brief: Brief) -> Opinion:
        """Answer the question blind; a failed call is an abstention with its reason."""
        seen = self._packed(brief)
        rendered = self.voice.prompts.answer_parts(seen, self.voice.seat(seen))
        try:
            said = await ask(self.voice, seen, rendered, "answer", AnswerForm, salvage=partial(salvaged, seen.question))
        except FAILURES as error:
            return abstention(self.card.name, 0, str(error), cause=type(error).__name__, model=self.card.model)
        return self._opinion(seen, said, round_=0)

    def _packed(self, brief: Brief) -> Brief:
        """What this member reads of the brief; what found no room in its prompts is put on record."""
        pack = self.voice.reads(brief)
        if brief.evidence:
            self.voice.events.emit(
                "evidence.packed",
                member=self.card.name,
                tokens=pack.tokens,
                budget=self.voice.evidence_tokens,
                taken=[passage.id for passage in pack.brief.evidence],
                left_out=[passage.id for passage in pack.left_out],
                withheld=len(brief.evidence) - len(pack.brief.evidence) - len(pack.left_out),
            )
        return pack.brief

    async def critique(self, brief: Brief, target: Colleague, round_: int) -> Critique:
        """Judge a colleague's claims; a failed call leaves a critique without points."""
        seen, colleague = self.voice.reads(brief).brief, visible_colleague(self.card, target)
        subject = target.opinion
        critique_id = opaque_id("k", brief.secret, round_, self.card.name, subject.member)
        task = CRITIC_TASKS[int(critique_id[1:], 16) % len(CRITIC_TASKS)]
        rendered = self.voice.prompts.critique_parts(seen, self.voice.seat(seen), colleague, task)
        result = Critique(critique_id, self.card.name, subject.member, round_)
        try:
            said = await ask(self.voice, seen, rendered, "critique", CritiqueForm, round_=round_, target=subject.member)
        except FAILURES as error:
            return replace(result, failed=str(error))
        return replace(result, points=self._points(said, colleague), private=said.private)

    async def revise(
        self, brief: Brief, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None, round_: int
    ) -> Opinion:
        """Keep or change the own opinion; a failed call keeps it."""
        seen = self.voice.reads(brief).brief
        heard = [critique for critique in visible_critiques(self.card, critiques) if critique.points]
        stays = replace(own, round=round_, change=None)
        # Words written on this machine stay here, even if their member has moved to a cloud since.
        if not heard or (own.private and not self.card.local):
            return stays
        strongest = visible_colleague(self.card, rival) if rival else None
        rendered = self.voice.prompts.revise_parts(seen, self.voice.seat(seen), own, heard, strongest)
        try:
            said = await ask(self.voice, seen, rendered, "revise", ReviseForm, round_=round_)
        except FAILURES as error:
            message = say("members.kept", reason=error)
            self.voice.events.emit("warning", member=self.card.name, round_=round_, message=message)
            return stays
        return moved(own, self._opinion(seen, said, round_, own), said.form, heard)

    def _opinion(
        self, brief: Brief, said: Said[AnswerForm] | Said[ReviseForm], round_: int, before: Opinion | None = None
    ) -> Opinion:
        form, question = said.form, brief.question
        if form.answer is None:
            return self._silent(said, round_, question)
        # A revision that leaves its stance out has not left it.
        stance = form.stance or (before.position if before else None) or ""
        return Opinion(
            member=self.card.name,
            round=round_,
            answer=form.answer,
            position=position_of(question, form.answer, stance),
            confidence=form.confidence,
            claims=restated(self._claims(brief, said, round_), before),
            falsifier=form.would_prove_wrong,
            model=self.card.model,
            answering_model=said.reply.model,
            private=said.private,
        )

    def _silent(self, said: Said[AnswerForm] | Said[ReviseForm], round_: int, question: Question) -> Opinion:
        """An abstention that a model chose; what it misses may tell what it has read."""
        reason = said.form.missing or say("members.not_answerable", question.language)
        silent = abstention(self.card.name, round_, reason, cause="NotAnswerable", model=self.card.model)
        return replace(silent, answering_model=said.reply.model, private=said.private)

    def _claims(self, brief: Brief, said: Said[AnswerForm] | Said[ReviseForm], round_: int) -> tuple[Claim, ...]:
        """The claims as stated; where there are none, those that stand in the answer."""
        return tuple(
            Claim(
                opaque_id("c", brief.secret, self.card.name, round_, place),
                claim.text,
                self._checked(claim.quotes, claim.text, said.private),
                claim.says,
            )
            for place, claim in enumerate(said.form.claims or _in_answer(brief.question, said.form.answer or ""))
        )

    def _points(self, said: Said[CritiqueForm], target: Colleague) -> tuple[Point, ...]:
        """Points about claims that the critic was shown; ids it made up are dropped."""
        shown = [] if target.withheld else [claim.id for claim in target.opinion.claims]
        return tuple(
            Point(claim, point.stance, point.reason, self._checked(point.quotes, point.reason, said.private))
            for point in said.form.points
            if (claim := meant(point.claim, shown))
        )

    def _checked(self, quotes: Sequence[Quote], claim: str, private: bool) -> tuple[Citation, ...]:
        """Quotations checked on arrival; a reply that saw nothing private must not cite it either."""
        cited = (Citation(passage=quote.passage, quote=quote.quote) for quote in quotes)
        return tuple(self.verifier.verify(citation, claim=claim, private=private) for citation in cited)


def _in_answer(question: Question, answer: str) -> list[StatedClaim]:
    """The claims of an answer that came without any: its sentences, or itself where it is no prose."""
    claims = list(claims_in_prose(answer)) if question.kind == "open" else []
    return claims or [StatedClaim(text=_bare(question, answer) or "—")]


def _bare(question: Question, answer: str) -> str:
    """A bare answer as a statement that can be argued about; a choice is spelt out."""
    if question.kind == "open":
        return answer
    words = next((f"{option.label}. {option.text}" for option in question.options if option.label == answer), answer)
    return say("members.bare_answer", question.language, answer=words)
