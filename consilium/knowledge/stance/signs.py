"""Signs of what a source answers to a closed question, each a number with a name that a person can read."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from consilium.knowledge.stance.lexicon import (
    FORMS,
    HYPOTHESIS,
    NO_FINDING,
    OPEN_ISSUE,
    SIGNIFICANT,
    SIGNS,
)
from consilium.knowledge.stemming import stems
from consilium.types.source import SectionLabel

Section = tuple[SectionLabel, str]
Signs = dict[str, float]

FOUND: Final = frozenset({"RESULTS", "CONCLUSIONS"})
ASKED: Final = frozenset({"BACKGROUND", "OBJECTIVE"})

_SENTENCE_END: Final = re.compile(r"(?<!\bvs)(?<!\bal)(?<!\bP)(?<!\bсм)(?<!\bср)[.;!?]\s+(?=[A-ZА-ЯЁ(\[])")
# In Russian papers the p of a probability is as often the Cyrillic letter.
_P_VALUE: Final = re.compile(
    r"\b[pр]s?\s*(?:-?\s*values?)?\s*(?:\(\w+\))?\s*(?:was|of|were)?\s*([<>=≤≥])\s*(?:or\s*=\s*)?(\d*[.,·]\d+)",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(r"(?<![\d.,])(\d{2,6})(?![\d.,%]|\.\d)")
_SIGNIFICANT_AT: Final = 0.05
_TREND_AT: Final = 0.1
_CROSSED: Final = (
    "affects", "predicts", "related", "differs", "improves", "reduces", "increases", "effective", "safe", "compared",
    "either", "should", "does", "is", "can", "titled",
)  # fmt: skip


def signs_of(question: str, sections: Sequence[Section]) -> Signs:
    """The signs of one source's answer.

    Names begin with where a sign was seen: ``form`` in the question, ``mean`` over the sentences of the
    results, ``near`` over them by how many of the question's words they share, ``form*balance`` where the
    two meet, ``asked`` in background and aim.

    Args:
        question: as asked.
        sections: role and text of each part of the source, in order; parts without a role count as results
            where no part is labelled so.

    >>> signs = signs_of("Does it help?", [("RESULTS", "It did not differ from placebo (p=0.61).")])
    >>> signs["mean null"], signs["mean positive"], signs["balance"]
    (1.0, 0.0, -0.5)
    """
    form = {name: float(bool(pattern.search(question))) for name, pattern in FORMS.items()}
    sentences = [one for text in _results(sections) for one in sentences_of(text)]
    wanted = set(stems(question))
    shares = [len(wanted & set(stems(one))) / max(1, len(wanted)) for one in sentences]
    seen = [sentence_signs(one) for one in sentences]
    return {
        **{f"form {name}": value for name, value in form.items()},
        "form length": min(len(question.split()), 30) / 15,
        **_over_sentences(seen, shares),
        **_balances(seen, shares, form),
        **_directions(question, seen, shares),
        **_figures(" ".join(sentences), sections),
        **_asked(sections),
    }


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without their last full stop where another follows."""
    return [one for one in _SENTENCE_END.split(text) if one.strip()]


def _results(sections: Sequence[Section]) -> list[str]:
    """What was found; without labels whatever is neither background nor method; at worst the last part."""
    found = [text for label, text in sections if label in FOUND]
    return found or [text for label, text in sections if not label] or [text for _, text in sections[-1:]]


def sentence_signs(sentence: str) -> Signs:
    """What one sentence of results holds, each 0 or 1."""
    values = [_reading(sign, number) for sign, number in _P_VALUE.findall(sentence)]
    signs = {name: float(bool(pattern.search(sentence))) for name, pattern in SIGNS.items()}
    nothing = float(bool(NO_FINDING.search(sentence)))
    by_p, against_p = float("significant" in values), float("not" in values)
    significant = float(bool(SIGNIFICANT.search(sentence)) and not nothing)
    null = max(nothing, signs["same"], against_p * (1 - by_p))
    return {
        **signs,
        "nothing": nothing,
        "significant": significant,
        "p significant": by_p,
        "p not": against_p,
        "p trend": float("trend" in values),
        "null": null,
        "positive": float(max(significant, by_p) > null),
        "mixed": min(max(significant, by_p), max(nothing, against_p, signs["same"])),
    }


def _reading(sign: str, number: str) -> str:
    value = float(number.replace(",", ".").replace("·", "."))
    if sign in ">≥":
        return "not"
    if value <= _SIGNIFICANT_AT:
        return "significant"
    return "trend" if sign == "=" and value < _TREND_AT else "not"


def _over_sentences(seen: Sequence[Signs], shares: Sequence[float]) -> Signs:
    """Each sign's share of the sentences: plainly, and by nearness to the question."""
    if not seen:
        return {}
    near = sum(shares) + 0.1
    signs: Signs = {}
    for name in seen[0]:
        signs[f"mean {name}"] = sum(one[name] for one in seen) / len(seen)
        signs[f"near {name}"] = sum(share * one[name] for share, one in zip(shares, seen, strict=True)) / near
    return signs


def _balances(seen: Sequence[Signs], shares: Sequence[float], form: Mapping[str, float]) -> Signs:
    """Positive sentences against null ones, and the same where the question has a certain form."""
    positive, null = (sum(one[name] for one in seen) for name in ("positive", "null"))
    near_positive, near_null = (
        sum(share * one[name] for share, one in zip(shares, seen, strict=True)) for name in ("positive", "null")
    )
    balance = (positive - null) / (positive + null + 1)
    near = (near_positive - near_null) / (near_positive + near_null + 0.3)
    return {
        "balance": balance,
        "near balance": near,
        "both": float(positive > 0 and null > 0),
        "no positive": float(positive == 0),
        "no null": float(null == 0),
        **{f"{name}*balance": form[name] * balance for name in _CROSSED},
        "differs*same": form["differs"] * sum(one["same"] for one in seen) / max(1, len(seen)),
    }


def _directions(question: str, seen: Sequence[Signs], shares: Sequence[float]) -> Signs:
    """Whether the results go the way that the question asks about."""
    asked = bool(SIGNS["up"].search(question)) - bool(SIGNS["down"].search(question))
    gone = sum(share * (one["up"] - one["down"]) for share, one in zip(shares, seen, strict=True))
    return {"asked direction": asked * gone / (sum(shares) + 0.1)}


def _figures(results: str, sections: Sequence[Section]) -> Signs:
    """How much there is, and how often a probability says that it is no chance."""
    values = Counter(_reading(sign, number) for sign, number in _P_VALUE.findall(results))
    counts = [int(one) for _, text in sections for one in _COUNT.findall(text) if not 1900 <= int(one) <= 2100]  # noqa: PLR2004  years
    return {
        "sentences": math.log1p(len(_SENTENCE_END.split(results))),
        "words": math.log1p(len(results.split())) / 3,
        "labelled": float(any(label in FOUND for label, _ in sections)),
        "p values": math.log1p(values.total()),
        "p significant share": (values["significant"] + 0.5) / (values.total() + 1),
        "largest number": math.log10(max(counts)) / 3 if counts else 0.3,
    }


def _asked(sections: Sequence[Section]) -> Signs:
    """What background and aim say of the state of the matter."""
    text = " ".join(text for label, text in sections if label in ASKED)
    return {
        "asked negated": float(bool(SIGNS["negated"].search(text))),
        "asked open": float(bool(OPEN_ISSUE.search(text))),
        "asked hypothesis": float(bool(HYPOTHESIS.search(text))),
    }
