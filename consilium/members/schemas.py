"""What a model must return, for each purpose: the form, its JSON schema, and a patient reading of it.

Fields stand in the order in which they should be thought: claims and reasons first, the answer and
the confidence in it last, so that the answer follows from the reasoning and not the other way round.
Reading is lenient where models are sloppy about shape and strict about meaning; what it rejects it
names in plain words, because those words go into the repair prompt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from consilium.errors import ModelError
from consilium.types.question import Language, Question
from consilium.types.request import JsonSchema
from consilium.wording import say

FormPurpose = Literal["answer", "critique", "revise", "judge", "rewrite"]
Stance = Literal["supports", "opposes", "depends", "undecided"]

CONFIDENCE: Mapping[str, float] = {"almost_certain": 0.95, "likely": 0.75, "open": 0.5, "unlikely": 0.25}
"""What each confidence word means: of a hundred such answers, this share is right."""

STANCES: tuple[Stance, ...] = ("supports", "opposes", "depends", "undecided")
_POSITIONS: Mapping[str, tuple[str, ...]] = {
    "yes_no": ("yes", "no"),
    "yes_no_maybe": ("yes", "no", "maybe"),
    "open": STANCES,
}

# What models write instead of the word asked for; each still means that one word and no other.
_SPELLINGS: Mapping[str, str] = {
    "almost_certain": "certain|почти наверняка|почти точно|почти уверен|наверняка",
    "likely": "high|very likely|вероятно|скорее всего|высокая",
    "open": "medium|moderate|uncertain|открыто|открытый вопрос|неясно|под вопросом|средняя",
    "unlikely": "low|маловероятно|вряд ли|низкая",
    "supports": "support|for|за|поддерживает|подтверждает",
    "opposes": "oppose|against|против|опровергает",
    "depends": "it depends|зависит|зависит от условий",
    "undecided": "unclear|не решено|вопрос не решен",
    "attack": "attacks|against|возражение|возражает|против",
    "support": "supports|for|поддержка|поддерживает|за",
    "yes": "true|y|да|верно",
    "no": "false|n|нет|неверно",
    "maybe": "may be|perhaps|возможно|может быть",
    "": "null|not answerable|not answerable from what is known|нет ответа|по известному не ответить",
    "own": "own knowledge|own|none|n a|собственное знание|свое знание|собственные знания",
}


def _tidy(value: object) -> str:
    """Words alone: no case, punctuation, markdown or underscores; ``ё`` folded."""
    return " ".join(re.findall(r"\w+", str(value).casefold().replace("ё", "е").replace("_", " ")))


def _word(value: object, allowed: Sequence[str]) -> str | None:
    """The allowed word that ``value`` spells, None where it spells none of them."""
    spoken = _tidy(value)
    return next((word for word in allowed if spoken in {_tidy(word), *_SPELLINGS.get(word, "").split("|")}), None)


def _means(value: object, word: str) -> bool:
    return value is None or (isinstance(value, str) and _word(value, [word]) is not None)


def confidence_from(value: object) -> float:
    """A confidence in [0, 1] from a word or a number, however a model writes it.

    Raises:
        ValueError: it is neither one of the words nor a number in 0..1 or 0..100.

    >>> confidence_from("almost certain"), confidence_from("80 %"), confidence_from("вряд ли")
    (0.95, 0.8, 0.25)
    """
    if word := _word(value, list(CONFIDENCE)):
        return CONFIDENCE[word]
    text = str(value).strip()
    number = float(text.rstrip("% ").replace(",", "."))
    share = number / 100 if number > 1 or text.endswith("%") else number
    if not (math.isfinite(share) and 0.0 <= share <= 1.0):
        raise ValueError(text)
    return share


def confidence_word(value: float) -> str:
    """The confidence word whose meaning is nearest to ``value``."""
    return min(CONFIDENCE, key=lambda word: abs(CONFIDENCE[word] - value))


def _one_of(allowed: Sequence[str]) -> PydanticCustomError:
    return PydanticCustomError("one_of", "not one of the words allowed", {"allowed": ", ".join(allowed)})


def _confidence(value: object) -> float:
    try:
        return confidence_from(value)
    except ValueError:
        raise _one_of([*CONFIDENCE]) from None


def _text(value: object) -> object:
    """Text from what may be null, a number, or a list of lines; anything else is left to be refused."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(str(_text(item)) for item in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else value


def _present(value: str) -> str:
    if not value:
        raise PydanticCustomError("missing", "missing")
    return value


def _listed(value: object) -> list[object]:
    """A list from a list, a lone item or null; items that hold nothing are dropped."""
    items = value if isinstance(value, (list, tuple)) else [value]
    return [item for item in items if item not in (None, "", {}, [])]


def _quotes(value: object) -> list[object]:
    """Quotations with words in them: a pointer without words cannot be checked and is left out."""
    quotes = [item if isinstance(item, Mapping) else {"quote": item} for item in _listed(value)]
    return [item for item in quotes if not (_means(item.get("quote"), "own") or _means(item.get("quote"), ""))]


def _claims(value: object) -> list[object]:
    return [{"text": item} if isinstance(item, str) else item for item in _listed(value)]


def _replies(value: object) -> list[object]:
    """Replies to positions; a plain mapping from position to reply is understood too."""
    if isinstance(value, Mapping) and "position" not in value:
        return [{"position": position, "reply": reply} for position, reply in value.items()]
    return _listed(value)


def _stance(value: object) -> object:
    return (_word(value, STANCES) or value) if value else None


def _nothing(value: object) -> object:
    """None where a model fills an overturn in with blanks or says in words that there is none."""
    blank = not any(_tidy(word or "") for word in value.values()) if isinstance(value, Mapping) else False
    return None if blank or not value or _means(value, "own") or _means(value, "no") else value


Text = Annotated[str, BeforeValidator(_text)]
Needed = Annotated[str, BeforeValidator(_text), AfterValidator(_present)]
Lines = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
Confidence = Annotated[
    float, BeforeValidator(_confidence), WithJsonSchema({"type": "string", "enum": list(CONFIDENCE)})
]
Side = Annotated[
    Literal["attack", "support"], BeforeValidator(lambda value: _word(value, ("attack", "support")) or value)
]
Flag = Annotated[
    bool,
    BeforeValidator(lambda value: {"yes": True, "no": False}.get(_word(value or "no", ("yes", "no")) or "", value)),
]


_LOOKALIKE = str.maketrans("авсекмнорт", "abcekmhopt")
"""Models writing Russian take the Cyrillic letter that looks like the label."""


def positions_of(question: Question | None) -> tuple[str, ...]:
    """The positions a question admits; empty where any text is one (numbers, expressions)."""
    if question is None:
        return ()
    return question.labels if question.kind == "choice" else _POSITIONS.get(question.kind, ())


def _labelled(text: str, question: Question) -> str | None:
    """The option's label in "B", "b)", "Option B", "B) its text", "its text" or a Cyrillic "В"."""
    labels = {label.casefold(): label for label in question.labels}
    texts = {_tidy(option.text): option.label for option in question.options}
    bare = re.sub(r"^(option|answer|вариант|ответ)\b\W*", "", text.strip(" *_`\"'«»([."), flags=re.IGNORECASE)
    if bare.casefold() not in labels and _tidy(bare) in texts:
        return texts[_tidy(bare)]
    match = re.match(r"(\w+)[*_]*\s*(?:[).:\]–—-]+(.*))?$", bare, flags=re.DOTALL)
    if match is None:
        return None
    head, rest = match[1].casefold(), _tidy(match[2] or "")
    label = labels.get(head) or labels.get(head.translate(_LOOKALIKE))
    return label if texts.get(rest, label) == label else None


def _position(value: object, question: Question | None) -> object:
    """The position that a reply's word amounts to, None where the model declares none."""
    allowed = positions_of(question)
    if _means(value, "") or question is None or not allowed:
        return None if _means(value, "") else _text(value)
    if question.kind == "choice":
        found = _labelled(str(_text(value)), question)
    else:
        found = _word(value, allowed) or _word(re.split(r"[,.;:(–—]", str(value), maxsplit=1)[0], allowed)
    if found is None:
        raise _one_of([*allowed, "null"])
    return found


def _asked(info: ValidationInfo) -> Question | None:
    question: Question | None = (info.context or {}).get("question")
    return question


class Form(BaseModel):
    """A reply's shape; fields that nobody asked for are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Quote(Form):
    """Words copied from a passage; checked against the source when they arrive."""

    passage: Text = ""
    quote: Needed


Quotes = Annotated[tuple[Quote, ...], BeforeValidator(_quotes)]


class StatedClaim(Form):
    """One claim; without quotations it rests on the member's own knowledge."""

    text: Needed
    quotes: Quotes = ()


class AnswerForm(Form):
    """A blind answer; ``answer`` is None where the question cannot be answered from what is known."""

    claims: Annotated[tuple[StatedClaim, ...], BeforeValidator(_claims)] = ()
    would_prove_wrong: Text = ""
    stance: Annotated[Stance | None, BeforeValidator(_stance)] = None
    answer: str | None
    missing: Text = ""
    confidence: Confidence

    @model_validator(mode="before")
    @classmethod
    def _no_answer_no_confidence(cls, data: Any) -> Any:
        unanswered = isinstance(data, Mapping) and "answer" in data and _means(data["answer"], "")
        return {**data, "confidence": 0.0} if unanswered else data

    @field_validator("answer", mode="before")
    @classmethod
    def _as_asked(cls, value: object, info: ValidationInfo) -> object:
        question = _asked(info)
        return _position(value, None if question is None or question.kind == "open" else question)


class ReviseForm(AnswerForm):
    """A second answer, and what moved it: the critique by id and the evidence that was new."""

    because_of: Text = ""
    new_evidence: Text = ""
    changed: Flag = False


class StatedPoint(Form):
    """One point about one claim; the side is taken after the reason is given."""

    claim: Needed
    quotes: Quotes = ()
    reason: Needed
    stance: Side


class CritiqueForm(Form):
    """What a critic found, point by point."""

    points: Annotated[tuple[StatedPoint, ...], BeforeValidator(_listed)]


class _Placed(Form):
    @field_validator("position", mode="before", check_fields=False)
    @classmethod
    def _as_asked(cls, value: object, info: ValidationInfo) -> object:
        return _position(value, _asked(info))


class StatedReply(_Placed):
    """The judge's answer to a position that did not carry."""

    position: str
    reply: Needed


class StatedOverturn(_Placed):
    """The judge's case against the settled position, with the words that prove it."""

    position: str
    passage: Needed
    quote: Needed
    reason: Text = ""


class JudgeForm(_Placed):
    """The verdict; the minority is answered before the verdict is worded."""

    answered: Annotated[tuple[StatedReply, ...], BeforeValidator(_replies)] = ()
    overturn: Annotated[StatedOverturn | None, BeforeValidator(_nothing)] = None
    body: Text = ""
    would_change: Text = ""
    limitations: Lines = ()
    position: str | None = None
    verdict: Needed


class RewriteForm(Form):
    """A follow-up question that stands alone."""

    question: Needed


FORMS: Mapping[FormPurpose, type[Form]] = {
    "answer": AnswerForm,
    "critique": CritiqueForm,
    "revise": ReviseForm,
    "judge": JudgeForm,
    "rewrite": RewriteForm,
}
_CONCLUSION = ("stance", "answer", "missing", "confidence")
_UNSENT = frozenset({"title", "default", "description", "$defs"})
F = TypeVar("F", bound=Form)


def schema_for(purpose: FormPurpose, question: Question | None = None, own: JsonSchema | None = None) -> dict[str, Any]:
    """The JSON schema of a reply, self-contained: no references, nothing optional, nothing extra.

    Args:
        purpose: what the reply is for.
        question: narrows answers and positions to what it admits; None gives the general form.
        own: a member's own schema, which stands in for ours where it answers or revises.
    """
    answers = purpose in {"answer", "revise"}
    if own is not None and answers:
        return dict(own)
    raw = FORMS[purpose].model_json_schema()
    if question is not None and question.kind != "open" and answers:
        del raw["properties"]["stance"]
    schema: dict[str, Any] = _inlined(raw, raw.get("$defs", {}), positions_of(question))
    if answers:
        free = question is None or question.kind == "open"
        schema["properties"]["answer"] = _enumerated((), True) if free else _enumerated(positions_of(question), True)
    return schema


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
    # A subclass's fields come after its parent's, but what is concluded must come after every reason.
    last = {name: fields.pop(name) for name in _CONCLUSION if name in fields and "answer" in node["properties"]}
    ordered = fields | last
    if "position" in ordered:
        ordered["position"] = _enumerated(positions, "anyOf" in ordered["position"])
    return {"type": "object", "properties": ordered, "required": list(ordered), "additionalProperties": False}


def _enumerated(words: Sequence[str], nullable: bool) -> dict[str, Any]:
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
    "literal_error": "one_of",
    "one_of": "one_of",
}


def _problem(error: ErrorDetails, language: Language) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"]]
    path = "".join(steps).lstrip(".") or say("prompting.reply", language)
    absent = error["type"] == "string_type" and error["input"] is None
    key = "missing" if absent else _PROBLEMS.get(error["type"], "invalid")
    context = error.get("ctx", {})
    allowed = context.get("allowed", context.get("expected", ""))
    return say(f"prompting.{key}", language, path=path, allowed=allowed, why=error["msg"])
