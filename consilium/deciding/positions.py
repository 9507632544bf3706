"""Same answer, same position: what an answer in words amounts to.

The forms are the contract's: a choice's label, ``yes``/``no``/``maybe``, a canonical number with its
unit, a canonical expression, and for open questions the stance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from consilium.types.question import AnswerKind, Question

_WORDS = {
    "yes": ("yes", "y", "true", "да", "верно", "правда", "так"),
    "no": ("no", "n", "false", "нет", "неверно", "неправда", "ложь"),
    "maybe": ("maybe", "unclear", "uncertain", "perhaps", "возможно", "неясно", "может быть", "неизвестно"),
}
_BY_WORD = {word: position for position, words in _WORDS.items() for word in words}

STANCES = ("supports", "opposes", "depends", "undecided")

_NUMBER = re.compile(r"[-+−–]?(?:\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?(?:[eE][-+]?\d+)?")
_CURRENCY = "$€£₽¥"


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
    return _READERS[question.kind](answer)


def _choice(question: Question, answer: str) -> str | None:
    text = answer.strip().strip("*_`\"'«»").strip()
    by_label = {label.casefold(): label for label in question.labels}
    labelled = re.match(r"^[\[(]?\s*(\w+)\s*[\])]?(?:[.:)\]\-–—\s]|$)", text)
    if labelled and labelled.group(1).casefold() in by_label:
        return by_label[labelled.group(1).casefold()]
    wanted = _folded(text)
    same = [option.label for option in question.options if _folded(option.text) == wanted]
    return same[0] if len(same) == 1 else None


def _yes_no(answer: str) -> str | None:
    position = _yes_no_maybe(answer)
    return position if position != "maybe" else None


def _yes_no_maybe(answer: str) -> str | None:
    words = re.findall(r"\w+", _folded(answer))
    if not words:
        return None
    return _BY_WORD.get(" ".join(words)) or _BY_WORD.get(" ".join(words[:2])) or _BY_WORD.get(words[0])


def _number(answer: str) -> str | None:
    """Digits without separators, trailing zeros or currency signs, then the unit in lower case."""
    text = unicodedata.normalize("NFKC", answer).replace("\\", " ")
    found = _NUMBER.search(text)
    if not found:
        return None
    digits = _canonical_digits(found.group())
    if digits is None:
        return None
    unit = text[found.end() :].strip(" .,;$*}") if len(_NUMBER.findall(text)) == 1 else ""
    return " ".join([digits, *_folded(unit.strip(_CURRENCY)).split()])


def _canonical_digits(text: str) -> str | None:
    plain = re.sub(r"[ \u00a0\u202f]", "", text).replace("−", "-").replace("–", "-")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return f"{value.normalize():f}" if value else "0"


def _expression(answer: str) -> str | None:
    """The expression without mathematics marks and spaces; a plain number reads as a number."""
    text = answer.strip().strip("$").strip()
    text = re.sub(r"^\\boxed\{(.*)\}$", r"\1", text)
    text = re.sub(r"\\(?:left|right|[,;!:]|displaystyle)", "", text).replace("\\dfrac", "\\frac")
    text = re.sub(r"\s+", "", text).rstrip(".")
    if _NUMBER.fullmatch(text):
        return _canonical_digits(text)
    return text or None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").strip(" .!").split())


_READERS: dict[AnswerKind, Callable[[str], str | None]] = {
    "yes_no": _yes_no,
    "yes_no_maybe": _yes_no_maybe,
    "number": _number,
    "expression": _expression,
}
