"""What tells right open answers from wrong ones: the confidence, the semantic entropy, or no more than the length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from consilium.argument.spread import spread_of
from consilium.evaluation.examining import Exam
from consilium.evaluation.statistics import auroc


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    """How often each figure puts a right open answer before a wrong one; 0.5 is chance.

    Args:
        rows: open test rows with a gold and at least two answers.
        confidence: the decider's.
        entropy: low semantic entropy of the answers.
        length: short answers, the baseline which the entropy has to beat.
    """

    rows: int
    confidence: float
    entropy: float
    length: float


def open_answers(exam: Exam) -> OpenAnswers | None:
    """The figures of the open test rows; None where there are none."""
    told = []
    for place in exam.known:
        one, prediction = exam.test[place], exam.predictions[place]
        if one.row.question.kind == "open":
            spread = spread_of(one.row.question, [said.answer for said in one.opinions if said.answer])
            if spread is not None:
                hit = prediction.position == one.ballot.gold
                told.append((hit, prediction.confidence, -spread.entropy, -spread.words))
    if not told:
        return None
    hits, *figures = (np.array(column) for column in zip(*told, strict=True))
    return OpenAnswers(len(told), *(auroc(figure, hits) for figure in figures))
