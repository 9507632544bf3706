"""Words that say which way things go, that they stay, or that something is denied."""

from __future__ import annotations

import re
from functools import lru_cache


def begins(entries: str) -> re.Pattern[str]:
    """A pattern for words that begin with one of the entries, or are one where ``=`` stands before it."""
    return re.compile(
        "|".join(re.escape(entry.removeprefix("=")) + r"\Z" * (entry[0] == "=") for entry in entries.split())
    )


_UP = begins(
    """увелич повыс повыш возрос возрастает возрастал возрастают вырос вырас растет растут росл улучш усил ускор подня
    подним превыс превыш больше выше быстрее сильнее лучше =лучшей =лучшая =лучший дольше чаще =дольше легко
    положительн полезн выгодн безопасн помога способству защища предотвращ предотвр удлин удво утро прибав =частый
    =частые =частым =частыми =частых =часто больш =больший increas =rise =rises =rose =risen raise rais grew =grow
    =grows =grown improv enhanc boost elevat accelerat augment =more =higher =greater =better =best =longer =faster
    =stronger =larger =easy =easily =positively =positive benefi =safe =safely help promot prevent exceed doubl
    tripl =frequent =frequently =common =commonly =often widen extend advantage superior"""
)
_DOWN = begins(
    """уменьш сниж сниз пада упал упад ухудш ослаб замедл опуст сокра меньше ниже медленнее слабее хуже короче реже
    трудн =тяжело редк отрицательн вред навред мешает тормоз потерял теряет теряют утрат угнета подавл опасн меньш
    decreas reduc lower =fall =falls =fell =fallen declin diminish drop impair compromis worsen worse attenuat blunt
    suppress inhibit =less =fewer =smaller =slower =shorter =weaker =hard =difficult =negatively =negative harm lost
    =lose =loses detriment deteriorat halv =rare =rarely =seldom hinder dangerous unsafe shorten decrement inferior"""
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
_SAME = begins("=same =similar =similarly =identical одинаков =сходны")

# Nouns count only where no other word of direction stands: a gain can be attenuated.
_UP_NOUN = begins("прирост подъем =рост =роста =ростом =gain =gains =growth")
_DOWN_NOUN = begins("потер падени спад =loss =losses")
_CONCORD = begins("=ни ника никто никого ничто ничего никогда none neither =nor")


@lru_cache(maxsize=16384)
def sign_of(word: str) -> int:
    """1 for a word that goes up, −1 for one that goes down, 0 for others."""
    return 1 if _UP.match(word) else -1 if _DOWN.match(word) else 0


def sign_of_noun(word: str) -> int:
    """The same for nouns such as "gain", which often only name what goes up or down."""
    return 1 if _UP_NOUN.match(word) else -1 if _DOWN_NOUN.match(word) else 0


def is_flat(word: str) -> bool:
    """Whether a word says that something stays as it is."""
    return bool(_FLAT.match(word))


def is_same(word: str) -> bool:
    """Whether a word says that two are alike; where nothing else tells a way, they do not differ."""
    return bool(_SAME.match(word))


def is_neutral(word: str) -> bool:
    """Whether a word speaks of a change, a difference or an effect without saying which way."""
    return bool(_NEUTRAL.match(word))


def is_denial(word: str) -> bool:
    """Whether a word denies."""
    return bool(_NO.match(word)) or word.endswith("n't")


def is_concord(word: str) -> bool:
    """Whether a denying word only goes along with another one: «никто не»."""
    return bool(_CONCORD.match(word))


@lru_cache(maxsize=16384)
def turns(word: str) -> bool:
    """Whether a word has a part in which way a clause goes."""
    return bool(sign_of(word) or sign_of_noun(word) or is_flat(word) or is_neutral(word) or is_denial(word))
