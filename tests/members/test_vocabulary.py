"""The words models answer with."""

from __future__ import annotations

import pytest

from consilium.members.forms import AnswerForm
from consilium.members.schemas import FormRejected, read_form
from consilium.members.vocabulary import CONFIDENCE, confidence_from, position_in
from consilium.types.question import Question
from tests.members.questions import CHOICE, MAYBE, OPEN, YES_NO


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("almost_certain", 0.95), ("Almost certain.", 0.95), ("почти наверняка", 0.95), ("LIKELY", 0.75),
        ("вероятно", 0.75), ("open", 0.5), ("под вопросом", 0.5), ("маловероятно", 0.25), (0.9, 0.9), (90, 0.9),
        ("0,9", 0.9), ("90 %", 0.9), ("1 %", 0.01), (1, 1.0), (0, 0.0), ("100", 1.0),
    ],
)  # fmt: skip
def test_confidence_is_understood(spoken: object, meant: float) -> None:
    assert confidence_from(spoken) == pytest.approx(meant)


@pytest.mark.parametrize("spoken", ["", "sure thing", "nan", "inf", float("inf"), -0.1, 101, True, None, [0.5], {}])
def test_confidence_that_means_nothing_is_refused(spoken: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        confidence_from(spoken)
    with pytest.raises(FormRejected, match="confidence"):
        read_form(AnswerForm, {"answer": "x", "confidence": spoken}, OPEN)


def test_every_confidence_word_means_itself() -> None:
    assert [confidence_from(word) for word in CONFIDENCE] == list(CONFIDENCE.values())


@pytest.mark.parametrize(
    ("said", "question", "meant"),
    [
        ("it depends", OPEN, "depends"), ("Против.", OPEN, "opposes"), ("Да, но редко", YES_NO, "yes"),
        ("perhaps", MAYBE, "maybe"), ("perhaps", YES_NO, None), ("deep blue", CHOICE, "B"), ("purple", CHOICE, None),
    ],
)  # fmt: skip
def test_a_position_is_found_in_words(said: str, question: Question, meant: str | None) -> None:
    assert position_in(said, question) == meant
