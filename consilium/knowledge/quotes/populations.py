"""Who a statement speaks of, as far as it says."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.knowledge.quotes.signs import begins
from consilium.knowledge.quotes.tokens import tokens

_SIDES = {
    "sex": {
        "women": "женщин девуш девочк бегунь спортсменк лыжниц пловчих =women =woman female =girl =girls",
        "men": "мужчин юнош мальчик =men =man male =males =boy =boys",
    },
    "age": {
        "children": "дети детей детям детьми =детях ребен школьник child schoolchild pediatric paediatric infant",
        "adolescents": "подрост юнош девуш adolesc teen =youth",
        "adults": "взросл adult",
        "young": "молод =young =younger",
        "old": "пожил старше старик elder older =old =seniors",
    },
    "training": {
        "trained": "тренированн высокотренирован спортсмен элитн опытн профессионал =trained athlet elite professional"
        " competitive experienced игрок футболист player",
        "untrained": "нетренирован начинающ новичк новичок сидяч малоподвиж untrained sedentary"
        " novic beginner inactive",
        "recreational": "любител recreation amateur",
    },
    "health": {
        "healthy": "здоров =healthy",
        "ill": "больн пациент patient =ill diabetic диабетик",
    },
    "weight": {"obese": "ожирен полн obes overweight", "lean": "худ =lean"},
    "sport": {
        "runners": "бегун бегунь runner",
        "swimmers": "пловц пловчих swimmer",
        "cyclists": "велосипедист велогонщ cyclist =riders",
        "rowers": "гребц rower",
        "skiers": "лыжник лыжниц skier",
        "footballers": "футболист football soccer",
    },
    "species": {
        "animals": "мыш крыс животн =mice =mouse =rat =rats animal murine",
        "humans": "люд человек =human =humans people",
    },
}
_PATTERNS = {axis: {side: begins(entries) for side, entries in sides.items()} for axis, sides in _SIDES.items()}

# An adolescent girl is no grown woman, but a young woman is an adult: these may stand for one another.
_TOGETHER = ({"adults", "young"}, {"adults", "old"}, {"children", "adolescents"}, {"young", "adolescents"})


def populations(text: str) -> Mapping[str, frozenset[str]]:
    """The groups that a text names, by what they are told apart by: sex, age, training, health, sport, species."""
    words = set(tokens(text).words)
    found = {
        axis: frozenset(side for side, pattern in sides.items() if any(map(pattern.match, words)))
        for axis, sides in _PATTERNS.items()
    }
    return {axis: sides for axis, sides in found.items() if sides}


def swapped(claim: Mapping[str, frozenset[str]], quote: Mapping[str, frozenset[str]]) -> tuple[str, str]:
    """A group that the claim speaks of and the quotation does not, and whom it speaks of instead; empty if none."""
    for axis, sides in claim.items():
        theirs = quote.get(axis, frozenset())
        for side in sorted(sides - theirs):
            if theirs and not any({side, other} in _TOGETHER for other in theirs):
                return side, ", ".join(sorted(theirs))
    return "", ""


def group_of(word: str) -> str:
    """The one group that a folded word names; empty for other words, "people" for those who are anybody."""
    if _ANYBODY.match(word):
        return "anybody"
    return next((side for sides in _PATTERNS.values() for side, pattern in sides.items() if pattern.match(word)), "")


_ANYBODY = begins("участник испытуем доброволь participant subject volunteer individual")
