"""Which way a statement goes: up, down, nothing changes, said or denied; clause by clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from consilium.knowledge.quotes.tokens import tokens
from consilium.knowledge.quotes.topics import begins, topics

State = Literal["up", "down", "not up", "not down", "unchanged", "changed", "said", "denied", "open"]

_UP = begins(
    """увелич повыс повыш возрос возрастает возрастал возрастают вырос вырас растет растут росл улучш усил ускор подня
    подним превыс превыш больше выше быстрее сильнее лучше =лучшей =лучшая =лучший дольше чаще =дольше легко
    положительн полезн выгодн безопасн помога способству защища предотвращ предотвр удлин прибав больш =больший
    increas =rise =rises =rose =risen raise rais grew =grow =grows =grown improv enhanc boost elevat accelerat
    augment =more =higher =greater =better =best =longer =faster =stronger =larger =easy =easily =positively
    =positive benefi =safe =safely help promot prevent exceed widen extend advantage superior =most"""
)
_DOWN = begins(
    """уменьш сниж сниз пада упал упад ухудш ослаб замедл опуст сокра меньше ниже медленнее слабее хуже короче реже
    трудн =тяжело отрицательн вред навред мешает тормоз потерял теряет теряют утрат угнета подавл опасн меньш
    decreas reduc lower =fall =falls =fell =fallen declin diminish drop impair compromis worsen worse attenuat blunt
    suppress inhibit =less =fewer =smaller =slower =shorter =weaker =hard =difficult =negatively =negative harm lost
    =lose =loses detriment deteriorat hinder dangerous unsafe shorten =least decrement inferior"""
)
_NEUTRAL = begins(
    """измен меняет менял меняют влия повлия отлич различ завис сказыва эффект действу воздейств
    chang =alter =alters =altered differ affect influenc depend =effect =effects =impact unaltered correl коррел"""
)
_FLAT = begins("неизмен прежн сохран стабильн unchanged unaffected unaltered stable =kept =keep =keeps maintain remain")
_NO = begins(
    """=не =ни =нет =без =нельзя никак никогда никто ничто ничего отсутств незначим недостовер
    =not =no =nor =never =cannot =without =neither =nobody =nothing =none fail absence unable =lack
    =lacks =lacked insignific nonsignific unlikely"""
)
_OPEN = re.compile(
    r"\b(?:unknown|unclear|(?:not|yet to be|remains? to be) (?:known|clear|seen|established|determined|studied)"
    r"|uncertain|неизвестн\w+|не известно|неясн\w+|не ясно|не изучен\w*|предстоит (?:выяснить|узнать|изучить))"
)
_CONCORD = begins("=ни ника никто никого ничто ничего никогда none neither =nor")
_COMPARED = re.compile(
    r"\b(?:no (?:more|longer|less|fewer) than|not (?:more|less) than|at (?:least|most)|(?:more|less|fewer|longer|higher"
    r"|lower|greater) than(?= [\d<>])|не (?:более|менее|больше|меньше|выше|ниже)(?: чем)?"
    r"|(?:более|менее|больше|меньше|свыше|выше|ниже)(?= \d)|(?<=[\d%] )(?:и|или) (?:более|менее|больше|выше)"
    r"|(?<=\bg )(?:or|and) more|(?<=kg )(?:or|and) (?:more|above)|(?<=% )(?:or|and) more|or more|not only|не только"
    r"|(?:the )?most (?:effective|common|important|often)|at the same|на той же|one or more"
    r"|falls (?:at|within|between|into))\b"
)
_CLAUSE = re.compile(
    r"[;:—]\s+|,?\s+(?:but|whereas|although|though|while|however|yet|однако|но|хотя|тогда как|при этом|причем)\s+"
    r"|\s(?=(?:without|без)\s)|,\s+(?=а\s)|,\s+(?:and|и)\s+|\s(?:and|и)\s+(?=(?:did|does|do|was|were|had|has|left|не|no|not|cause|at)\b)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a statement: its words, what it is about (its own words and the subject), and which way it goes."""

    text: str
    about: frozenset[str]
    state: State


def clauses(text: str) -> list[Clause]:
    """The clauses of a statement, at semicolons and words such as "but" and «хотя»; all have the first's subject."""
    plain = text.casefold().replace("ё", "е")
    parts = [part for part in _CLAUSE.split(plain) if part and re.search(r"[^\W\d]{2}", part)]
    subject = topics(_before_verdict(parts[0])) if len(parts) > 1 else frozenset[str]()
    return [Clause(part, topics(part) | subject, state(part)) for part in parts]


def _before_verdict(text: str) -> str:
    """A clause up to its first word of direction, change or denial: who or what it speaks of."""
    read = tokens(text)
    turns = (place for word, place in zip(read.words, read.starts, strict=True) if _turns(word))
    return text[: next(turns, len(text))]


def sign_of(word: str) -> int:
    """1 for a word that goes up, −1 for one that goes down, 0 for others."""
    return 1 if _UP.match(word) else -1 if _DOWN.match(word) else 0


def _turns(word: str) -> bool:
    return any(pattern.match(word) for pattern in (_UP, _DOWN, _NEUTRAL, _FLAT, _NO)) or word.endswith("n't")


def state(text: str) -> State:
    """Which way a clause goes, by its words of direction and its denials.

    Two turns make the opposite of one: "attenuated the increase" goes down, "tends to lose less" up.
    """
    if _OPEN.search(text):
        return "open"
    words = tokens(_COMPARED.sub(" ", text)).words
    denied = _denials(words)
    signs = [sign for word in words if (sign := sign_of(word))]
    if any(map(_FLAT.match, words)) and not signs:
        return "changed" if denied else "unchanged"
    if signs:
        up = sum(sign < 0 for sign in signs) % 2 == 0
        if denied:
            return "not up" if up else "not down"
        return "up" if up else "down"
    if any(map(_NEUTRAL.match, words)):
        return "unchanged" if denied else "changed"
    return "denied" if denied else "said"


def _denials(words: Sequence[str]) -> bool:
    """Whether a clause is denied; «ни один не» and "neither … nor" deny once, two other denials cancel out."""
    plain = sum(1 for word in words if (_NO.match(word) or word.endswith("n't")) and not _CONCORD.match(word))
    concord = any(map(_CONCORD.match, words))
    return plain % 2 == 1 or (plain == 0 and concord)


_OPPOSED: frozenset[frozenset[State]] = frozenset(
    frozenset(pair)
    for pair in (
        ("up", "down"),
        ("up", "not up"),
        ("up", "not down"),
        ("up", "unchanged"),
        ("up", "denied"),
        ("down", "not up"),
        ("down", "not down"),
        ("down", "unchanged"),
        ("down", "denied"),
        ("changed", "unchanged"),
        ("changed", "not up"),
        ("changed", "not down"),
        ("said", "denied"),
        ("said", "not up"),
        ("said", "not down"),
    )
)


def settles(claim: State, quote: State) -> bool:
    """Whether a quotation goes into what a claim says: not where it leaves it open, or says nothing of a change."""
    if "open" in {claim, quote}:
        return claim == quote
    return (claim in _TURNED) == (quote in _TURNED)


_TURNED: frozenset[State] = frozenset(("up", "down", "not up", "not down", "unchanged", "changed"))


def opposed(one: State, other: State) -> bool:
    """Whether two statements about the same thing cannot both be what a quotation bears out."""
    return frozenset((one, other)) in _OPPOSED
