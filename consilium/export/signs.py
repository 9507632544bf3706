"""Names of the signs in results, in words: where a sign was seen, and what it is."""

from __future__ import annotations

from consilium.types.question import Language
from consilium.wording import say


def sign_name(name: str, language: Language) -> str:
    """What a sign's name means.

    >>> sign_name("near null", "en"), sign_name("improves*balance", "en")
    ('near the question: nothing found', 'question asks whether it improves × balance of findings')
    """
    first, _, second = name.partition("*")
    if second:
        return f"{_form(first, language)} × {_plain(second, language)}"
    where, _, what = name.partition(" ")
    if where == "form":
        return _form(what, language)
    if where in {"mean", "near"} and name != "near balance":
        return say(f"explain.where_{where}", language, what=_plain(what, language))
    return _plain(name, language)


def _form(name: str, language: Language) -> str:
    return say(f"explain.form_{name}", language)


def _plain(name: str, language: Language) -> str:
    return say(f"explain.sign_{name.replace(' ', '_')}", language)
