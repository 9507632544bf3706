"""The words by which papers say what they found, and the forms in which people ask; Russian and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_FINDINGS: Final = (
    r"significan\w+|differ\w*|associat\w+|correlat\w+|effect\w*|affect\w*|influenc\w+|impact\w*|chang\w+|improv\w+"
    r"|increas\w+|reduc\w+|decreas\w+|predict\w+|relat\w+|benefit\w*|evidence"
    r"|достоверн\w+|значим\w+|различ\w+|отлич\w+|связ\w+|влия\w+|коррел\w+|измен\w+|улучш\w+|повы[шс]\w+|сни[жз]\w+"
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


NO_FINDING: Final = re.compile(
    rf"\b(?:no|not|nor|neither|none|without|не|нет|без)\b[^.;]{{0,60}}\b(?:{_FINDINGS})"
    r"|\bnon-?\s?significan\w+|\binsignificant\w*|\bfailed to\b|\bNS\b|\bнедостоверн\w+|\bнезначим\w+",
    re.IGNORECASE,
)
"""Something was looked for and not found: "no significant difference", «достоверно не отличались»."""

SIGNIFICANT: Final = _words(r"significan\w+|достоверн\w+|значим\w+")

SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "same": _words(
        r"similar\w*|comparable|equivalent|equal\w*|identical|the same|unchanged|unaffected|independent of|regardless"
        r"|irrespective|сходн\w+|одинаков\w+|сопоставим\w+|не различ\w+"
    ),
    "negated": _words(
        r"no|not|nor|neither|none|never|without|cannot|fail(?:ed|s)?|lack(?:ed|s)?|absence|unable|didn't|unlikely"
        r"|rarely|few|не|нет|ни|без|отсутств\w+"
    ),
    "up": _words(
        r"increas\w+|higher|greater|more|rais\w+|elevat\w+|enhanc\w+|longer|larger|rose|gain\w*"
        r"|повы\w+|увелич\w+|больше|выше|прирост\w*|рост\w*"
    ),
    "down": _words(
        r"decreas\w+|lower\w*|less|fewer|reduc\w+|declin\w+|shorter|smaller|diminish\w+|drop\w*|fell"
        r"|сни[жз]\w+|уменьш\w+|меньше|ниже|паден\w+|сокра\w+"
    ),
    "good": _words(
        r"improv\w+|better|effective\w*|success\w*|accurate\w*|reliabl\w+|useful\w*|feasibl\w+|safe\w*|benefi\w+"
        r"|superior\w*|valid\w*|satisf\w+|excellent|good|high|strong\w*|agree\w*"
        r"|улучш\w+|эффектив\w+|лучше|надежн\w+|надёжн\w+|безопасн\w+|успешн\w+|полезн\w+|хорош\w+|высок\w+"
    ),
    "bad": _words(
        r"worse\w*|poor\w*|inferior\w*|fail\w*|ineffective\w*|inaccurate\w*|unreliable|complication\w*|adverse\w*|weak\w*"
        r"|low|limited|inadequate\w*|insufficient\w*|inconsisten\w+"
        r"|хуже|ухудш\w+|неэффектив\w+|слаб\w+|осложнен\w+|недостаточн\w+|низк\w+|побочн\w+"
    ),
    "related": _words(
        r"associat\w+|correlat\w+|predict\w+|relat\w+|risk factor\w*|independent\w*|link\w+|depend\w+|differ\w*"
        r"|связ\w+|коррел\w+|предиктор\w*|различ\w+|завис\w+|отлич\w+"
    ),
    "hedged": _words(
        r"may|might|could|trend\w*|tend\w*|marginal\w*|borderline|possib\w+|suggest\w*|some|partial\w*|mixed"
        r"|inconclusive|varied|variable|slight\w*|moderate\w*|modest\w*|limited|small"
        r"|может|могут|тенденц\w+|возможно|вероятно|незначительн\w+|некотор\w+|частичн\w+|умеренн\w+|небольш\w+"
    ),
    "contrasted": _words(
        r"however|but|although|though|whereas|while|only|except|despite|nevertheless|conversely|in contrast"
        r"|on the other hand|однако|но|хотя|тогда как|лишь|только|кроме|напротив|несмотря"
    ),
    "percent": re.compile("%"),
}
"""What a sentence of results may hold, each sign by the words that carry it."""

OPEN_ISSUE: Final = re.compile(
    r"controvers|unclear|unknown|debate|uncertain|conflicting|little is known|спорн|неясн|неизвестн|противоречив",
    re.IGNORECASE,
)
HYPOTHESIS: Final = re.compile(
    r"hypothes|we (?:tested|sought|aimed)|to (?:determine|test|evaluate) (?:whether|if)|гипотез|проверить|выяснить",
    re.IGNORECASE,
)

_ASKING: Final = (
    "is|are|was|were|do|does|did|can|could|may|might|should|has|have|had|will|would|how|what|which|who|why|when|where"
)

FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "is": r"^(?:is|are|was|were)\b|^(?:является|являются)\b",
        "does": r"^(?:do|does|did)\b|^\w+(?:ет|ют|ит|ят)(?:ся)? ли\b",
        "can": r"^(?:can|could|may|might)\b|^(?:может|могут|можно)\b",
        "should": r"should\b|need\b|necessary|justified|required|routine|indicated|recommended"
        r"|нужн|следует|стоит ли|надо ли|необходим|показан",
        "has": r"^(?:has|have|had)\b",
        "how": r"^(?:how|what|which|who|why|when|where)\b|^(?:как|что|какой|какая|какие|почему|когда|где|сколько)\b",
        "subtitled": ":",
        "titled": rf"^(?!(?:{_ASKING})\b)(?!\w+ ли\b)",
        "either": r"\bor\b|\bversus\b|\bvs\b|\bили\b",
        "or_not": r"\bor not\b|\bили нет\b",
        "compared": r"compar|versus|\bvs\b|than\b|better|superior|сравн|лучше|\bчем\b",
        "strict": r"\b(?:really|still|truly|always|all|every|same|enough|sufficient|adequate|any|only|actually|ever"
        r"|действительно|всегда|все|всё|достаточно|только|одинаков\w+)\b",
        "effective": r"effective|efficac|useful|helpful|benefi|valuable|worth|value|role|эффектив|полез|помога|польз",
        "safe": r"\bsafe|feasib|reliab|valid|accura|appropriat|possible|practical|безопасн|над[её]жн|точн|возможн",
        "affects": r"affect|influenc|impact|effect of|matter|make a difference|влия|сказыва|значен",
        "predicts": r"predict|marker|indicator|prognos|determin|risk factor|factor"
        r"|предик|предсказ|прогноз|определя|фактор",
        "related": r"associat|correlat|relat|link|depend|связ|коррел|завис",
        "differs": r"differ|equal|same|similar|различ|отлич|одинаков",
        "improves": r"improv|enhanc|benefit|better|help|улучш|помога",
        "reduces": r"reduc|decreas|lower|prevent|protect|less|сниж|уменьш|предотвращ|предупрежд|защища|ослабля",
        "increases": r"increas|more\b|higher|greater|worse|повыш|увелич|больше|усилива",
        "causes": r"caus|lead to|result in|contribut|explain|play|вызыва|привод|объясня",
        "negated": r"\bnot\b|\bno\b|without|\bне\b|\bбез\b",
        "screens": r"screen|diagnos|test\b|detect|assess|scan|imaging|диагност|скрининг|выявл|оцен",
        "doubts": r"gap|myth|paradox|truth|fact|fiction|real\b|evidence|dilemma|underestimat|overestimat"
        r"|миф|парадокс|правда",
    }.items()
}
"""How a question may be put, and what it asks for."""
