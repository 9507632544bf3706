"""Which way a statement goes, and whether its words tell of more and less or of better and worse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from consilium.argument.reading.plain import prefixes, table
from consilium.knowledge.quotes import signs

Turn = Literal["up", "down", "not up", "not down", "none", "changed", "said", "denied", "open"]

_GOOD: Final = prefixes(
    """preferabl предпочтительн
    improv benefi =better =best лучш улучш положительн полезн выгодн эффективн effective favo superior превосход
    optimi оптимиз advantag бережн защищ protect preserv safe безопасн helpful worthwhile""".split()
)
_BAD: Final = prefixes(
    """impair worse worst harm detriment deteriorat negativ compromis хуже ухудш вред отрицательн навред inferior уступа
    опасн dangerous unsafe poor мешает hinder""".split()
)
_UP: Final = prefixes(
    """strengthen укрепл укрепи расшир expand enlarg prolong продлев продли удлин climb surge soar
    upregulat stimulat стимулир набира набрал нараст подраст heighten intensif amplif potentiat lengthen gain
    extra прибав прибыв добавля
    добавил повышен увеличен прирост подъем прогресс =рост =роста =росте =ростом =росту =росли growth =up =adds
    =add drives driven
    boost accelerat ускор speeds sped deepen развива больш more =выше over превыш extend""".split()
)
_DOWN: Final = prefixes(
    """shrink shrank lessen =curb =curbs =cut =cuts =cutting trim slash dampen mitigat alleviat reliev =ease =eases
    =eased
    weaken downregulat deplet erod смягч облегч умеря притуп понижа понизи понижен убыва убавл спада =спад =спада снима
    снимает гасит глушит истощ затрудн minimi =drop =drops dropped halve halving slow замедл prevent предотвр защит убер
    =менее наимен =loss =losses потер падени торм лиша утрач lose losing less меньш мень =ниже fewer resolv passes
    проход скрад
    отнима съеда rarer =rare =sooner =earlier раньше сглаж =down curtail taper сокращ""".split()
)
_NEUTRAL: Final = prefixes("scarcely alter шевел сдвига".split())
_NULL: Final = re.compile(
    r"\b(?:no|without(?: any)?|zero|null|lack of|absence of|without a)\s+(?:\w+\s+){0,3}?(?:effect|influence|impact"
    r"|benefit"
    r"|difference|change|advantage|improvement|increase|gain|reduction|decrease|rise|link|association|relation\w*)s?\b"
    r"|\b(?:нет|никак\w+|без|отсутств\w+)\s+(?:\w+\s+){0,2}?(?:эффект|влияни|польз|различи|разниц|изменени|преимуществ"
    r"|связ|прирост|улучшени|снижени|увеличени|повышени)\w*"
    r"|\b(?:unaffected|unchanged|unaltered|indifferent|неизменн\w+|прежн\w+|(?:the|на) same|нулев\w+)\b"
    r"|\bпрежнем уровне\b|\bоста\w+ (?:на )?(?:прежн|та|тем|не)\w*|\b(?:remain|stay)\w* (?:the same|constant"
    r"|stable|flat|put)\b"
    r"|\b(?:gone|disappears?|disappeared|vanish\w*|исчеза\w+|исчез\w*|пропада\w+)\b"
    r"|\b(?:makes?|made) no (?:\w+ )?difference\b|\bas (?:it|they) (?:was|were)\b|\b(?:intact|untouched|unmoved)\b"
    r"|\bкак был\w*\b|\bбез перемен\b|\b(?:на том же|тот же|таким же|такой же) уров\w+|\bтаким же\b"
    r"|\b(?:so|as) (?:much|good|effective|well|large|great|high|fast|strong|many)\w*\b(?=.*\bas\b)"
    r"|\b(?:equal|equals|equally|identical|comparable|similar|similarly|on par)\b"
    r"|\b(?:так(?:ой|ая|ую|ое|ие) же|так же|одинаков\w+|равн(?:ы|а|о|ый|ая|ое|ой|ым|ую)\b|сопоставим\w+|наравне"
    r"|не хуже и не лучше)\b"
)
_OPEN: Final = re.compile(
    r"\b(?:unknown|unclear|uncertain|inconclusive|(?:not|yet to be|remains? to be|has not been"
    r"|have not been) (?:known|clear"
    r"|seen|established|determined|studied|settled)|неизвестн\w+|неясн\w+|не (?:известно|ясно|изучен\w*|установлен\w*)"
    r"|спорн\w+|предстоит)\b"
)
_FALSE: Final = re.compile(
    r"\b(?:it is (?:not true|false|wrong)|not true|untrue|a myth|неверно|неправда|не верно|миф)\b"
)
_PAIRS: Final = re.compile(
    r"\bnot only\b|\bне только\b|,? (?:а|and|but|rather than|instead of)\s+(?:not|не)\s.*\Z|\brather than\b.*\Z"
    r"|\binstead of\b.*\Z|\bвместо\b.*\Z"
)
_DENIED: Final = prefixes(
    """=не =ни =нет =нельзя никак никогда никто ничто ничего отсутств незначим недостовер
    =not =no =nor =never =cannot =neither =nobody =nothing =none fail absence absent =missing unable =lack =lacks
    =lacked =lacking insignific nonsignific unlikely hardly лишен avoid избега вряд""".split()
)
_HARMLESS: Final = prefixes(
    "help помог помож способств содейств allow позвол often часто чаще common большинств majorit".split()
)


@lru_cache(maxsize=16384)
def turns(word: str) -> bool:
    """Whether a word tells which way a statement goes, or denies."""
    return bool(_sign(word) or _DENIED.match(word) or _flat(word) or signs.is_neutral(word) or _HARMLESS.match(word))


class Way(NamedTuple):
    """Which way a statement goes; ``merit`` where its words say better or worse and not more or less."""

    turn: Turn
    merit: bool = False


def way_of(text: str, words: Sequence[str]) -> Way:
    """Which way a statement goes.

    Args:
        text: plain, without its numbers.
        words: those of it that name nothing: neither its subject nor whom it speaks of.
    """
    if _OPEN.search(text):
        return Way("open")
    false = bool(_FALSE.search(text))
    if _NULL.search(_PAIRS.sub(" ", text)):
        nulled = _denials([word for word in words if word not in {"no", "нет", "без", "without", "никакого"}])
        return Way("changed" if (false != nulled and false) else "none")
    denied = _denials(words) != false
    return _turned(words, denied=denied)


def _turned(words: Sequence[str], *, denied: bool) -> Way:
    found = [(sign, merit) for word in words if not _HARMLESS.match(word) for sign, merit in _sign(word)]
    if not found:
        if any(map(_flat, words)):
            return Way("changed" if denied else "none")
        if any(signs.is_neutral(word) or _NEUTRAL.match(word) for word in words):
            return Way("none" if denied else "changed")
        return Way("denied" if denied else "said")
    down = sum(sign < 0 for sign, _ in found) % 2 == 1
    merit = any(merit for _, merit in found)
    if denied:
        return Way("not down" if down else "not up", merit)
    return Way("down" if down else "up", merit)


def _sign(word: str) -> list[tuple[int, bool]]:
    """The sign of a word, if it has one, and whether it speaks of better and worse."""
    if _GOOD.match(word):
        return [(1, True)]
    if _BAD.match(word):
        return [(-1, True)]
    if _DOWN.match(word) or _listed()["down"].match(word):
        return [(-1, False)]
    if _UP.match(word) or _listed()["up"].match(word):
        return [(1, False)]
    sign = signs.sign_of(word) or signs.sign_of_noun(word)
    return [(sign, False)] if sign else []


@cache
def _listed() -> dict[str, re.Pattern[str]]:
    """The words of the list beside this module, by way."""
    ways = ("up", "down", "none")
    return {way: prefixes(" ".join(row[1] for row in table("directions.tsv") if row[0] == way).split()) for way in ways}


def _flat(word: str) -> bool:
    return signs.is_flat(word) or bool(_listed()["none"].match(word))


def _denials(words: Sequence[str]) -> bool:
    """Whether words deny; «никто не» and "neither … nor" deny once, two other denials cancel out."""
    plain = sum(
        1 for word in words if (_DENIED.match(word) or word.endswith(("n't", "n’t"))) and not signs.is_concord(word)
    )
    concord = any(map(signs.is_concord, words))
    return plain % 2 == 1 or (plain == 0 and concord)


_OPPOSITE: Final[dict[Turn, Turn]] = {"up": "down", "down": "up", "not up": "not down", "not down": "not up"}
_SAME: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("none", "not up"),
        ("none", "not down"),
        ("none", "denied"),
        ("denied", "not up"),
        ("denied", "not down"),
        ("said", "changed"),
    )
)
_OPPOSED: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("up", "down"), ("up", "not up"), ("up", "none"), ("up", "denied"), ("down", "not down"), ("down", "none"),
        ("down", "denied"), ("changed", "none"), ("changed", "not up"), ("changed", "not down"),
        ("changed", "denied"), ("said", "denied"),
    )
)  # fmt: skip


def flipped(turn: Turn) -> Turn:
    """The same of the other side of a comparison, or of an outcome of which less is better."""
    return _OPPOSITE.get(turn, turn)


def one_way(one: Turn, other: Turn) -> bool:
    """Whether two turns say the same."""
    return one == other or frozenset((one, other)) in _SAME


def opposed(one: Turn, other: Turn) -> bool:
    """Whether two turns cannot both hold of one matter."""
    return frozenset((one, other)) in _OPPOSED
