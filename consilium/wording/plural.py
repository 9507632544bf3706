"""Plural forms: English has two, Russian has three."""

from __future__ import annotations

from consilium.types.question import Language


def counted(number: int, forms: str, language: Language) -> str:
    """A number with its noun: ``counted(3, "claim|claims", "en")`` gives ``3 claims``.

    Args:
        number: how many.
        forms: ``one|many`` in English, ``один|два|пять`` forms in Russian.
        language: whose rule applies.

    >>> counted(21, "голос|голоса|голосов", "ru")
    '21 голос'
    >>> counted(12, "голос|голоса|голосов", "ru")
    '12 голосов'
    """
    variants = forms.split("|")
    if language == "en":
        return f"{number} {variants[0] if number == 1 else variants[-1]}"
    return f"{number} {variants[_russian_form(abs(number))]}"


def _russian_form(number: int) -> int:
    last, last_two = number % 10, number % 100
    if last == 1 and last_two != 11:  # noqa: PLR2004  the rule is about these very digits
        return 0
    if 2 <= last <= 4 and not 12 <= last_two <= 14:  # noqa: PLR2004
        return 1
    return 2
