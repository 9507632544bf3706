"""A verdict composed from the ledger alone, in the fewest words: nothing that stands is left out, nothing is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from consilium.argument.reading import claims_of_prose
from consilium.deciding.positions import STANCES
from consilium.types.question import Language, Question
from consilium.types.verdict import LedgerClaim, Settlement
from consilium.wording import detect_language, say

MOST_REJECTED: Final = 6

Translations = Mapping[str, str]
"""By claim id, a claim in the question's language, made by whoever judged."""

NOBODY_TRANSLATED: Final[Translations] = {}


def composed(question: Question, claims: Sequence[LedgerClaim], settlement: Settlement) -> str:
    """The whole verdict: where the panel stands, then every claim that stands, what is disputed, what is rejected."""
    parts = [lead(question, claims, settlement), *_body(claims, question.language, NOBODY_TRANSLATED)]
    return "\n\n".join(parts)


def appended(claims: Sequence[LedgerClaim], language: Language, translations: Translations = NOBODY_TRANSLATED) -> str:
    """Claims that a text has left out, as they are put behind it; empty where there are none."""
    return "\n\n".join(_body(claims, language, translations))


def claim_line(claim: LedgerClaim, language: Language, translations: Translations = NOBODY_TRANSLATED) -> str:
    """A claim in its shortest wording, with its id; in the other language it is marked, or translated and marked."""
    return f"{_worded(claim, language, translations)} [{claim.id}]"


def lead(question: Question, claims: Sequence[LedgerClaim], settlement: Settlement) -> str:
    """Where the panel stands, in one sentence that needs no claim."""
    language = question.language
    if settlement.position is not None:
        stance = settlement.position if settlement.position in STANCES else "settled"
        key = f"members.template_{stance if question.kind == 'open' else 'settled'}"
        return say(key, language, position=settlement.position)
    return say("members.template_notes" if claims else "members.template_empty", language)


def _body(claims: Sequence[LedgerClaim], language: Language, translations: Translations) -> Iterator[str]:
    """Paragraphs: what stands; what is disputed, side against side; what is rejected and by what."""
    stand = [one for one in claims if one.standing in {"supported", "open"}]
    if stand:
        yield "\n".join(f"- {claim_line(one, language, translations)}" for one in stand)
    disputes = list(_disputes([one for one in claims if one.standing == "disputed"], language, translations))
    if disputes:
        yield "\n".join((say("argument.disputed", language), *disputes))
    rejected = [one for one in claims if one.standing == "refuted"][:MOST_REJECTED]
    if rejected:
        lines = (_rejection(one, language, translations) for one in rejected)
        yield "\n".join((say("argument.rejected", language), *lines))


def _disputes(claims: Sequence[LedgerClaim], language: Language, translations: Translations) -> Iterator[str]:
    """Disputed claims, each once: beside those of the list that contradict it."""
    left = {one.id: one for one in claims}
    for claim in claims:
        if left.pop(claim.id, None) is None:
            continue
        against = [left.pop(id_) for id_ in claim.conflicts if id_ in left]
        sides = [claim_line(one, language, translations) for one in (claim, *against)]
        yield "- " + say("argument.versus", language).join(sides)


def _rejection(claim: LedgerClaim, language: Language, translations: Translations) -> str:
    worded = _worded(claim, language, translations)
    if claim.conflicts:
        by = ", ".join(claim.conflicts)
        return "- " + say("argument.contradicted", language, claim=worded, id=claim.id, by=by)
    return f"- {worded} [{claim.id}]"


def _worded(claim: LedgerClaim, language: Language, translations: Translations) -> str:
    told = next((translations[id_] for id_ in sorted(claim.ids) if translations.get(id_)), "")
    quoted = next((one for one in claim.verified if one.quote == claim.text), None)
    text = say("argument.quoted", language, words=claim.text, source=quoted.source) if quoted else _trimmed(claim.text)
    if detect_language(claim.text) == language:
        return text
    if told:
        return say("argument.translated", language, translation=_unended(told))
    return text if quoted else say("argument.untranslated", language, text=text)


def _trimmed(text: str) -> str:
    """A claim without the words that only connect it to others, and without its full stop."""
    parts = claims_of_prose(text)
    return _unended(parts[0] if len(parts) == 1 and len(parts[0]) < len(text) else text)


def _unended(text: str) -> str:
    return text.strip().rstrip(".").replace("\n", " ")
