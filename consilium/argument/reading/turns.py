"""Turns of several words, each read as the one word that it amounts to."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from consilium.argument.reading.plain import plain, table
from consilium.argument.reading.sentences import bare_sentence


def with_turns(text: str) -> str:
    """The plain text of a statement with its turns in one word each, and conditions that are only ruled out left out.

    >>> with_turns("At the same time, reaction time stays without any change.")
    'reaction time stays unchanged'
    """
    bare = plain(bare_sentence(text))
    for turn, word in _TURNS:
        bare = turn.sub(word, bare)
    for group, told in _groups():
        bare = told.sub(group, bare)
    return " ".join(bare.split())


@cache
def _groups() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Groups that are told in several words, each with the word that it amounts to."""
    return tuple((group, re.compile(rf"\b(?:{told})(?!\w)")) for group, told in table("groups.tsv"))


_FASTER: Final = re.compile(r"\b(?:speed|speeds|speeded|sped|speeding) up\b")
_SLOWER: Final = re.compile(r"\bslow(?:s|ed|ing)? down\b")
_SMALL: Final = re.compile(
    r"(?:sample sizes?|samples?) (?:was|were|is|are|being) (?:too |very )?small|(?:only )?(?:a )?(?:few"
    r"|small numbers? of|a handful of) (?:participants|subjects|people|athletes|volunteers"
    r"|patients)"
    r"|(?:very )?small(?:er)? (?:samples?|studies|trials)|(?:samples?|studies|trials)(?= (?:of|on|with)\b.* small\Z)"
    r"|(?:were|are|was|is) (?:too )?small\Z|(?:малы\w+|небольш\w+|маленьк\w+) (?:выборк|групп|исследован)\w+"
    r"|(?:выборки|группы) (?:был\w )?(?:малы|невелики|небольшие)|(?:были )?(?:малы|невелики)\Z|мало (?:участников"
    r"|испытуемых)"
)
"""The ways to say that few people were studied."""
_TAIL: Final = re.compile(
    r",? (?:а не|and not|but not|not|rather than|instead of|вместо) (?:before|after|during|до|после|перед"
    r"|во время)(?: (?:it|нее|него|\w+))?(?=\Z|[,;.])"
)
"""A condition that is only ruled out: after training, not before it."""
_UNCHANGED: Final = re.compile(
    r"\bбез (?:(?:заметных|значимых|видимых|каких-либо|всяких) )?(?:изменени\w+|перемен\w*)\b"
)
_UNALTERED: Final = re.compile(r"\bwithout (?:any |a )?(?:real |visible |notable )?changes?\b")
_FAILING: Final = re.compile(r"\b(?:patients? with |people with )?(?:chronic )?(?:heart|cardiac) failure\b")
_CARDIAC: Final = re.compile(r"\b(?:(?:больн|пациент)\w+ (?:с )?)?(?:хроническ\w+ )?сердечн\w+ недостаточност\w+")
_TO_FAILURE: Final = re.compile(r"\bto (?:task |volitional )?failure\b")
_NIGHTS: Final = re.compile(r"\bночн\w+ смен\w*")
_AHEAD: Final = re.compile(r"\b(?:ahead of|prior to|in advance of)\b")
_LATEST: Final = re.compile(r"\b(?:at the (?:very )?latest|самое позднее)\b")
_AGAINST: Final = re.compile(r"\b(?:set|held|measured|pitted) against\b")
_ELDERLY: Final = re.compile(r"\b(?:over|above|past|older than|aged over) (?:6\d|7\d)(?: years?(?: old| of age)?)?\b")
_AGED: Final = re.compile(r"\b(?:старше|свыше) (?:6\d|7\d)(?: лет)?\b")
_AIMED: Final = re.compile(
    r"\b(?P<aim>(?:для|ради) (?:роста|повышения|прироста|увеличения|улучшения)\b.*?)\b(?:лучше|эффективнее|полезнее)\b"
)
_RATHER: Final = re.compile(r"(?P<more>\bбольш\w+\b.*), а не (?P<rival>от\b|из-за\b|у\b|при\b)")
_BASELINE: Final = re.compile(
    r",? ?(?:than|compared (?:with|to)|relative to|versus|from|чем|по сравнению с|относительно|против)"
    r" (?:(?:it|they) (?:was|were) |at (?:the )?|the |its |their |his |her |они? был\w* |было |в |на )?"
    r"(?:before(?:hand)?|baseline(?: level| value)?s?|(?:start|outset|beginning)|previously|initial(?: level| value)s?"
    r"|(?:a |the )?(?:placebo|sham|controls?|control (?:group|condition)s?|no (?:treatment|intervention|supplement\w*))"
    r"|(?:групп\w+ )?плацебо|контрол\w+(?: групп\w+)?|раньше|прежде|до (?:этого|того)|до приема"
    r"|исходн\w+(?: уровн\w+| значени\w+)?|начал\w+)"
    r"(?: of the (?:study|trial)| исследования)?(?=\Z|[,;.]|\s(?:in|within|over|after|by|за|через|после|на|у|in)\b)"
)
"""What a size is counted from, which is no rival: 5 % more than before."""
_AS_FOR: Final = re.compile(
    r"\b(?:when it comes to|with (?:respect|regard) to|in (?:respect|regard) of|as regards|as for|in terms of"
    r"|(?:if|when) (?:we|one|you) (?:speak|talk)s? (?:of|about)|for the (?:purpose|sake) of)\b"
)
_AS_FAR: Final = re.compile(
    r",? ?\b(?:as|so|in so|inso)(?: )?far as (?P<what>[^,;]+?) (?:is|are) concerned\b"
    r"|\bwhere (?P<where>[^,;]+?) (?:is|are)"
    r" concerned\b"
)
_AS_FOR_RU: Final = re.compile(
    r"\b(?:если (?:говорить|речь идет|речь|смотреть) (?:об?|на)|что касается|в (?:отношении|плане|смысле|части|том, что"
    r" касается)|с точки зрения|применительно к|когда речь (?:идет )?об?)\b"
)
_MOMENT: Final = re.compile(
    r"\b(?:best|right|ideal|optimal|perfect|recommended|good) (?:time|timing|moment)\b(?! trial)"
    r"|\b(?:(?:наи)?лучш|оптимальн|идеальн|подходящ|рекомендуем|правильн)\w+ (?:врем\w+|момент\w*|срок\w*)\b"
)
_REP_MAX: Final = re.compile(
    r"(?<!% )(?<!% of )(?<!% от )(?:\b1[- ]?(?:rm|пм|рм)\b|\bone[- ]rep(?:etition)?[- ]max(?:imum"
    r"|imal)?\b(?: strength)?"
    r"|\b(?:одноповторн|разов|одноразов)\w+ максимум\w*|\bповторн\w+ максимум\w*)"
)
_RUN_FOR: Final = re.compile(
    r"\b(?:has|have|had|ever|never|not) run\b(?= for| longer| beyond| past| more)|\bran (?=for|beyond|past)"
)
_NO_EFFECT: Final = re.compile(
    r"\b(?:without|zero)(?: any| a)?(?: \w+)? (?P<what>effects?|influence|impact|bearing|consequences?|benefits?)\b"
)
_NO_EFFECT_RU: Final = re.compile(
    r"\bбез (?:(?:как\w+-либо|всяк\w+|заметн\w+|видим\w+) )?(?P<what>эффект\w+|влияни\w+|воздействи\w+|последстви\w+"
    r"|пользы)\b"
)
_EITHER_WAY: Final = re.compile(
    r"\b(?:with and without|with or without|(?:regardless|irrespective) of|independent(?:ly)? of)\b(?! (?:age|sex"
    r"|gender|body))"
)
_EITHER_WAY_RU: Final = re.compile(r"\b(?:и|или) без (?:не[ей]|него|них|этого|такой|добавки|приема)\b")
_WENT: Final = (r"(?:сниж|уменьш|пониж|ухудш|сокра|пада|ослаб)\w+", r"(?:повы|увелич|улучш|раст|возраст|усил)\w+")
_NEITHER: Final = re.compile(
    rf"\b(?:не|ни) (?:{_WENT[0]},? (?:и |или )?(?:не|ни) {_WENT[1]}|{_WENT[1]},? (?:и |или )?(?:не|ни) {_WENT[0]})"
)
_NO_POWER: Final = re.compile(
    r"\b(?:не хвата\w+|недостаточн\w+|низк\w+) (?:статистическ\w+ )?мощност\w+(?= исслед|:|,|\Z| —)"
)
_SHORT_OF: Final = re.compile(r"\b(?:fall|falls|fell|comes?) short of\b")
_RACE_TIME: Final = re.compile(r"(?<=\d )(?P<unit>km|k|m|miles?) (?:race|run|running|finish|finishing)[- ]time\b")
_RACE_TIME_RU: Final = re.compile(r"\bврем(?P<end>\w{1,4}) (?:забега|бега|прохождения|пробегания|гонки) (?=на \d|\d)")
_TOOK_OFF: Final = re.compile(
    r"\b(?:take|takes|took|taken|shaves?|shaved|knocks?|knocked) (?P<size>[\d.,]+ ?\S*|\w+ percent) off\b"
)
_BODY: Final = re.compile(
    r"\b(?:the )?(?:whole |entire |total )?(?:body|pool|bulk) of (?=evidence|data|research|literature|work)"
)
_BEST: Final = re.compile(
    r"\bbest (?=explained|understood|described|accounted|seen)|\bлучше всего (?=объясня|описыва|понима)"
)
_SHIFTS: Final = re.compile(r"\b(?:night[- ])?shift[- ]work(?:ers?|ing)?\b(?: nurses| staff)?")
_MAINLY: Final = re.compile(
    r"\b(?:главным образом|в основном|прежде всего|в первую очередь|for the most part|first of all)\b ?"
)
_TURNS: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (_TAIL, ""),
    (_BASELINE, ""),
    (_AS_FAR, lambda found: f" for {found['what'] or found['where']}"),
    (_AS_FOR, "for"),
    (_AS_FOR_RU, "для"),
    (_MOMENT, "recommended moment"),
    (_NO_EFFECT, r"no \g<what>"),
    (_NO_EFFECT_RU, r"нет \g<what>"),
    (_EITHER_WAY, "unchanged with"),
    (_EITHER_WAY_RU, "неизменно"),
    (_NEITHER, "не меняет"),
    (_SHIFTS, "shift-workers"),
    (_NO_POWER, "smallsample"),
    (_SHORT_OF, "is inferior to"),
    (_RACE_TIME, r"\g<unit> time"),
    (_RACE_TIME_RU, r"врем\g<end> "),
    (_TOOK_OFF, r"lowers by \g<size> the"),
    (_BODY, ""),
    (_BEST, ""),
    (_MAINLY, ""),
    (_REP_MAX, "one-repetition maximum"),
    (_RUN_FOR, "lasted "),
    (_SMALL, "smallsample"),
    (_FASTER, "accelerates"),
    (_AGAINST, "compared with"),
    (_FAILING, "cardiac-patient"),
    (_CARDIAC, "сердечников"),
    (_TO_FAILURE, "to exhaustion"),
    (_NIGHTS, "сменных"),
    (_AHEAD, "before"),
    (_LATEST, ""),
    (_SLOWER, "slow"),
    (_UNCHANGED, "неизменно"),
    (_UNALTERED, "unchanged"),
    (_ELDERLY, "elderly"),
    (_AGED, "пожилых"),
    (_AIMED, r"\g<aim>сильнее"),
    (_RATHER, r"\g<more>, чем \g<rival>"),
)
"""Turns of several words, each with the word that it amounts to."""
