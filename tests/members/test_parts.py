"""The parts of a claim: read from whatever models write, and never a reason to refuse a reply."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.members.forms import AnswerForm, StatedClaim
from consilium.members.schemas import read_form, schema_for
from consilium.types.statement import UNSAID, Statement
from tests.members.questions import OPEN

NAMES = ("kind", "subject", "outcome", "direction", "magnitude", "unit", "population", "condition")


def test_a_claim_without_parts_says_nothing_beyond_its_sentence() -> None:
    assert StatedClaim(text="Caffeine helps.").says == UNSAID


def test_parts_are_read_in_both_languages_and_shapes() -> None:
    filled = StatedClaim.model_validate(
        {
            "text": "Кофеин повышает мощность велосипедисток на 5,2 %.",
            "kind": "Результат",
            "subject": "кофеин",
            "outcome": "мощность",
            "direction": "повышает",
            "magnitude": "5,2 %",
            "population": ["велосипедистки", "до 30 лет"],
            "condition": None,
        }
    )
    assert filled.says == Statement("finding", "кофеин", "мощность", "up", 5.2, "%", "велосипедистки, до 30 лет", "")


@pytest.mark.parametrize("nothing", ["", None, "n/a", "null", "не указано", "—"])
def test_words_for_nothing_are_nothing(nothing: object) -> None:
    filled = StatedClaim.model_validate({"text": "x", **dict.fromkeys(NAMES, nothing)})
    assert filled.says == UNSAID


@given(
    st.dictionaries(st.sampled_from(NAMES), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()))
)
def test_no_part_refuses_a_reply(parts: dict[str, object]) -> None:
    read = read_form(AnswerForm, {"claims": [{"text": "x", **parts}], "answer": "y", "confidence": "open"}, OPEN)
    assert read.claims[0].text == "x"


def test_small_models_are_asked_only_for_whom_a_claim_holds() -> None:
    full = schema_for("answer", OPEN)["properties"]["claims"]["items"]
    small = schema_for("answer", OPEN, compact=True)["properties"]["claims"]["items"]
    assert full["required"] == ["text", *NAMES, "quotes"]
    assert small["required"] == list(small["properties"]) == ["text", "population", "quotes"]
