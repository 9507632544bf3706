"""How far open answers are from saying the same: semantic entropy, and the length of an answer beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from consilium.argument.answers import same_answer
from consilium.types.question import Question
from consilium.types.verdict import Spread


def spread_of(question: Question, answers: Sequence[str]) -> Spread | None:
    """The discrete semantic entropy of some answers, each of which counts once; None for fewer than two.

    An answer joins the first meaning that one of its answers comes to as well (Farquhar et al. 2024, "Detecting
    hallucinations in large language models using semantic entropy", Nature 630). Their order never matters.
    Whoever relies on the entropy should see that it tells more than the plain length does.
    """
    if len(answers) < 2:  # noqa: PLR2004  one answer is not spread
        return None
    meanings: list[list[str]] = []
    for answer in sorted(answers):
        found = next((one for one in meanings if any(same_answer(question, answer, other) for other in one)), None)
        if found is None:
            meanings.append([answer])
        else:
            found.append(answer)
    shares = [len(one) / len(answers) for one in meanings]
    entropy = sum(share * math.log(1 / share) for share in shares)
    return Spread(entropy, len(meanings), sum(len(answer.split()) for answer in answers) / len(answers))
