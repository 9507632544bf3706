"""An answer in prose as claims: one checkable sentence each, with the quotations that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consilium.argument.reading.plain import plain
from consilium.argument.reading.sentences import is_filler, names_nothing, sentences_in, words_of
from consilium.knowledge.quotes.reading import Quoted, quotations

_FEWEST_WORDS: Final = 2
_LONGEST_TERM: Final = 4
_PLACE: Final = re.compile("\ue000(\\d+)\ue001")
_OPENING: Final = re.compile(r"[\s]*[«“„\"]\Z")
_CLOSING: Final = re.compile(
    r"[»”“\"]?(?:[\s.,;]{0,3}(?:[(—–-]\s*)?(?:\[\[[^\]\n]{1,200}\]\]|\[[^\[\]\n]{1,200}\](?:\([^()\s]*\))?"
    r"|\([^()\n]{2,200}\))\)?)?"
)
_POINTER: Final = re.compile(r"\s*\[(?:\^?[\w:.-]{1,40}|\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\](?!\()")


@dataclass(frozen=True, slots=True)
class ProseClaim:
    """A claim of an answer in prose.

    Args:
        text: the sentence, without what is quoted in it.
        quotes: the quotations that stand in it, with what is named as their source.
    """

    text: str
    quotes: tuple[Quoted, ...] = ()


def claims_of_prose(text: str) -> list[str]:
    """The claims of an answer in prose, one sentence each, in order.

    Headings, questions, filler and words that only connect are left out; lists and semicolons part claims; a
    sentence that opens the answer with its position stays whole. What a pronoun stands for is not guessed.

    >>> claims_of_prose("Great question! Yes, caffeine helps. However, sleep suffers; doses above 6 mg/kg add nothing.")
    ['Yes, caffeine helps.', 'Sleep suffers', 'Doses above 6 mg/kg add nothing.']
    """
    return [claim.text for claim in prose_claims(text)]


def prose_claims(text: str) -> list[ProseClaim]:
    """The claims of an answer in prose with their quotations, each claim once."""
    marked, found = _with_places(text)
    claims: list[ProseClaim] = []
    for claim in _claims(marked, found):
        if claim.text:
            claims.append(claim)
        elif claims:
            claims[-1] = replace(claims[-1], quotes=(*claims[-1].quotes, *claim.quotes))
        else:
            claims += [ProseClaim(quoted.quote, (quoted,)) for quoted in claim.quotes]
    return list({plain(claim.text): claim for claim in reversed(claims)}.values())[::-1]


def _claims(marked: str, found: Sequence[Quoted]) -> Iterator[ProseClaim]:
    """Each sentence as a claim; one that only quotes has no text of its own."""
    for sentence in sentences_in(marked):
        quotes = tuple(found[int(place)] for place in _PLACE.findall(sentence))
        bare = _tidy(_POINTER.sub("", _PLACE.sub("", sentence)))
        if bare.rstrip("\"'»”)").endswith("?") or is_filler(bare) or (not quotes and names_nothing(bare)):
            continue
        if words_of(bare) >= _FEWEST_WORDS:
            yield ProseClaim(bare, quotes)
        elif quotes:
            yield ProseClaim("", quotes)


def _tidy(sentence: str) -> str:
    """A sentence without the gap that a quotation has left."""
    closed = re.sub(r"\s*\(\s*\)", "", sentence)
    closed = re.sub(r"\s+([.,;:!?)])", r"\1", re.sub(r"\s{2,}", " ", closed)).strip()
    return re.sub(r"[\s:—–,(>-]+(?=\.?\Z)", "", closed).strip()


def _with_places(text: str) -> tuple[str, list[Quoted]]:
    """A text with its quotations, and what is cited behind them, each put away behind a number."""
    found: list[Quoted] = []
    kept: list[str] = []
    at = 0
    for quoted in quotations(text):
        if quoted.start < at or (not quoted.cited and words_of(quoted.quote) <= _LONGEST_TERM):
            continue
        opening = _OPENING.search(text, at, quoted.start)
        behind = _CLOSING.match(text, quoted.end)
        kept.append(text[at : opening.start() if opening else quoted.start])
        kept.append(f" \ue000{len(found)}\ue001")
        at = behind.end() if behind and (opening or quoted.cited) else quoted.end
        found.append(quoted)
    return "".join([*kept, text[at:]]), found


def told_position(text: str) -> str:
    """What an answer in prose says first, where it says it plainly: yes, no, depends or unclear; else nothing.

    >>> told_position("Нет. Сода не помогает."), told_position("Caffeine is a stimulant.")
    ('no', '')
    """
    sentences = [plain(sentence) for sentence in sentences_in(text)]
    opening = next((sentence for sentence in sentences if not is_filler(sentence) or _CLOSED.match(sentence)), "")
    closing = _CLOSED.match(sentences[-1]) if sentences else None
    said = _CLOSED.sub("", sentences[-1]) if closing else opening
    return next((position for position, pattern in _POSITIONS if pattern.match(said)), "")


_CLOSED: Final = re.compile(r"(?:(?:the|my) )?(?:(?:final|short|correct) )?answer (?:is|would be):? |(?:мой )?ответ:? ")


_POSITIONS: Final = (
    (
        "depends",
        re.compile(
            r"(?:it |this |that |the answer )?depends\b|(?:это |ответ |все )?зависит\b|yes and no\b|и да,? и нет\b"
            r"|(?:yes|no|да|нет),? but only\b|да, но только\b|only (?:in|for|if|under)\b|только (?:у|при|для|если)\b"
        ),
    ),
    (
        "unclear",
        re.compile(
            r"(?:it is |this is |the answer is |the evidence is )?(?:unclear|unknown|uncertain|inconclusive"
            r"|mixed)\b|there is no (?:clear|good|sufficient)"
            r"|(?:это |пока )?(?:неясно|неизвестно|не ясно|не известно)\b|данных (?:недостаточно|мало|нет)\b"
            r"|недостаточно данных\b"
        ),
    ),
    ("yes", re.compile(r"(?:yes|да)\b(?! и нет)|(?:short )?answer(?: is)?:? yes\b")),
    (
        "no",
        re.compile(
            r"(?:no|нет)\b(?! doubt| question| сомнений| clear| ясного| единого| evidence| data| данных)|not really\b"
        ),
    ),
)
