"""Who was studied, in a paper's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from consilium.knowledge.readers.composing import sentence_ends

LONGEST_CHARS = 240

_LABELLED = re.compile(
    r"\b(?:participants?|patients?|subjects?|population|sample|probands|volunteers)\b|участник|пациент|испытуем"
    r"|выборк",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d[\d,\s]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a|one|two|three|four"
    r"|five) hundred)(?:-\w+)?"
)
_NOUN = (
    r"(?:patients?|participants?|subjects?|volunteers?|women|men|adults?|children|infants?|neonates|newborns"
    r"|adolescents?|people|persons?"
    r"|individuals|athletes?|players?|\w+ballers?|runners?|rowers?|skiers?|cyclists?|swimmers?|students?|boys"
    r"|girls|residents?|workers"
    r"|respondents?|physicians?|nurses"
    r"|smokers|survivors|rats|mice|dogs|pigs|rabbits)\b"
)
_RUSSIAN_NOUN = (
    r"(?:пациент|участни|испытуем|доброволь|женщин|мужчин|спортсмен|бегун|велосипедист|пловц|лыжник|студент"
    r"|дет(?:ей|и)\b|подростк|человек"
    r"|больн|здоров|крыс|мыш)\w*"
)
_COUNTED = re.compile(
    rf"(?<![\w.])(?:{_NUMBER} (?:[\w-]+,? ){{0,5}}?{_NOUN}|\d[\d\s]* (?:[\w-]+,? ){{0,5}}?{_RUSSIAN_NOUN})",
    re.IGNORECASE,
)

_NAMED = re.compile(rf"(?<!\w)(?:{_NOUN}|{_RUSSIAN_NOUN})", re.IGNORECASE)


def population_of(parts: Sequence[tuple[str, str]], methods: str) -> str:
    """The sentence that says who was studied; one that counts them comes before one that only names them.

    At most ``LONGEST_CHARS`` long; empty where none does.

    Args:
        parts: raw label and text of each part of an abstract.
        methods: the text of what is labelled as methods, or the whole abstract where nothing is.

    >>> population_of([], "This was a trial. Twelve well-trained male runners took part. They ran.")
    'Twelve well-trained male runners took part.'
    """
    for label, text in parts:
        if _LABELLED.search(label) and "method" not in label.casefold() and "метод" not in label.casefold():
            return _short(_sentences(text)[0])
    sentences = _sentences(methods)
    found = (sentence for pattern in (_COUNTED, _NAMED) for sentence in sentences if pattern.search(sentence))
    return _short(next(found, ""))


def _sentences(text: str) -> list[str]:
    borders = [0, *sentence_ends(text), len(text)]
    return [text[start:end].strip() for start, end in pairwise(borders)]


def _short(sentence: str) -> str:
    """A sentence, cut between words where it is too long."""
    if len(sentence) <= LONGEST_CHARS:
        return sentence
    return sentence[:LONGEST_CHARS].rpartition(" ")[0].rstrip(",;:") + " …"
