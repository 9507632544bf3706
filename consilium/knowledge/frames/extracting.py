"""From sentences to findings, by rules: one cue a clause, what stands before it and what behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilium.knowledge.frames.cues import BEHIND, BETWEEN, CAUSE, COMPARED, CUE, DENIED, LEADING, may_begin
from consilium.knowledge.frames.measures import magnitude_in, p_in, population_in
from consilium.knowledge.frames.terms import Term, key_of, terms_in
from consilium.knowledge.stemming import stems
from consilium.types.frame import Direction, Frame, Merit

LONGEST_SENTENCE: Final = 600
"""A longer "sentence" is a table or a list; nothing is read into it."""

_END: Final = re.compile(
    r"[.!?…](?<!\bvs.)(?<!\bal.)(?<!\bсм.)(?<!\bср.)[\"'»”)\]*_]*(?=\s+[A-ZА-ЯЁ(\[«\"*_>])|\n(?=\s*(?:\n|[-*+>#|]))"
)
_BREAK: Final = re.compile(
    r"[,;:()]|\b(?:that|which|whereas|while|but|although|because|and that|что|который|которая|которое|которые|тогда как"
    r"|но|хотя|а|поскольку)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w+")
_SUPPOSED: Final = re.compile(
    r"\?\s*\Z|\b(?:whether|hypothesi\w+|(?:aims?|aimed|purpose|objective|goal)\b|to (?:examine|determine|investigate"
    r"|evaluate|assess|test|explore|compare|study)|unclear|unknown|ли|цель\w*|гипотез\w+|изучить|выяснить|проверить|оценить"
    r"|неизвестно|неясно|планиру\w+|хочу)\b",
    re.IGNORECASE,
)
_OF_ON: Final = re.compile(
    r"(?:of|от|со стороны)\s+(?P<cause>[^,;:().]+?)\s+(?:on|на)\s+(?P<outcome>[^,;:().]+)", re.IGNORECASE
)
_EDGE: Final = re.compile(
    r"\b(?:in|among|by|compared|than|versus|after|during|у|на|по сравнению|при|после|чем)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A cue, all that stands before it, its own clause of that, and what stands behind it."""

    cue: re.Match[str]
    whole: str
    before: str
    behind: str


def frames_in(text: str, start: int = 0) -> Iterator[Frame]:
    """The findings of a passage, at most one a sentence; linear in its length.

    What only asks, plans or supposes is no finding, and neither is what cannot be named in a few words.

    Args:
        text: the passage.
        start: its offset in the source's text, to which the frames' offsets are added.

    >>> [(one.intervention, one.outcome, one.direction) for one in frames_in("Caffeine improved VO2max by 5 %.")]
    [('caffeine', 'vo2max', 'up')]
    """
    if not any(map(may_begin, text.casefold().split())):
        return
    for at, sentence in _sentences(text):
        if len(sentence) <= LONGEST_SENTENCE and (frame := _frame(sentence, start + at)):
            yield frame


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with their offsets, without the marks of lists and quotations before them."""
    at = 0
    for end in (*(found.end() for found in _END.finditer(text)), len(text)):
        sentence = text[at:end].rstrip()
        bare = sentence.lstrip(" \t\r\n>#*+-")
        if bare:
            yield at + len(sentence) - len(bare), bare
        at = end


def _frame(sentence: str, start: int) -> Frame | None:
    """The first finding of a sentence whose intervention and outcome can both be named."""
    cues = list(_cues(sentence))
    if not cues or _SUPPOSED.search(sentence):
        return None
    for cue in cues:
        before = sentence[: cue.start()]
        clause = _Clause(cue, before, _BREAK.split(before)[-1], sentence[cue.end() :])
        if named := _named(clause):
            return _finding(clause, *named, sentence, start)
    return None


def _cues(sentence: str) -> Iterator[re.Match[str]]:
    end = 0
    for word in _WORD.finditer(sentence):
        at = word.start()
        if at < end or not may_begin(word.group().casefold()) or _linked(sentence, at):
            continue
        if cue := CUE.match(sentence, at):
            end = cue.end()
            yield cue


def _linked(sentence: str, at: int) -> bool:
    """Whether a place lies within a link to another note: its name is no statement of this one."""
    return sentence.rfind("[[", 0, at) > sentence.rfind("]]", 0, at)


def _named(clause: _Clause) -> tuple[Term, Term] | None:
    """Intervention and outcome, by the order in which the cue wants them."""
    if both := _OF_ON.match(clause.cue.group().rsplit(None, 1)[-1] + clause.behind):
        return _pair(both["cause"], both["outcome"])
    if clause.cue["null"] and (both := BETWEEN.match(clause.behind)):
        return _pair(both["one"], both["outcome"])
    if not BEHIND.match(clause.behind) or clause.cue["related"] or _acts_on(clause.cue):
        return _pair(clause.before, _head(clause.behind)) or _led(clause.whole)
    if cause := CAUSE.search(clause.behind):
        return _pair(cause["cause"], clause.before)
    return _led(clause.whole)


def _led(before: str) -> tuple[Term, Term] | None:
    """Intervention and outcome where both stand before the cue, the intervention behind a preposition."""
    led = LEADING.match(before)
    if led is None:
        return None
    if led["outcome"]:
        return _pair(led["cause"], led["outcome"])
    named = [found.term for found in terms_in(stems(led["cause"])) if found.term.ours]
    return (named[0], named[-1]) if len(set(named)) > 1 else None


def _acts_on(cue: re.Match[str]) -> bool:
    """Whether the cue ends with a preposition of its own: "no effect on", «не влияет на»."""
    words = cue.group().casefold()
    return words.endswith((" on", " of", " for", " in")) or "влия" in words or "сказ" in words


def _head(behind: str) -> str:
    """The noun phrase right behind a cue, without «на» of «влияет на»."""
    phrase = _BREAK.split(re.sub(r"\A\s*(?:on|на|in|of|for|the)\s+", "", behind, flags=re.IGNORECASE))[0]
    return _EDGE.split(phrase)[0]


def _pair(cause: str, outcome: str) -> tuple[Term, Term] | None:
    """What both phrases name, where they name different things."""
    intervention, changed = key_of(cause.strip()), key_of(outcome.strip())
    return (intervention, changed) if intervention and changed and intervention.key != changed.key else None


def _finding(clause: _Clause, intervention: Term, outcome: Term, sentence: str, start: int) -> Frame:
    denied = bool(DENIED.search(clause.whole[-60:]))
    direction, merit = direction_of(clause.cue, outcome, denied=denied)
    compared = COMPARED.search(clause.behind)
    size, unit = magnitude_in(clause.behind) if direction != "none" else (None, "")
    return Frame(
        intervention=intervention.key,
        outcome=outcome.key,
        direction=direction,
        start=start,
        end=start + len(sentence),
        merit=merit,
        magnitude=size,
        unit=unit,
        comparator=compared["with"].strip() if compared else "",
        population=population_in(sentence),
        p=p_in(sentence),
        negated=denied,
    )


def direction_of(cue: re.Match[str], outcome: Term, *, denied: bool) -> tuple[Direction, Merit]:
    """Where the outcome went and whether that is wanted.

    What "improved" is less of where less is better: a time trial's time.
    """
    if denied or cue["null"]:
        return "none", ""
    if cue["turned"]:
        return "mixed", ""
    if cue["good"] or cue["bad"]:
        up = bool(cue["good"]) == (outcome.better >= 0)
        return ("up" if up else "down"), ("good" if cue["good"] else "bad")
    down = bool(cue["down"] or cue["inverse"])
    sign = outcome.better * (-1 if down else 1)
    return ("down" if down else "up"), ("good" if sign > 0 else "bad" if sign < 0 else "")
