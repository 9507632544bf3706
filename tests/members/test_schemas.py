"""The schemas sent to models: self-contained, ordered, narrowed to the question, and nobody's to share."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from consilium.deciding.positions import STANCES
from consilium.members.forms import FormPurpose
from consilium.members.schemas import schema_for
from consilium.types.question import AnswerKind, Question
from tests.members.questions import CHOICE, MAYBE, NUMBER, OPEN, YES_NO

PURPOSES: tuple[FormPurpose, ...] = get_args(FormPurpose)
KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)


def objects(node: Any) -> list[dict[str, Any]]:
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    found = [inner for child in below for inner in objects(child)]
    return [node, *found] if isinstance(node, dict) and node.get("type") == "object" else found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_schema_is_self_contained_and_closed(purpose: FormPurpose, kind: AnswerKind) -> None:
    schema = schema_for(purpose, Question("?", kind, CHOICE.options if kind == "choice" else ()))
    text = json.dumps(schema)
    assert not any(word in text for word in ("$ref", "$defs", '"title"', '"default"', "minLength"))
    for node in objects(schema):
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])


def test_what_is_concluded_comes_after_what_it_rests_on() -> None:
    assert list(schema_for("answer", OPEN)["properties"]) == [
        "claims", "would_prove_wrong", "stance", "answer", "missing", "confidence",
    ]  # fmt: skip
    assert list(schema_for("revise", CHOICE)["properties"]) == [
        "claims", "would_prove_wrong", "because_of", "new_evidence", "changed", "answer", "missing", "confidence",
    ]  # fmt: skip
    judge = list(schema_for("judge", OPEN)["properties"])
    assert judge == [
        "answered", "overturn", "rejected", "translations",
        "body", "would_change", "limitations", "position", "verdict",
    ]  # fmt: skip
    point = schema_for("critique")["properties"]["points"]["items"]
    assert list(point["properties"]) == ["claim", "quotes", "reason", "stance"]


@pytest.mark.parametrize(
    ("question", "allowed"),
    [(CHOICE, ["A", "B", "C", None]), (YES_NO, ["yes", "no", None]), (MAYBE, ["yes", "no", "maybe", None])],
)
def test_a_closed_answer_is_an_enum(question: Question, allowed: list[str | None]) -> None:
    assert schema_for("answer", question)["properties"]["answer"] == {"type": ["string", "null"], "enum": allowed}
    assert schema_for("judge", question)["properties"]["position"]["enum"] == allowed


def test_only_open_answers_take_a_stance() -> None:
    assert schema_for("answer", NUMBER)["properties"]["answer"] == {"type": ["string", "null"]}
    assert "stance" not in schema_for("answer", NUMBER)["properties"]
    assert "stance" in schema_for("answer")["properties"]
    assert schema_for("judge", OPEN)["properties"]["position"]["enum"] == [*STANCES, None]
    assert schema_for("critique", YES_NO) == schema_for("critique", OPEN)


def test_a_members_own_schema_stands_in_where_it_answers() -> None:
    own = {"type": "object", "properties": {"answer": {"type": "string"}}}
    assert schema_for("answer", OPEN, own) == schema_for("revise", OPEN, own) == own
    assert schema_for("critique", CHOICE, own) == schema_for("critique", CHOICE)


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("question", [None, OPEN, CHOICE, NUMBER])
def test_nobody_can_spoil_a_schema_for_others(purpose: FormPurpose, question: Question | None) -> None:
    first = schema_for(purpose, question)
    kept = json.dumps(first)
    for node in objects(first):
        node["properties"].clear()
        node["required"].append("spoilt")
    assert json.dumps(schema_for(purpose, question)) == kept


def test_a_members_own_schema_cannot_be_spoilt_either() -> None:
    own = {"type": "object", "properties": {"answer": {"type": "string"}}}
    for question in (OPEN, CHOICE):
        schema_for("answer", question, own)["properties"].clear()
    assert schema_for("answer", OPEN, own)["properties"] == {"answer": {"type": "string"}}


def test_a_members_own_free_answer_is_held_to_the_options() -> None:
    own = {"type": "object", "properties": {"answer": {"type": "string"}}}
    enum = schema_for("answer", CHOICE, own)["properties"]["answer"]["enum"]
    assert enum == [*(option.text for option in CHOICE.options), *CHOICE.labels]
    named = {"type": "object", "properties": {"answer": {"type": "string", "enum": ["yes"]}}}
    assert schema_for("answer", CHOICE, named) == named
