"""Signs of the position that an answer in prose comes to, each a number with a name that a person can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from consilium.argument.comparison import compare
from consilium.argument.reading.plain import plain
from consilium.argument.reading.sense import sense_of
from consilium.argument.reading.sentences import sentences_in
from consilium.knowledge.stemming import stems

Signs = dict[str, float]

_CONCLUDES: Final = re.compile(
    r"\b(?:therefore|thus|hence|in conclusion|overall|so the|in summary|most likely|best|correct|consistent with"
    r"|suggests?|indicat\w+|conclude\w*|based on|appears?|seems?|следовательно|таким образом|итак|значит"
    r"|наиболее вероятн\w+|вывод|лучш\w+|правильн\w+)\b",
    re.IGNORECASE,
)
_RULES_OUT: Final = re.compile(
    r"\b(?:not (?:\w+\s){0,3}?(?:consistent|likely|the (?:best|correct|most)|associated|indicated|appropriate"
    r"|typical\w*"
    r"|fit|match|correct|relevant)|less likely|unlikely|incorrect|rule[sd]? out|does(?:n't| not)|do(?:n't| not)"
    r"|is(?:n't| not)|are(?:n't| not)|не (?:\w+\s)?(?:подход|соответств|характер|показан|явля)\w*|маловероятн\w+)",
    re.IGNORECASE,
)
_LEAVES_OPEN: Final = re.compile(
    r"\b(?:maybe|mixed|conflicting|inconsistent|unclear|inconclusive|uncertain|not (?:\w+\s)?(?:clear|consistent"
    r"|conclusive|definitive\w*|straightforward|possible to|enough)|(?:more|further|additional) (?:research|studies"
    r"|evidence|investigation)|depends?|varies|vary|may or may not|difficult to|impossible"
    r"|cannot (?:be )?(?:definitive\w*|determin\w+|conclud\w+)|insufficient|limited (?:evidence|information)"
    r"|some\b.*\bothers?|возможно|неясно|зависит|недостаточно)\b",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"\b(?:no|not|unlikely|cannot|never|neither|nor|without|lack|limited|insufficient|fail\w*|unnecessary|little"
    r"|не|нет|нельзя|вряд)\b|n't\b",
    re.IGNORECASE,
)
_NONE_FOUND: Final = re.compile(
    r"\bunlikely|not necessar|no (?:significant )?(?:difference|association|evidence|correlation|effect)"
    r"|нет (?:связи|разницы)",
    re.IGNORECASE,
)
_SPEAKS_FOR: Final = re.compile(
    r"\b(?:important|beneficial|effective|can be|useful|help\w*|associated|significant"
    r"|полезн\w+|эффективн\w+|связан\w*)\b",
    re.IGNORECASE,
)
_LIMITS: Final = re.compile(
    r"\b(?:some|certain|cases|not always|necessarily|иногда|некоторых|не всегда)\b", re.IGNORECASE
)
_HEDGES: Final = re.compile(r"\b(?:may|might|could|possib\w+|potential\w*|can|могут|может|возможно)\b", re.IGNORECASE)
_HALF: Final = 0.5
_CONCLUDING: Final = 3
_SHORTEST_NAME: Final = 2


class _Read(NamedTuple):
    """The sentences of an answer with what each does: rule out, conclude."""

    sentences: list[str]
    out: list[bool]
    concludes: list[bool]


def option_signs(named: Mapping[str, str], text: str, told: str | None) -> dict[str, Signs]:
    """The signs of each option of a choice; those behind ``lead`` are how far it is ahead of the next one.

    Args:
        named: the options' words by label.
        text: an answer with its reasons.
        told: the label that the answer says it is.
    """
    sentences = list(sentences_in(text)) or [""]
    read = _Read(
        sentences,
        [bool(_RULES_OUT.search(one)) for one in sentences],
        [bool(_CONCLUDES.search(one)) for one in sentences],
    )
    shares = _shares(tuple(named.items()), [frozenset(stems(one)) for one in sentences])
    signs = {
        label: _option(label, named[label], read, shares[label]) | {"told": float(told == label)} for label in named
    }
    return {
        label: own | _leads(own, [signs[other] for other in signs if other != label]) for label, own in signs.items()
    }


def _leads(own: Signs, others: Sequence[Signs]) -> Signs:
    return {f"lead {name}": value - max((other[name] for other in others), default=0.0) for name, value in own.items()}


def _shares(named: tuple[tuple[str, str], ...], sentences: Sequence[frozenset[str]]) -> dict[str, list[float]]:
    """How much of each option's own words each sentence holds; words of several options count less."""
    words = _own_words(named)
    common = Counter(stem for own in words.values() for stem in own)
    weight = {label: sum(1 / common[stem] for stem in own) or 1.0 for label, own in words.items()}
    return {
        label: [sum(1 / common[stem] for stem in own & sentence) / weight[label] for sentence in sentences]
        for label, own in words.items()
    }


@lru_cache(maxsize=256)
def _own_words(named: tuple[tuple[str, str], ...]) -> dict[str, frozenset[str]]:
    """The stems of each option; those that stand in all of them tell nothing."""
    words = {label: frozenset(stems(text)) for label, text in named}
    common = frozenset.intersection(*words.values()) if len(words) > 1 else frozenset()
    return {label: own - common or own for label, own in words.items()}


def _option(label: str, words: str, read: _Read, shares: Sequence[float]) -> Signs:
    said = plain(words)
    exact = [len(said) > _SHORTEST_NAME and said in plain(one) for one in read.sentences]
    letter = re.escape(label)
    pointing = re.compile(rf"\(\s*{letter}\s*\)|\b(?:[Oo]ption|[Cc]hoice)s?\s+{letter}\b|\b{letter}[.)]\s")
    marked = [bool(pointing.search(one)) for one in read.sentences]
    kept = [not one for one in read.out]
    last = len(shares) - 1
    held = _most(shares, kept)
    return {
        "last": shares[last] * kept[last],
        "last, ruled out": shares[last] * read.out[last],
        "last two": max(shares[max(0, last - 1) :]) * kept[last],
        "concluded": _most(shares, kept, read.concludes),
        "held": held,
        "ruled out": _most(shares, read.out),
        "mean": sum(shares) / len(shares),
        "mean held": sum(share for share, keeps in zip(shares, kept, strict=True) if keeps) / len(shares),
        "named last": float(exact[last] and kept[last]),
        "named and concluded": _most(exact, kept, read.concludes),
        "named": float(any(exact)),
        "marked": _most(marked, kept),
        "marked, ruled out": _most(marked, read.out),
        "marked last": float(marked[last] and kept[last]),
        "marked and concluded": _most(marked, kept, read.concludes),
        "latest": max(
            ((at + 1) / len(shares) for at, share in enumerate(shares) if share >= _HALF and kept[at]), default=0.0
        ),
    }


def _most(values: Sequence[float], *where: Sequence[bool]) -> float:
    return max((float(value) for value, *all_of in zip(values, *where, strict=True) if all(all_of)), default=0.0)


def side_signs(question: str, text: str, told: str) -> Signs:
    """The signs of yes, no or maybe in an answer.

    Args:
        question: as asked.
        text: an answer with its reasons.
        told: the side that the answer says it is; empty where it says none.
    """
    sentences = list(sentences_in(text)) or [""]
    near = sentences[-_CONCLUDING:]
    concluding = [one for one in near if _CONCLUDES.search(one)]
    end = concluding[-1] if concluding else near[-1]
    turn, relations = sense_of(end).way.turn, [compare(sense_of(question), sense_of(one))[0] for one in near]
    seen: dict[str, Callable[[str], bool]] = {
        "open": lambda one: bool(_LEAVES_OPEN.search(one)),
        "denied": lambda one: bool(_DENIES.search(one)),
        "none found": lambda one: bool(_NONE_FOUND.search(one)),
        "for": lambda one: bool(_SPEAKS_FOR.search(one)),
        "limited": lambda one: bool(_LIMITS.search(one)),
        "hedged": lambda one: bool(_HEDGES.search(one)),
    }
    return {
        **{f"told {side}": float(told == side) for side in ("yes", "no", "maybe")},
        **{f"end {name}": float(sees(end)) for name, sees in seen.items()},
        **{f"share {name}": sum(map(sees, sentences)) / len(sentences) for name, sees in seen.items()},
        **{f"near {name}": sum(map(sees, near)) / len(near) for name, sees in seen.items()},
        "turned down": float(turn in {"none", "not up", "not down", "denied"}),
        "moves": float(turn in {"up", "down"}),
        "agrees": float("same" in relations),
        "contradicts": float("contrary" in relations),
        "question denied": float(bool(_DENIES.search(question))),
        "always": 1.0,
    }
