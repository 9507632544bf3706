"""The JSON schema that is sent for a form, and the reading of what comes back into it.

What is rejected is named in plain words, because those words go into the repair prompt.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from consilium.errors import ModelError
from consilium.members.forms import FORMS, CritiqueForm, Form, FormPurpose, RewriteForm
from consilium.members.vocabulary import positions_of
from consilium.types.question import Language, Question
from consilium.types.request import JsonSchema
from consilium.wording import say

__all__ = ["FormPurpose", "FormRejected", "read_form", "schema_for"]

_CONCLUSION = ("stance", "answer", "missing", "confidence")
_UNSENT = frozenset({"title", "default", "description", "$defs"})
_PARTS = ("kind", "subject", "outcome", "direction", "magnitude", "unit", "condition")
"""Parts of a claim that only those who can fill in a long form are asked for."""
_KEPT = 256

F = TypeVar("F", bound=Form)


def schema_for(
    purpose: FormPurpose,
    question: Question | None = None,
    own: JsonSchema | None = None,
    *,
    compact: bool = False,
) -> dict[str, Any]:
    """The JSON schema of a reply, self-contained: no references, nothing optional, nothing extra.

    Every caller gets a copy of its own, which it may change.

    Args:
        purpose: what the reply is for.
        question: narrows answers and positions to what it admits; None gives the general form.
        own: a member's own schema, which stands in for ours where it answers or revises.
        compact: of a claim's parts ask only for whom it holds: small models tire of forms.
    """
    if own is not None and purpose in {"answer", "revise"}:
        return _own_schema(own, question)
    # A question of no kind is read like an open one, but its positions are not ours to list.
    is_open = question is None or question.kind == "open"
    schema: dict[str, Any] = json.loads(_schema_text(purpose, positions_of(question), is_open, compact))
    return schema


def _own_schema(own: JsonSchema, question: Question | None) -> dict[str, Any]:
    """A member's own schema; for a choice its free answer is held to the options' labels and texts.

    Which of the two a member was trained to give is not ours to know.
    """
    schema = deepcopy(dict(own))
    answer = schema.get("properties", {}).get("answer")
    if question is not None and question.kind == "choice" and answer == {"type": "string"}:
        answer["enum"] = [*(option.text for option in question.options), *question.labels]
    return schema


@lru_cache(maxsize=_KEPT)
def _schema_text(purpose: FormPurpose, positions: tuple[str, ...], is_open: bool, compact: bool) -> str:
    """A finished schema as text: reading it back is a fast copy, and nobody can change the original."""
    raw = _raw(FORMS[purpose])
    schema: dict[str, Any] = _inlined(raw, raw.get("$defs", {}), positions)
    if purpose in {"answer", "revise"}:
        fields: dict[str, Any] = schema["properties"]
        if not is_open:
            del fields["stance"]
            schema["required"].remove("stance")
        if compact:
            _without_parts(fields["claims"]["items"])
        fields["answer"] = _enumerated(() if is_open else positions, nullable=True)
    return json.dumps(schema, ensure_ascii=False)


def _without_parts(claim: dict[str, Any]) -> None:
    for name in _PARTS:
        del claim["properties"][name]
        claim["required"].remove(name)


@cache
def _raw(form: type[Form]) -> dict[str, Any]:
    """What pydantic generates, which takes milliseconds; read only."""
    return form.model_json_schema()


def _inlined(node: Any, definitions: Mapping[str, Any], positions: Sequence[str]) -> Any:
    """A schema node without references, titles and defaults, which small models and grammars choke on."""
    if isinstance(node, list):
        return [_inlined(item, definitions, positions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(definitions[node["$ref"].rpartition("/")[2]], definitions, positions)
    if "properties" not in node:
        return {key: _inlined(value, definitions, positions) for key, value in node.items() if key not in _UNSENT}
    fields = {name: _inlined(field, definitions, positions) for name, field in node["properties"].items()}
    return _object(fields, positions)


def _object(fields: Mapping[str, Any], positions: Sequence[str]) -> dict[str, Any]:
    """An object with all its fields required, what is concluded behind what it rests on."""
    # A subclass's fields come after its parent's, but what is concluded must come after every reason.
    concluded = [name for name in _CONCLUSION if name in fields] if "answer" in fields else []
    reasons = [name for name in fields if name not in concluded]
    ordered = {name: fields[name] for name in (*reasons, *concluded)}
    if "position" in ordered:
        ordered["position"] = _enumerated(positions, nullable="anyOf" in ordered["position"])
    return {"type": "object", "properties": ordered, "required": list(ordered), "additionalProperties": False}


def _enumerated(words: Sequence[str], *, nullable: bool) -> dict[str, Any]:
    kind = ["string", "null"] if nullable else "string"
    return {"type": kind, "enum": [*words, None] if nullable else list(words)} if words else {"type": kind}


class FormRejected(ModelError):
    """A reply that does not fit its form; ``problems`` say in plain words what to mend."""

    def __init__(self, problems: Sequence[str], language: Language) -> None:
        super().__init__(say("prompting.rejected", language, problems="; ".join(problems)))
        self.problems = tuple(problems)


def read_form(form: type[F], data: object, question: Question, *, own: bool = False) -> F:
    """The form that a model's parsed JSON fills in.

    Args:
        form: which form, see ``FORMS``.
        data: the parsed JSON, whatever came.
        question: what was asked; answers and positions are read as what it admits.
        own: the member has a schema of its own: only its answer and confidence are ours to read.

    Raises:
        FormRejected: it does not fit; the problems are worded in the question's language.
    """
    try:
        return form.model_validate(_shaped(form, data, own), context={"question": question})
    except ValidationError as error:
        raise FormRejected([_problem(one, question.language) for one in error.errors()], question.language) from error


def _shaped(form: type[Form], data: object, own: bool) -> object:
    """The object that was meant where a model wrapped it in a list or left its wrapping out."""
    if form is RewriteForm and isinstance(data, str):
        return {"question": data}
    if isinstance(data, list) and len(data) == 1 and isinstance(data[0], Mapping):
        data = data[0]
    if form is CritiqueForm and (isinstance(data, list) or (isinstance(data, Mapping) and "claim" in data)):
        return {"points": data}
    if own and isinstance(data, Mapping):
        return {"confidence": "open"} | {name: data[name] for name in ("answer", "confidence") if name in data}
    return data


_PROBLEMS: Mapping[str, str] = {
    "missing": "missing",
    "string_type": "not_text",
    "list_type": "not_list",
    "tuple_type": "not_list",
    "model_type": "not_object",
    "bool_type": "not_boolean",
    "bool_parsing": "not_boolean",
    "one_of": "one_of",
}


def _problem(error: ErrorDetails, language: Language) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"]]
    path = "".join(steps).lstrip(".") or say("prompting.reply", language)
    absent = error["type"] == "string_type" and error["input"] is None
    key = "missing" if absent else _PROBLEMS.get(error["type"], "invalid")
    allowed = error.get("ctx", {}).get("allowed", "")
    return say(f"prompting.{key}", language, path=path, allowed=allowed, why=error["msg"])
