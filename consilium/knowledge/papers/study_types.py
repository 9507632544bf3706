"""The tables that grading reads: which words name which kind of study, best evidence first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from consilium.types.source import StudyType

Where = Literal["title", "methods", "abstract"]

PUBLICATION_TYPES: Mapping[str, StudyType] = {
    "network meta-analysis": "meta-analysis",
    "meta-analysis": "meta-analysis",
    "systematic review": "systematic-review",
    "randomized controlled trial": "rct",
    "pragmatic clinical trial": "rct",
    "equivalence trial": "rct",
    "controlled clinical trial": "controlled-trial",
    "clinical trial, phase iii": "controlled-trial",
    "observational study": "observational",
    "twin study": "observational",
    "practice guideline": "guideline",
    "guideline": "guideline",
    "consensus development conference": "guideline",
    "case reports": "case-report",
    "case report": "case-report",
    "review": "narrative-review",
    "review-article": "narrative-review",
    "scoping review": "narrative-review",
    "editorial": "editorial",
    "comment": "editorial",
    "article-commentary": "editorial",
    "retraction": "editorial",
    "letter": "editorial",
    "news": "editorial",
    "newspaper article": "editorial",
    "book-review": "editorial",
    "meta analysis": "meta-analysis",
    "systematic-review": "systematic-review",
    "case-report": "case-report",
    "clinical-trial": "controlled-trial",
}
"""Names in lower case, of MEDLINE's publication types, JATS's article types and what RIS files say in ``M3``.

The first that a paper carries grades it: a meta-analysis is also a ``Review``, a trial also a ``Comparative Study``.
``Clinical Trial`` alone is not listed: it need not have a control, so the text decides.
"""

BARE_TRIALS = (
    "clinical trial",
    "adaptive clinical trial",
    "clinical trial, phase i",
    "clinical trial, phase ii",
    "clinical trial, phase iv",
)
"""Trials that may be without a control; where no text names one they weigh no more than an observation."""

REFINED = ("narrative-review", "editorial")
"""What a database calls a paper of these types, a plainer word in its title may better.

MEDLINE has called systematic reviews so only since 2019.
"""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)


TEXT_RULES: tuple[tuple[StudyType, Where, re.Pattern[str]], ...] = (
    ("editorial", "title", _words(r"(?:letter to the editor|editorial:|comments? on\b|reply to\b|письмо в редакцию)")),
    (
        "unknown",
        "title",
        _words(
            r"(?:(?:study |trial )?protocol (?:for|of) an?\b|an? (?:study |trial )?protocol\Z|протокол исследования)"
        ),
    ),
    ("meta-analysis", "title", _words(r"(?:meta-?\s?analys[ie]s|meta-?regression|мета-?\s?анализ)")),
    (
        "systematic-review",
        "title",
        _words(
            r"(?:systematic(?:ally)? (?:literature )?review|umbrella review|cochrane review|систематическ\w+ обзор)"
        ),
    ),
    (
        "guideline",
        "title",
        _words(
            r"(?:(?:clinical )?(?:practice )?guidelines? (?:for|on)\b|position (?:stand|statement)"
            r"|consensus statement"
            r"|клиническ\w+ рекомендаци)"
        ),
    ),
    ("rct", "title", _words(r"(?:(?<!non-)(?<!non)randomi[sz]ed\b|рандомизированн|рандомізован)")),
    (
        "controlled-trial",
        "title",
        _words(r"(?:(?:non-?randomi[sz]ed|controlled) (?:\w+ )?(?:trial|study)|нерандомизированн)"),
    ),
    (
        "case-report",
        "title",
        _words(
            r"(?:case (?:reports?|series)\b|a case of\b|report of (?:an? |one |two |three )?cases?\b"
            r"|клиническ\w+ случа)"
        ),
    ),
    (
        "observational",
        "title",
        _words(
            r"(?:cohort\b|case-control|cross-sectional|prevalence of\b|population-based|registry"
            r"|survey\b|observational"
            r"|retrospective|prospective study|когортн|одномоментн|поперечн\w+ исследован|случай-контроль"
            r"|наблюдательн)"
        ),
    ),
    (
        "narrative-review",
        "title",
        _words(r"(?:narrative review|scoping review|literature review|an? (?:\w+ )?review\Z|обзор литератур|обзор\b)"),
    ),
    (
        "meta-analysis",
        "methods",
        _words(
            r"(?:meta-?\s?analys[ie]s (?:was|were) (?:performed|conducted|done|undertaken|carried out)"
            r"|random-effects meta-?analys"
            r"|we (?:performed|conducted|did) an? (?:systematic review and )?meta-?\s?analys"
            r"|проведен\w* мета-?\s?анализ)"
        ),
    ),
    (
        "systematic-review",
        "methods",
        _words(
            r"(?:(?:we|was|were) (?:systematically )?search(?:ed)? (?:of )?(?:\w+,? ){0,3}(?:pubmed|medline"
            r"|embase|cochrane)"
            r"|(?:pubmed|medline|embase|cochrane (?:library|central))\b[^.]{0,80} (?:was"
            r"|were) (?:systematically )?searched"
            r"|systematic (?:literature )?(?:review|search) (?:was|of the literature)|prisma\b"
            r"|систематическ\w+ (?:поиск|обзор))"
        ),
    ),
    (
        "rct",
        "methods",
        _words(
            r"(?:(?:was|were) (?:\w+ )?random(?:ly|i[sz]ed) (?:assigned|allocated|divided|distributed|to|into|in a)"
            r"|randomly (?:assigned|allocated|divided)|random (?:allocation|assignment)"
            r"|(?<!non-)(?<!non)randomi[sz]ed,? (?:[\w-]+,? ){0,4}(?:trial|study|design|crossover)\b"
            r"|(?:были )?рандомизированы|рандомизированн\w+ (?:\w+ )*исследован|случайным образом (?:раздел"
            r"|распредел))"
        ),
    ),
    (
        "controlled-trial",
        "methods",
        _words(
            r"(?:controlled (?:clinical )?(?:trial|study|before-and-after)|non-?randomi[sz]ed"
            r"|quasi-experiment\w*|placebo-controlled|crossover (?:trial|study|design)"
            r"|контролируем\w+ исследован)"
        ),
    ),
    (
        "case-report",
        "methods",
        _words(
            r"(?:we (?:report|describe|present) (?:on )?(?:an?|one|the) (?:\w+ ){0,2}(?:case|patient)\b"
            r"|case (?:report|series)\b|описан\w* (?:клиническ\w+ )?случа)"
        ),
    ),
    (
        "observational",
        "methods",
        _words(
            r"(?:cohort\b|case-control|cross-sectional|retrospective(?:ly)?\b|consecutive (?:\w+ ){0,2}patients"
            r"|records?\b[^.]{0,80} reviewed|population-based"
            r"|prospective(?:ly)? (?:stud|follow"
            r"|collect|observ|enrol|cohort)"
            r"|observational|registry|questionnaires?\b|surveys?\b|(?:medical|patient|hospital"
            r"|clinical) records|charts? (?:were )?review"
            r"|followed (?:up )?for|когорт|ретроспективн|проспективн|анкетирован|опрос|истори\w+ болезн)"
        ),
    ),
    (
        "narrative-review",
        "abstract",
        _words(
            r"(?:(?:this|the present) (?:\w+ )?review\b|we review (?:the|recent|current)|в (?:данном "
            r"|настоящем )?обзоре)"
        ),
    ),
)
"""Study type, where its words are looked for, and the words; the first that hits grades a paper.

A protocol is no result yet, whatever it plans. Titles come first, as authors name their design there. Words of the
methods are sought where a paper has labelled methods, else in the whole abstract; they say what was done, so that
"randomized trials are lacking" does not hit.
"""

ANIMALS = _words(
    r"(?:rats?|mice|mouse|murine|rodents?|rabbits?|dogs?|canine|pigs?|porcine|sheep|ovine|zebrafish|drosophila"
    r"|hamsters?|monkeys?|macaques?"
    r"|крыс\w*|мыш(?:и|ей|ах|ам|ь)|кролик\w*|собак\w*|свин\w+|хомяк\w*|обезьян\w*)\b"
)
PEOPLE = _words(
    r"(?:humans?|patients?|participants?|volunteers?|women|men|woman|man|adults?|children|child|infants?"
    r"|adolescents?|people|persons?|individuals"
    r"|athletes?|boys|girls|students?|runners?|cyclists?|пациент\w*|участник\w*|доброволь\w+|женщин\w*"
    r"|мужчин\w*|люд(?:и|ей|ям|ях|ьми)|человек\w*|дет(?:и|ей|ям)"
    r"|спортсмен\w*|бегун\w*|больны[ехм]\w*|испытуем\w+)\b"
)

PREPRINT_DOI = re.compile(
    r"10\.1101/\d|10\.64898/|10\.31236/|10\.51224/|10\.31234/|10\.31219/|10\.31222/|10\.21203/rs\."
    r"|10\.20944/preprints|10\.48550/|10\.2139/ssrn"
    r"|10\.1590/scielopreprints|10\.26434/chemrxiv|10\.36227/techrxiv",
    re.IGNORECASE,
)
"""Prefixes of preprint servers: bioRxiv and medRxiv, SportRxiv, PsyArXiv, OSF, Research Square, arXiv, SSRN and others.

10.1101 is shared with journals, whose numbers start with letters (``10.1101/gr.…``).
"""
PREPRINT_JOURNAL = re.compile(
    r"\b(?:(?:bio|med|arX|PsyA|Sport|Chem)r?Xiv|arXiv|Research Square|SSRN|Preprints\.org)\b", re.IGNORECASE
)
