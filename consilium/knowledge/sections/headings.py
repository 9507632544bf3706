"""Which part of a paper stands below a heading or label, by the words of it, English and Russian."""

from __future__ import annotations

import re

from consilium.types.source import SectionLabel

LONGEST_WORDS = 12

_BESIDES = frozenset(
    "and or of the for in to with main primary secondary study research clinical practical data key principal overall"
    " statistical analysis analyses applications experimental"
    " и или в к с исследования работы основные собственные".split()
)
"""Words that stand beside the name of a part."""

_NUMBERING = re.compile(r"\A\s*(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+")
_RULES: tuple[tuple[SectionLabel, re.Pattern[str]], ...] = (
    (
        "RESULTS",
        re.compile(
            r"\b(?:results?|findings?|data synthesis|main outcomes?\Z|outcomes?\Z)\b|результат|полученные данные"
        ),
    ),
    (
        "CONCLUSIONS",
        re.compile(
            r"\b(?:conclu\w+|interpretations?|implications?|recommendations?|discussion|(?:clinical "
            r"|practical )?(?:relevance|significance)"
            r"|practical applications?|take[- ]home \w+|bottom line|what this (?:paper|study) adds)\b|вывод"
            r"|заключени|обсужден"
        ),
    ),
    ("BACKGROUND", re.compile(r"\bbackground data\b")),
    (
        "METHODS",
        re.compile(
            r"\b(?:methods?|methodology|materials?|procedures?|(?:study |research |experimental |trial )?design"
            r"|settings?|location|participants?"
            r"|patients?|subjects|probands|volunteers|samples?|population|interventions?|exposures?|measure\w*"
            r"|assessments?"
            r"|statistic\w*|data (?:sources?|extraction|collection|analys[ie]s|acquisition)|study selection"
            r"|eligibility|search strategy"
            r"|variables|end ?points?|case definition|protocol|ethics)\b"
            r"|метод|материал|дизайн|участник|пациент|испытуем|выборк|вмешательств|статистич|протокол"
        ),
    ),
    (
        "OBJECTIVE",
        re.compile(
            r"\b(?:objectives?|aims?|purposes?|goals?|hypothes[ie]s|(?:research |study )?questions?|objects?)\b"
            r"|\bцел[ьи]\b|\bзадач|гипотез"
        ),
    ),
    (
        "BACKGROUND",
        re.compile(
            r"\b(?:background|introduction|context|rationale|importance|state of the art"
            r"|summary of background)\b|введение|актуальность|предпосылки|обоснование"
        ),
    ),
)
"""The first that hits wins: ``Methods and results`` holds results, ``Background and aims`` an objective."""


def label_of(heading: str) -> SectionLabel:
    """The part of a paper that a heading or an abstract's raw label names; empty where it names none.

    >>> label_of("2.1. Patients & Methods"), label_of("Цель исследования"), label_of("Funding")
    ('METHODS', 'OBJECTIVE', '')
    """
    words = _NUMBERING.sub("", heading).casefold().replace("&", "and").strip(" :.—-")
    if len(words.split()) > LONGEST_WORDS:
        return ""
    return next((label for label, pattern in _RULES if pattern.search(words)), "")


def is_label(words: str) -> bool:
    """Whether words name a part of a paper and hardly anything else, so that they can be told from a sentence.

    >>> is_label("Materials and methods"), is_label("We compared results")
    (True, False)
    """
    found = [word for word in re.findall(r"[^\W\d_]+", words.casefold()) if word not in _BESIDES]
    return bool(label_of(words)) and all(label_of(word) for word in found)
