"""A member that is a model: prompts out, opinions and critiques in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consilium.deciding.positions import position_of
from consilium.errors import LimitReached, ModelError
from consilium.members.asking import Said, Salvage, Voice, ask
from consilium.members.prompting import CRITIC_TASKS
from consilium.members.schemas import AnswerForm, CritiqueForm, Quote, ReviseForm
from consilium.members.visibility import visible_brief, visible_colleague, visible_critiques
from consilium.protocols import Brief, ChatModel, Colleague, QuoteVerifier
from consilium.types.evidence import Citation
from consilium.types.member import Absence, MemberCard
from consilium.types.opaque import opaque_id
from consilium.types.opinion import Change, Claim, Critique, Opinion, Point, abstention
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
        seen = visible_brief(self.card, brief)
        rendered = self.voice.prompts.answer_parts(seen, self.voice.seat(seen))
        try:
            said = await ask(self.voice, seen, rendered, "answer", AnswerForm, salvage=_prose(seen.question))
        except (ModelError, LimitReached) as error:
            return self._abstain(error)
        return self._opinion(seen, said, round_=0)

    async def critique(self, brief: Brief, target: Colleague, round_: int) -> Critique:
        """Judge a colleague's claims; a failed call leaves a critique without points."""
        seen, colleague = visible_brief(self.card, brief), visible_colleague(self.card, target)
        subject = target.opinion
        critique_id = opaque_id("k", brief.fence, round_, self.card.name, subject.member)
        task = CRITIC_TASKS[int(critique_id[1:], 16) % len(CRITIC_TASKS)]
        rendered = self.voice.prompts.critique_parts(seen, self.voice.seat(seen), colleague, task)
        result = Critique(critique_id, self.card.name, subject.member, round_)
        try:
            said = await ask(self.voice, seen, rendered, "critique", CritiqueForm, round_=round_, target=subject.member)
        except (ModelError, LimitReached) as error:
            return replace(result, failed=str(error))
        known = {claim.id for claim in subject.claims}
        points = tuple(
            Point(point.claim, point.stance, point.reason, self._checked(point.quotes, said.private))
            for point in said.form.points
            if point.claim in known
        )
        return replace(result, points=points, private=said.private)

    async def revise(
        self, brief: Brief, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None, round_: int
    ) -> Opinion:
        """Keep or change the own opinion; a failed call keeps it."""
        seen, heard = visible_brief(self.card, brief), visible_critiques(self.card, critiques)
        stays = replace(own, round=round_, change=None)
        if not heard:
            return stays
        strongest = visible_colleague(self.card, rival) if rival else None
        rendered = self.voice.prompts.revise_parts(seen, self.voice.seat(seen), own, heard, strongest)
        try:
            said = await ask(self.voice, seen, rendered, "revise", ReviseForm, round_=round_)
        except (ModelError, LimitReached) as error:
            self.voice.events.emit(
                "warning", member=self.card.name, round_=round_, message=say("members.kept", reason=error)
            )
            return stays
        return _moved(own, self._opinion(seen, said, round_), said.form, heard)

    def _abstain(self, error: ModelError | LimitReached) -> Opinion:
        return abstention(self.card.name, 0, str(error), cause=type(error).__name__, model=self.card.model)

    def _opinion(self, brief: Brief, said: Said[AnswerForm] | Said[ReviseForm], round_: int) -> Opinion:
        form, question = said.form, brief.question
        if form.answer is None:
            reason = form.missing or say("members.not_answerable", question.language)
            return replace(self._silent(round_, reason), answering_model=said.reply.model)
        stated = form.claims
        claims = [self._claim(brief, said, round_, n, item.text, item.quotes) for n, item in enumerate(stated)]
        if not claims:
            text = form.answer if question.kind == "open" else _answer_claim(question, form.answer)
            claims = [self._claim(brief, said, round_, 0, text, ())]
        return Opinion(
            member=self.card.name,
            round=round_,
            answer=form.answer,
            position=position_of(question, form.answer, form.stance or ""),
            confidence=form.confidence,
            claims=tuple(claims),
            falsifier=form.would_prove_wrong,
            model=self.card.model,
            answering_model=said.reply.model,
            private=said.private,
        )

    def _silent(self, round_: int, reason: str) -> Opinion:
        return abstention(self.card.name, round_, reason, cause="NotAnswerable", model=self.card.model)

    def _claim(
        self,
        brief: Brief,
        said: Said[AnswerForm] | Said[ReviseForm],
        round_: int,
        ordinal: int,
        text: str,
        quotes: Sequence[Quote],
    ) -> Claim:
        claim_id = opaque_id("c", brief.fence, self.card.name, round_, ordinal)
        return Claim(claim_id, text, self._checked(quotes, said.private))

    def _checked(self, quotes: Sequence[Quote], private: bool) -> tuple[Citation, ...]:
        """Quotations checked on arrival; a reply that saw nothing private must not cite it either."""
        cited = (Citation(passage=quote.passage, quote=quote.quote) for quote in quotes)
        return tuple(self.verifier.verify(citation, private=private) for citation in cited)


def _answer_claim(question: Question, answer: str) -> str:
    """A bare answer as a statement that can be argued about; a choice is spelt out."""
    words = next((f"{option.label}. {option.text}" for option in question.options if option.label == answer), answer)
    return say("members.bare_answer", question.language, answer=words)


def _prose(question: Question) -> Salvage[AnswerForm] | None:
    """How an open answer in prose is kept: as it stands, with a stance that nobody claims to know.

    Answers of other kinds have positions, and the reader of replies has already looked for one.
    """

    def salvage(text: str) -> AnswerForm | None:
        return AnswerForm(answer=text.strip(), confidence=0.5) if text.strip() else None

    return salvage if question.kind == "open" else None


def _moved(own: Opinion, now: Opinion, form: ReviseForm, heard: Sequence[Critique]) -> Opinion:
    """The revised opinion, or the old one where the member moved without naming a new reason."""
    if now.abstained or now.position is None:
        return replace(own, round=now.round, change=None)
    if now.position == own.position:
        return now
    named = form.because_of in {critique.id for critique in heard}
    change = Change(
        from_position=own.position or "",
        to_position=now.position,
        critique=form.because_of,
        evidence=form.new_evidence,
        capitulation=not (named and form.new_evidence),
    )
    return replace(own, round=now.round, change=change) if change.capitulation else replace(now, change=change)
