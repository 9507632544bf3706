"""Figures and labels as a reader wants them, in the language of the question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from consilium.types.evidence import Citation
from consilium.types.question import AnswerKind, Language
from consilium.types.verdict import ConfidenceBasis, Spread
from consilium.wording import say

MARKS = {"exact": "✓", "near": "≈", "unchecked": "?"}
"""Marks of a quotation's check; every other result is a failure."""

FAILED = "✗"

_WORDS = frozenset({"yes", "no", "maybe", "supports", "opposes", "depends", "undecided"})
_WORDED: frozenset[AnswerKind] = frozenset({"yes_no", "yes_no_maybe", "open"})
_MINUTE = 60
_VERSION = re.compile(r"(?:[-@:](?:\d{2,8}|latest|preview|exp|beta|stable))+")


def decimal(value: float, digits: int, language: Language) -> str:
    """A number with the language's decimal mark."""
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if language == "ru" else text


def percent(share: float, language: Language) -> str:
    """A share of one as a percentage, set as the language sets it."""
    return f"{share * 100:.0f}{' ' if language == 'ru' else ''}%"


def money(usd: float | None, language: Language) -> str:
    """An amount in US dollars; small amounts keep the digits that count."""
    if usd is None:
        return say("export.price_unknown", language)
    return f"{decimal(usd, 2 if usd == 0 or usd >= 1 else 4, language)} USD"


def duration(seconds: float, language: Language) -> str:
    """A time span in seconds, or in minutes and seconds."""
    if seconds < _MINUTE:
        return say("export.seconds", language, value=decimal(seconds, 1, language))
    minutes, rest = divmod(round(seconds), _MINUTE)
    return say("export.minutes", language, minutes=minutes, seconds=rest)


def position(value: str | None, kind: AnswerKind, language: Language) -> str:
    """A position in words: stances and yes/no are translated, labels and numbers stand as they are."""
    if value is None:
        return say("export.position_none", language)
    return say(f"export.position_{value}", language) if kind in _WORDED and value in _WORDS else value


def confidence(share: float, basis: ConfidenceBasis, language: Language) -> str:
    """The confidence with what it is worth: calibrated on how many questions, or not at all."""
    figure = percent(share, language)
    if basis.method == "uncalibrated":
        return say("export.uncalibrated", language, share=figure)
    return say("export.calibrated", language, share=figure, labels=basis.labels, method=basis.method)


def spread(told: Spread, language: Language) -> str:
    """How many different things open answers say, and the figures behind that."""
    figures = {"entropy": decimal(told.entropy, 2, language), "words": round(told.words)}
    return say("export.spread_told", language, meanings=told.meanings, **figures)


def mark(citation: Citation) -> str:
    """The check mark of one quotation."""
    return MARKS.get(citation.check, FAILED)


def quotation_counter(citations: Iterable[Citation], language: Language) -> str:
    """How the quotations fared: ``7 ✓ 1 ≈ 0 ✗``, with the unchecked ones where there are any."""
    counts = Counter(mark(citation) for citation in citations)
    if not counts:
        return say("export.no_quotations", language)
    shown = [f"{counts[sign]} {sign}" for sign in ("✓", "≈", FAILED)]
    return " ".join([*shown, f"{counts['?']} ?"] if counts["?"] else shown)


def substituted(requested: str, answering: str) -> bool:
    """Whether another model answered than the one asked for.

    Providers answer under a dated name (``gpt-4o`` as ``gpt-4o-2024-08-06``): that is the same model.

    >>> substituted("openai/gpt-4o", "gpt-4o-2024-08-06"), substituted("gpt-4o", "gpt-4o-mini")
    (False, True)
    """
    if not requested or not answering:
        return False
    asked, got = (name.rsplit("/", 1)[-1].lower() for name in (requested, answering))
    shorter, longer = sorted((asked, got), key=len)
    rest = longer.removeprefix(shorter)
    return asked != got and not (longer.startswith(shorter) and _VERSION.fullmatch(rest) is not None)


def names(members: Iterable[str], language: Language) -> str:
    """Names in a row; ``nobody`` where there are none."""
    return ", ".join(members) or say("export.nobody", language)
