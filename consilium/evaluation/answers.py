"""Recorded replies as opinions, read exactly as the panel reads them, without a debate around them."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.deciding.aligning import aligned
from consilium.deciding.positions import position_of
from consilium.evaluation.rows import LabelledRow
from consilium.members.asking import FormReading
from consilium.members.forms import AnswerForm
from consilium.members.salvaging import salvaged
from consilium.members.schemas import FormRejected, schema_for
from consilium.types.opinion import Opinion, abstention
from consilium.types.question import Question
from consilium.wording import say


def opinions_of(row: LabelledRow, members: Sequence[str]) -> list[Opinion]:
    """Each member's opinion on a row; one without a reply abstains.

    Args:
        row: a labelled question.
        members: whose replies count, in any order.
    """
    read = [opinion_of(name, row.question, row.responses.get(name)) for name in members]
    return aligned(row.question.kind, read, tolerance=row.question.tolerance)


def opinion_of(member: str, question: Question, reply: str | None) -> Opinion:
    """A reply as an opinion, or the abstention that the panel would make of it."""
    if reply is None or not reply.strip():
        return abstention(member, 0, say("evaluation.no_reply"), cause="NoReply")
    try:
        form = _reading(question).read(reply)
    except FormRejected as rejected:
        saved = salvaged(question, reply)
        if saved is None:
            return abstention(member, 0, str(rejected), cause="FormRejected")
        form = saved
    if form.answer is None:
        return abstention(member, 0, form.missing, cause="NotAnswerable")
    position = position_of(question, form.answer, form.stance or "")
    return Opinion(member, 0, form.answer, position, form.confidence)


def _reading(question: Question) -> FormReading[AnswerForm]:
    names = list(schema_for("answer", question).get("properties", {}))
    return FormReading(AnswerForm, "answer", question, names, whole_prose=question.kind == "open")
