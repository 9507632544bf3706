"""Which way a sentence goes: by the words of its main clause, by its numbers, by what it compares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from consilium.argument.reading.amounts import Amount
from consilium.argument.reading.comparing import Compared
from consilium.argument.reading.ideas import Idea
from consilium.argument.reading.plain import Word
from consilium.argument.reading.ways import Turn, Way, way_of
from consilium.types.statement import ClaimKind


def heading(
    bare: str,
    words: Sequence[Word],
    left: Sequence[Word],
    ideas: Sequence[Idea],
    amounts: Sequence[Amount],
    kind: ClaimKind,
) -> Way:
    """Which way a statement goes, by the words of its main clause that name nothing."""
    text = _without(bare, amounts)
    named = {place for idea in ideas if idea.key or " " in idea.stem for place in range(idea.start, idea.end)}
    aside = {place for found in _SUBORDINATE.finditer(bare) for place in range(*found.span())}
    aside |= {found.end() for found in _RATED.finditer(bare)}
    verbs = [word for word in words if word.start not in named and (word in left or turns_in_number(word.text))]
    if kind == "mechanism":
        # How something works is named by such verbs, and is no more or less of it.
        verbs, left = (
            [word for word in every if not word.text.startswith(("stimul", "стимул"))] for every in (verbs, left)
        )
    main = [word.text for word in verbs if word.start not in aside]
    missing = ["not"] if kind == "limitation" and _WITHOUT.search(bare) else []
    way = way_of(text, [*main, *missing])
    if kind == "recommendation" and way.merit:
        return way_of(text, [verb for verb in main if not _BEST.match(verb)])
    if way.turn in {"said", "denied"} and kind != "mechanism":
        # A subordinate clause or a name may hold the only turn there is: muscle growth.
        every = [word.text for word in (verbs if aside else left) if word in left]
        way = way_of(text, [*every, *missing])
    return _by_numbers(way, amounts) if way.turn == "said" else way


def _by_numbers(way: Way, amounts: Sequence[Amount]) -> Way:
    """The way that numbers tell where no word does: half the risk, twice the risk."""
    if any(amount.written == (_HALF, "%") for amount in amounts):
        return Way("down")
    return Way("up") if any(amount.unit == ("times",) and amount.value > 1 for amount in amounts) else way


_WITHOUT: Final = re.compile(r"\b(?:without|без)\b")
_SUBORDINATE: Final = re.compile(
    r"\b(?:when|whenever|if|once|если|когда)\s(?P<what>[^,;]*)|^(?P<lead>(?:reducing|lowering|cutting|increasing"
    r"|raising"
    r"|restricting|снижение|уменьшение|увеличение|повышение|сокращение|ограничение)(?=\s.*\s)(?!.*\bна \d))"
)
"""Clauses and openings whose turns are conditions: reducing carbohydrate impairs …"""
_HALF: Final = 50.0
_RATED: Final = re.compile(
    r"\b(?:risks? of|rates? of|number of|incidence of|риск\w{0,3}|частот\w{1,3}|числ\w{1,2}) (?:\w+ые |\w+ых )?"
)
"""Before what is counted, and neither rises nor falls: the risk of falls."""
_BEST: Final = re.compile(r"best|better|лучш|оптим|optim|wors|хуж")


def turns_in_number(word: str) -> bool:
    """Whether a number in a word is a turn, too: halve, удваивает."""
    return word.startswith(("halv", "doubl", "tripl", "удва", "утра"))


def _without(text: str, amounts: Sequence[Amount]) -> str:
    for amount in reversed(amounts):
        text = f"{text[: amount.start]} {text[amount.end :]}"
    return text


def compared_heading(bare: str, way: Way, compared: Compared | None) -> Way:
    """The way of a comparison whose mark tells it: уступает, superior to."""
    if compared and compared.mark in _RULED_OUT and way.turn in {"not up", "not down", "denied"}:
        # What is denied there is the other thing: this one, and not that.
        way = Way(_HELD[way.turn], way.merit)
    if compared and way.turn in {"up", "down"} and _EFFECT.search(bare):
        return Way(way.turn, True)
    if not compared or not compared.sign or way.turn not in {"said", "denied", "up", "not up", "changed"}:
        return way
    denied = way.turn in {"denied", "not up"}
    if compared.sign > 0:
        return Way("not up" if denied else "up", True)
    return Way("not down" if denied else "down", True)


_RULED_OUT: Final = frozenset(("а не", "rather than", "instead of", "вместо"))
_HELD: Final[dict[str, Turn]] = {"not up": "up", "not down": "down", "denied": "said"}
_EFFECT: Final = re.compile(
    r"\b(?:strong|larg|great|big|clear)\w* (?:effects?|influence|impact|benefits?|choice|results?)\b"
    r"|\b(?:effects?|influence|impact|benefits?)\b.*\b(?:stronger|larger|greater|bigger)\b"
    r"|\b(?:сильнее|больше)\b.*\b(?:влия|действу|воздейству|помога)\w+|\b(?:влия|действ|воздейств)\w+.*\bсильнее\b"
    r"|\bбольш\w+ (?:эффект|польз|влияни|отдач|результат)\w*|\b(?:эффект|польз|влияни|отдач)\w*.*\b(?:больше|сильнее"
    r"|выше)\b"
)
"""A larger effect is a better one, whichever way its outcome goes."""
