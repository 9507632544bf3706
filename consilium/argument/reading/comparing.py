"""What a statement compares its subject with, and the stretch of it that says so."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_END: Final = (
    r"(?=\s(?:for|in|at|on|by|during|after|when|to|as|does|do|did|is|was|у|для|при|по|на|в|во|за|после|когда|если)\s"
    r"|[,;:()]|\Z)"
)
_MARKED: Final = re.compile(
    r"\b(?P<mark>than|compared (?:with|to)|in comparison (?:with|to)|as compared (?:with|to)|relative to|versus|vs\.?"
    r"|(?:inferior|superior|equal|equivalent|similar|comparable|identical) to|equals?|on par with|no different from"
    r"|(?:better|worse|different|differs?) from|preferable to|outperform(?:s|ed)?|beats?|exceed(?:s|ed)?"
    r"|surpass(?:es|ed)?|outdo(?:es)?|outdid|outstrip(?:s|ped)?"
    r"|(?:trail|lag)(?:s|ged|ed)? behind|(?:fall|falls|fell) short of|over and above"
    r"|rather than|instead of|чем|нежели|по сравнению со?|в сравнении со?|относительно|в отличие от|вместо"
    r"|уступ(?:а\w+|ил\w*|ит|ят)|превосход\w+|превзош\w+|проигр\w+|выигр\w+ у|опережа\w+|оперед\w+|обгоня\w+"
    r"|обош(?:ел|л\w)"
    r"|наравне со?|а не|as)"
    r"\s+(?P<what>.+?)" + _END
)
_BARE: Final = re.compile(
    r"\b(?:лучше|хуже|больше|меньше|выше|ниже|сильнее|слабее|эффективнее|быстрее|медленнее|полезнее|вреднее|безопаснее"
    r"|надежнее|действеннее|дольше|(?!средн|ранн|поздн|дальн|утренн|вечерн|последн|верхн|нижн|внутр|внешн|зимн"
    r"|летн|домашн|боле|мене)[а-я]{3,}[^щшч\W]ее)\s+(?P<what>(?!чем\b|в\b|во\b|на\b|за\b|у\b|при\b|после\b|для\b"
    r"|по\b|и\b|всего\b|с\b|со\b"
    r"|от\b|до\b|к\b|влия|действ|помога|повыша|снижа|увелич|улучш|восстан|подход|перенос|работа|\d)[а-я][^,;:()]*?)"
    + _END
)
_AS_AS: Final = re.compile(r"\b(?:as|so)\s+\w+(?:\s\w+){0,3}?\s+as\s+(?P<what>.+?)" + _END)
_AND_NOT: Final = re.compile(r"\b(?:between|among|между)\s+(?P<one>[^,;:()]+?)\s+(?:and|и)\s+(?P<what>.+?)" + _END)
_LESSER: Final = re.compile(r"уступ|проигр|inferior|worse|trail|f[ae]ll|lag")
_GREATER: Final = re.compile(
    r"превосход|превзош|опере|обгоня|обош|выигр|outperform|outd|outs|surpass|beat|superior|exceed|prefer"
)


class Compared(NamedTuple):
    """What a subject is compared with.

    ``sign`` is 1 or -1 where the mark itself says that the subject is ahead or behind, else 0; ``even``
    where two are set side by side and neither is the measure of the other.
    """

    start: int
    end: int
    sign: int = 0
    mark: str = ""


def compared_in(text: str) -> Compared | None:
    """The stretch of a plain text that names what is compared with; None where nothing is.

    >>> found = compared_in("milk is better than water for rehydration")
    >>> "milk is better than water for rehydration"[found.start : found.end]
    'water'
    """
    if found := _AS_AS.search(text) or _beside(text):
        return Compared(*found.span("what"), 0, "as")
    for found in _MARKED.finditer(text):
        mark = found["mark"]
        if mark == "as" or (mark in {"а не", "than", "чем", "over and above"} and _counts(found["what"])):
            continue
        sign = -1 if _LESSER.match(mark) else 1 if _GREATER.match(mark) else 0
        return Compared(*found.span("what"), sign, mark)
    if found := _BARE.search(text):
        return Compared(*found.span("what"), 0, "bare")
    return None


def _beside(text: str) -> re.Match[str] | None:
    """Two things set side by side; a link between two sets neither against the other."""
    found = _AND_NOT.search(text)
    return None if found is None or _LINKED.search(text, 0, found.start()) else found


_LINKED: Final = re.compile(
    r"(?:links?|associations?|relation(?:s|ship|ships)?|correlations?|connections?|interactions?|связ\w+|взаимосвяз\w+"
    r"|зависимост\w+|взаимодействи\w+) \Z"
)


def _counts(what: str) -> bool:
    """Whether a bound is meant, as in "more than 60 seconds"."""
    return bool(
        re.match(
            r"(?:about |примерно )?(?:\d|[<>]|half\b|twice\b|a (?:minute|week|day|hour)\b|минут|час|недел|сут)", what
        )
    )
