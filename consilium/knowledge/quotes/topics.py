"""What a sentence is about, in ideas that Russian and English share."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import Prefix

from consilium.knowledge.quotes.quantities import UNITS, number_in_words
from consilium.knowledge.quotes.signs import begins, turns
from consilium.knowledge.quotes.tokens import tokens
from consilium.knowledge.stemming import stem

_SHORTEST_STEM = 5
_LONGEST_ENDING = 3
_CONCEPTS = Path(__file__).parent / "concepts.tsv"

# Words without a topic of their own; those of direction and degree are weighed by other rules.
_EMPTY = frozenset(
    """significant significantly statistically значимо достоверно статистически a an the and or but of in on at to for
    from by with without as than that this these those it its they their there he she we is are was were be been
    being am has have had do does did done not no nor never neither none any each both either such same other up
    about around over under above below after before during between within against per into out also only very most
    more less least much many may might can could will would should must seem seems appear appears usually generally
    often found find finds report reports reported conclude concluded show showed shown states say said overall
    further extra additional added bring brings brought produce produces produced give gives gave given left leave
    make makes made get got lie lies take takes took use used using one two three four five six seven eight nine ten
    once if when while although whereas because therefore thus which who whose what how why where и а но или либо же
    ли бы не ни нет без в во на с со к ко у о об от до по при про за из изо над под перед между через для ради после
    как чем что чтобы это этот эта эти этого той того тех том тем те та тот такой такая так тоже также же уже еще
    лишь только даже очень самый самая самое самой самым самые более менее около примерно почти может могут можно
    возможно вероятно видимо обычно правило правила часто был была было были быть есть будет стал стала стали нашел
    нашла нашли оценил показал показало заключил сообщает признает назвал дает дают давал давало давала дал дали
    дальнейший дальнейшее дальнейшего дополнительный дополнительное он она оно они его ее их им ими который которая
    которое которые которых свой своя один одна одно два две три четыре пять шесть семь восемь девять десять восьми
    other all some сам сама само все всю если когда пока хотя причем потому поэтому все всех всем весь всего всегда
    тем лет раз раза том""".split()
)


def topics(text: str) -> frozenset[str]:
    """The ideas of a text: a concept's name where the word has one, else the word's stem."""
    return frozenset(
        idea for word in tokens(text).words if word[0] != "#" and not _without_topic(word) for idea in _ideas(word)
    )


def _without_topic(word: str) -> bool:
    """Whether a word is weighed by another rule, or by none: which way things go must not make strangers alike."""
    return word in _EMPTY or word in UNITS or bool(number_in_words(word)) or turns(word)


@lru_cache(maxsize=16384)
def _ideas(word: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _concepts() if pattern.match(word)) or (stem(word),)


def shared(claim: frozenset[str], quote: frozenset[str]) -> frozenset[str]:
    """The ideas of a claim that its quotation names, in another form of the word as well: predict, predictor."""
    return frozenset(idea for idea in claim if idea in quote or any(_akin(idea, other) for other in quote))


def _akin(one: str, other: str) -> bool:
    alike = Prefix.similarity(one, other)
    return alike >= _SHORTEST_STEM and max(len(one), len(other)) - alike <= _LONGEST_ENDING


def known(idea: str) -> bool:
    """Whether an idea has words in both languages here, so that its absence in the other one tells something."""
    return idea in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(name for name, _ in _concepts())


@cache
def _concepts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in _CONCEPTS.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return tuple((name, begins(entries)) for name, entries in rows)
