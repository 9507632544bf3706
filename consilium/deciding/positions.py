"""Same answer, same position: what an answer in words amounts to.

The forms are the contract's: a choice's label, ``yes``/``no``/``maybe``, a canonical number with its
unit, a canonical expression, and for open questions the stance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from consilium.deciding.expressions import canonical_expression
from consilium.deciding.numbers import boxed, canonical_number
from consilium.types.question import AnswerKind, Language, Question

_WORDS = {
    "yes": ("yes", "y", "true", "да", "верно", "правда", "так"),
    "no": ("no", "n", "false", "нет", "неверно", "неправда", "ложь"),
    "maybe": (
        "maybe", "unclear", "uncertain", "perhaps", "возможно", "неясно", "может быть", "неизвестно", "не ясно",
        "не известно", "not sure", "not clear", "it depends", "зависит", "yes and no", "и да и нет", "и да, и нет",
    ),
}  # fmt: skip
_BY_WORD = {word: position for position, words in _WORDS.items() for word in words}

# Openings that say something else than their first word does.
_OPENINGS = {
    "no doubt": "yes",
    "no question": "yes",
    "нет сомнений": "yes",
    "no evidence": "maybe",
    "no data": "maybe",
    "no consensus": "maybe",
    "no clear": "maybe",
    "нет данных": "maybe",
    "нет доказательств": "maybe",
    "нет единого": "maybe",
    "нет ясного": "maybe",
}

# Words that answer only when nothing but a mark follows: "так" alone agrees, "так как" does not.
_ALONE = frozenset({"y", "n", "true", "false", "так", "правда", "неправда", "ложь", "верно", "неверно", "зависит"})

STANCES = ("supports", "opposes", "depends", "undecided")

_CALLED = (
    r"(?:the\s+)?(?:(?:final|correct|best)\s+)?(?:answer|option|choice)(?:\s+is)?|(?:правильный\s+)?(?:ответ|вариант)"
)
_LEAD = re.compile(rf"^(?:{_CALLED})\s*[:=\-–—]?\s+", re.IGNORECASE)
_LABELLED = re.compile(r"^[\[(]?\s*(\w+)\s*(?:$|[\])]|[.:](?!\d)|\s[-–—]\s|[-–—]\s|(?P<bare>\s))")

# Labels that are also words a sentence may begin with: "A slow rise", «В целом».
_ALSO_WORDS = frozenset("a i а в и к о с у я".split())
_LOOKALIKE = str.maketrans("авсекмнортхуАВСЕКМНОРТХУ", "abcekmhoptxyABCEKMHOPTXY")


def position_of(question: Question, answer: str | None, stance: str = "") -> str | None:
    """The position an answer takes on a question; None where it takes none that can be recognised.

    Args:
        question: gives the kind and, for a choice, the options.
        answer: the member's answer in its own words.
        stance: the stance field of an open answer.
    """
    if answer is None or not answer.strip():
        return None
    if question.kind == "open":
        return stance if stance in STANCES else "undecided"
    if question.kind == "choice":
        return _choice(question, answer)
    return _READERS[question.kind](answer, question.language)


def _choice(question: Question, answer: str) -> str | None:
    text = _LEAD.sub("", _unmarked(boxed(answer)))
    wanted = _folded(text)
    same = [option.label for option in question.options if _folded(option.text) == wanted]
    if len(same) == 1:
        return same[0]
    by_label = {_folded(label): label for label in question.labels}
    if wanted in by_label:
        return by_label[wanted]
    return _labelled(by_label, text) or _labelled(by_label, text.translate(_LOOKALIKE))


def _labelled(by_label: dict[str, str], text: str) -> str | None:
    """The option whose label the answer begins with."""
    found = _LABELLED.match(text)
    label = _folded(found.group(1)) if found else ""
    if not found or label not in by_label:
        return None
    return None if found["bare"] and label in _ALSO_WORDS else by_label[label]


def _yes_no(answer: str, language: Language) -> str | None:
    position = _yes_no_maybe(answer, language)
    return position if position != "maybe" else None


def _yes_no_maybe(answer: str, language: Language) -> str | None:
    del language  # people answer in either
    text = _folded(_LEAD.sub("", _unmarked(re.sub(r"\\text\w*", "", boxed(answer)).strip("{}$ "))))
    if text in _BY_WORD:
        return _BY_WORD[text]
    words = re.findall(r"\w+", text)
    if not words or {"yes", "no"} <= set(words) <= {*_WORDS, "or"} or words[:2] in (["yes", "no"], ["да", "нет"]):
        return None  # the form's own words, given back
    opening = " ".join(words[:2])
    if opening in _OPENINGS and not re.match(r"\w+\W*[,.:;!—–-]", text):
        return _OPENINGS[opening]
    if words[0] in _ALONE:
        return _BY_WORD[words[0]] if re.match(r"\w+\s*(?:[,.:;!(—–-]|$)", text) else None
    return _BY_WORD.get(opening) or _BY_WORD.get(words[0])


def _unmarked(text: str) -> str:
    return text.strip().strip("*_`\"'«»“”").strip()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").strip(" .!").split())


_READERS: dict[AnswerKind, Callable[[str, Language], str | None]] = {
    "yes_no": _yes_no,
    "yes_no_maybe": _yes_no_maybe,
    "number": canonical_number,
    "expression": canonical_expression,
}
