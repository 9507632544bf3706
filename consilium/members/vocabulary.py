"""The words models answer with: what they mean, how they are spelt, and what stands for nothing.

Reading is lenient where models are sloppy about shape and strict about meaning: every spelling listed
here means one word and no other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from consilium.deciding.positions import STANCES
from consilium.types.question import Question

CONFIDENCE: Mapping[str, float] = {"almost_certain": 0.95, "likely": 0.75, "open": 0.5, "unlikely": 0.25}
"""What each confidence word means: of a hundred such answers, this share is right."""

SIDES = ("attack", "support")
"""What a point of a critique does to the claim it is about."""

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

_LOOKALIKE = str.maketrans("авсекмнорт", "abcekmhopt")
"""Models writing Russian take the Cyrillic letter that looks like the label."""


def tidy(value: object) -> str:
    """Words alone: no case, punctuation, markdown or underscores; ``ё`` folded."""
    return " ".join(re.findall(r"\w+", str(value).casefold().replace("ё", "е").replace("_", " ")))


def spelt(value: object, allowed: Sequence[str]) -> str | None:
    """The allowed word that ``value`` spells, None where it spells none of them."""
    spoken = tidy(value)
    return next((word for word in allowed if spoken in {tidy(word), *_SPELLINGS.get(word, "").split("|")}), None)


def means(value: object, word: str) -> bool:
    """Whether ``value`` is null or spells ``word``; ``""`` and ``own`` are the words for nothing."""
    return value is None or (isinstance(value, str) and spelt(value, [word]) is not None)


def confidence_from(value: object) -> float:
    """A confidence in [0, 1] from a word or a number, however a model writes it.

    Raises:
        ValueError: it is neither one of the words nor a number in 0..1 or 0..100.

    >>> confidence_from("almost certain"), confidence_from("80 %"), confidence_from("вряд ли")
    (0.95, 0.8, 0.25)
    """
    if word := spelt(value, list(CONFIDENCE)):
        return CONFIDENCE[word]
    text = str(value).strip()
    number = float(text.rstrip("% ").replace(",", "."))
    share = number / 100 if number > 1 or text.endswith("%") else number
    if not (math.isfinite(share) and 0.0 <= share <= 1.0):
        raise ValueError(text)
    return share


def as_text(value: object) -> object:
    """Text from what may be null, a number, or a list of lines; anything else is left to be refused."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(str(as_text(item)) for item in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else value


def as_list(value: object) -> list[object]:
    """A list from a list, a lone item or null; items that hold nothing are dropped."""
    items = value if isinstance(value, (list, tuple)) else [value]
    return [item for item in items if item not in (None, "", {}, [])]


def as_flag(value: object) -> object:
    """A truth value from "yes", «да», null and the like; anything else is left to be refused."""
    return {"yes": True, "no": False}.get(spelt(value or "no", ("yes", "no")) or "", value)


def positions_of(question: Question | None) -> tuple[str, ...]:
    """The positions a question admits; empty where any text is one (numbers, expressions)."""
    if question is None:
        return ()
    return question.labels if question.kind == "choice" else _POSITIONS.get(question.kind, ())


def position_in(value: object, question: Question) -> str | None:
    """The one of the question's positions that a reply's words name, None where they name none."""
    if question.kind == "choice":
        return _labelled(str(as_text(value)), question)
    allowed = positions_of(question)
    return spelt(value, allowed) or spelt(re.split(r"[,.;:(–—]", str(value), maxsplit=1)[0], allowed)


def _labelled(text: str, question: Question) -> str | None:
    """The option's label in "B", "b)", "Option B", "B) its text", "its text" or a Cyrillic "В"."""
    labels = {label.casefold(): label for label in question.labels}
    texts = {tidy(option.text): option.label for option in question.options}
    bare = re.sub(r"^(option|answer|вариант|ответ)\b\W*", "", text.strip(" *_`\"'«»([."), flags=re.IGNORECASE)
    if bare.casefold() not in labels and tidy(bare) in texts:
        return texts[tidy(bare)]
    match = re.match(r"(\w+)[*_]*\s*(?:[).:\]–—-]+(.*))?$", bare, flags=re.DOTALL)
    if match is None:
        return None
    head, rest = match[1].casefold(), tidy(match[2] or "")
    label = labels.get(head) or labels.get(head.translate(_LOOKALIKE))
    return label if texts.get(rest, label) == label else None
