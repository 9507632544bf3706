"""Making a follow-up stand alone, by a model where one answers, else by putting the thread's question beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consilium.members.asking import FAILURES, Voice, ask, prose
from consilium.members.forms import RewriteForm
from consilium.members.visibility import visible_brief
from consilium.protocols import Brief
from consilium.types.question import Question
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class ChainRewriter:
    """The first voice of the chain that answers rewrites the question.

    Args:
        chain: voices in the order they are tried, local and cheap ones first.
        earlier: the thread's earlier questions, newest last: what the last resort quotes.
    """

    chain: Sequence[Voice]
    earlier: Sequence[str] = ()

    async def rewrite(self, brief: Brief) -> Question:
        """The question with its references to the thread spelt out, and nothing else changed."""
        for voice in self.chain:
            seen = visible_brief(voice.card, brief)
            if not seen.thread:
                continue
            try:
                rendered = voice.prompts.rewrite_parts(seen, voice.seat(seen))
                said = await ask(voice, seen, rendered, "rewrite", RewriteForm, salvage=_bare_question)
            except FAILURES:
                continue
            return replace(brief.question, text=said.form.question, private=said.private)
        return self._beside(brief.question)

    def _beside(self, question: Question) -> Question:
        """The earlier question in front: clumsy to read, but nothing the follow-up refers to is lost."""
        if not self.earlier:
            return question
        text = say("members.follow_up", question.language, earlier=self.earlier[-1], question=question.text)
        return replace(question, text=text)


def _bare_question(text: str) -> RewriteForm | None:
    """A small model often returns the question and nothing else; more than a line of prose is an answer."""
    line = prose(text).strip("\"'«»“” ")
    return RewriteForm(question=line) if line.endswith("?") and "\n" not in line else None
