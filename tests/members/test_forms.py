"""How patiently replies are read into forms, and in which words they are refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.deciding.positions import position_of
from consilium.errors import ModelError
from consilium.members.forms import FORMS, AnswerForm, CritiqueForm, Form, JudgeForm, ReviseForm, RewriteForm
from consilium.members.schemas import FormRejected, read_form
from consilium.types.question import Question
from tests.members.questions import CHOICE, MAYBE, NUMBER, OPEN, YES_NO


def answer(value: object, question: Question = CHOICE, **fields: Any) -> AnswerForm:
    return read_form(AnswerForm, {"answer": value, "confidence": "open", **fields}, question)


def rejected(form: type[Form], data: object, question: Question = OPEN, *, own: bool = False) -> tuple[str, ...]:
    with pytest.raises(FormRejected) as caught:
        read_form(form, data, question, own=own)
    return caught.value.problems


@pytest.mark.parametrize(
    "written",
    ["B", "b", "B)", "(B)", "B) deep blue", "B. deep blue", "**B**", "B: deep blue", "Option B", "Deep Blue", "В",
     "Ответ: В", "[B] - deep blue", "B – because the sky is", '"B"'],
)  # fmt: skip
def test_a_choice_is_read_as_its_label(written: str) -> None:
    assert answer(written).answer == "B"


@pytest.mark.parametrize("written", ["D", "A and B", "A, B", "A) deep blue", "A lot of them", "Б", 7, ["A", "B"]])
def test_a_choice_that_could_be_two_or_none_is_refused(written: object) -> None:
    assert rejected(AnswerForm, {"answer": written, "confidence": 0.9}, CHOICE) == (
        "answer must be one of: A, B, C, null",
    )


@pytest.mark.parametrize(
    ("written", "question", "read"),
    [("Yes.", YES_NO, "yes"), ("нет", YES_NO, "no"), (True, YES_NO, "yes"), (False, YES_NO, "no"),
     ("No, because it is not.", YES_NO, "no"), ("возможно", MAYBE, "maybe"), (42, NUMBER, "42"),
     (" 4.2 mmol/L ", NUMBER, "4.2 mmol/L"), ("No evidence either way", OPEN, "No evidence either way")],
)  # fmt: skip
def test_other_answers(written: object, question: Question, read: str) -> None:
    assert answer(written, question).answer == read


@pytest.mark.parametrize("written", ["maybe", "No evidence", "yes and no", "42"])
def test_a_yes_or_no_that_is_neither_is_refused(written: str) -> None:
    assert rejected(AnswerForm, {"answer": written, "confidence": 0.9}, YES_NO)


@pytest.mark.parametrize("written", [None, "", "null", "Not answerable from what is known."])
@pytest.mark.parametrize("question", [CHOICE, YES_NO, NUMBER, OPEN])
def test_no_answer_has_no_confidence(written: str | None, question: Question) -> None:
    form = answer(written, question, missing="a trial in children", confidence="likely")
    assert (form.answer, form.confidence, form.missing) == (None, 0.0, "a trial in children")
    assert read_form(AnswerForm, {"answer": None}, question).confidence == 0.0


@given(st.sampled_from([CHOICE, YES_NO, MAYBE]), st.text(max_size=12))
def test_what_is_read_is_the_position_that_is_decided_on(question: Question, written: str) -> None:
    try:
        form = answer(written, question)
    except FormRejected:
        return
    assert position_of(question, form.answer) == form.answer


def test_the_least_a_model_can_say() -> None:
    form = read_form(AnswerForm, {"answer": "green", "confidence": 0.9}, CHOICE, own=True)
    assert (form.answer, form.confidence, form.claims, form.stance) == ("C", 0.9, (), None)


def test_an_own_schema_is_read_for_answer_and_confidence_only() -> None:
    data = {"claims": 7, "stance": "sideways", "answer": "A"}
    form = read_form(ReviseForm, data, CHOICE, own=True)
    assert (form.answer, form.confidence, form.changed) == ("A", 0.5, False)
    assert rejected(AnswerForm, {"confidence": 0.9}, CHOICE, own=True) == ("answer is missing",)


def test_sloppy_lists_are_understood() -> None:
    form = answer(
        "A",
        claims=["one", None, {"text": "two", "quotes": None}, {"text": "three", "quotes": "own knowledge"}, {}],
        would_prove_wrong=["this", "or that"],
        surplus="ignored",
    )
    assert [claim.text for claim in form.claims] == ["one", "two", "three"]
    assert not any(claim.quotes for claim in form.claims)
    assert form.would_prove_wrong == "this, or that"
    assert answer("A", claims=None).claims == answer("A", claims=[]).claims == ()
    assert answer("A", claims="alone").claims[0].text == "alone"
    assert read_form(AnswerForm, [{"answer": "A", "confidence": 1}], CHOICE).answer == "A"


def test_quotes_keep_their_passage_and_drop_empty_pointers() -> None:
    quotes = [{"passage": 3, "quote": "  five words in a row "}, {"passage": "p1", "quote": ""}, "words alone", None]
    form = answer("A", claims={"text": "one", "quotes": quotes})
    assert [(quote.passage, quote.quote) for quote in form.claims[0].quotes] == [
        ("3", "five words in a row"),
        ("", "words alone"),
    ]


def test_a_revision_says_what_moved_it() -> None:
    data = {"answer": "A", "confidence": 80, "changed": "да", "because_of": ["k1"], "new_evidence": None}
    form = read_form(ReviseForm, data, CHOICE)
    assert (form.changed, form.because_of, form.new_evidence) == (True, "k1", "")
    assert rejected(ReviseForm, data | {"changed": "perhaps"}, CHOICE) == ("changed must be true or false",)


def test_a_critique_in_any_wrapping() -> None:
    point = {"claim": "c1", "stance": "Attacks", "reason": "the unit"}
    for data in ({"points": [point]}, {"points": point}, [point], point, [point, point][:1]):
        assert read_form(CritiqueForm, data, OPEN).points[0].stance == "attack"
    assert read_form(CritiqueForm, {"points": None}, OPEN).points == ()
    supported = read_form(CritiqueForm, [point | {"stance": "поддержка"}, point], OPEN)
    assert [one.stance for one in supported.points] == ["support", "attack"]


def test_a_judgement() -> None:
    data = {"verdict": "No [c1].", "answered": {"B) deep blue": "see [c2]"}, "position": "a", "limitations": "few"}
    form = read_form(JudgeForm, data, CHOICE)
    assert [(reply.position, reply.reply) for reply in form.answered] == [("B", "see [c2]")]
    assert (form.position, form.overturn, form.limitations) == ("A", None, ("few",))


@pytest.mark.parametrize("nothing", [None, {}, "", "none", False, {"position": "", "passage": None, "quote": ""}])
def test_no_overturn_however_it_is_said(nothing: object) -> None:
    assert read_form(JudgeForm, {"verdict": "v", "overturn": nothing}, CHOICE).overturn is None


def test_an_overturn_needs_its_quotation() -> None:
    overturn = {"position": "B", "passage": "p1", "quote": "", "reason": "r"}
    assert rejected(JudgeForm, {"verdict": "v", "overturn": overturn}, CHOICE) == ("overturn.quote is missing",)
    form = read_form(JudgeForm, {"verdict": "v", "overturn": overturn | {"quote": "q"}}, CHOICE)
    assert form.overturn is not None
    assert form.overturn.position == "B"


def test_a_rewritten_question_alone() -> None:
    assert read_form(RewriteForm, "Is it so for women?", OPEN).question == "Is it so for women?"


def test_problems_are_named_in_the_questions_language() -> None:
    data = {"claims": ["a", {"text": "b", "quotes": [{"passage": {}, "quote": "x y"}]}, {"quotes": []}]}
    assert rejected(AnswerForm, data | {"stance": "sideways", "answer": "x"}) == (
        "claims[1].quotes[0].passage must be text",
        "claims[2].text is missing",
        "stance must be one of: supports, opposes, depends, undecided",
        "confidence is missing",
    )
    russian = Question("Что?", language="ru")
    assert rejected(CritiqueForm, {"points": [{"claim": "c1", "reason": "r", "stance": "?"}]}, russian) == (
        "в поле points[0].stance допустимо только: attack, support",
    )
    assert rejected(AnswerForm, "no JSON at all") == ("the reply must be a JSON object",)
    assert issubclass(FormRejected, ModelError)


@given(
    st.sampled_from(list(FORMS.values())),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["claims", "text", "quotes", "answer", "confidence", "points", "claim", "overturn",
                             "position", "answered", "verdict", "quote", "passage", "changed", "stance"]),
            inner,
            max_size=5,
        ),
        max_leaves=12,
    ),
    st.sampled_from([OPEN, CHOICE, YES_NO, NUMBER]),
)  # fmt: skip
def test_whatever_comes_is_read_or_refused_in_words(form: type[Form], data: object, question: Question) -> None:
    problems: tuple[str, ...] = ("nothing was refused",)
    try:
        read_form(form, data, question)
    except FormRejected as error:
        problems = error.problems
    assert problems
    assert all(problem.strip() for problem in problems)
