"""A verdict composed from the ledger alone, in the fewest words: nothing that stands is left out, nothing is added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from consilium.argument.reading import claims_of_prose
from consilium.deciding.positions import STANCES
from consilium.knowledge.frames import frames_in, name_of
from consilium.types.question import Language, Question
from consilium.types.verdict import LedgerClaim, Settlement
from consilium.wording import detect_language, say

MOST_REJECTED: Final = 6

SHORT: Final = 140
"""The longest claim, in characters, that is said in one sentence with where the panel stands."""

_ONE_WAY: Final = frozenset({"supports", "opposes"})
_NO_GROUND: Final = frozenset({"limitation", "definition"})

_QUOTES: Final = frozenset('«»“”„"')
_TITLE: Final = re.compile(r"[«“„\"][^«»“”„\"]*[»”“\"]")

Translations = Mapping[str, str]
"""By claim id, a claim in the question's language, made by whoever judged."""

NOBODY_TRANSLATED: Final[Translations] = {}


def composed(question: Question, claims: Sequence[LedgerClaim], settlement: Settlement) -> str:
    """The whole verdict: where the panel stands, then every claim that stands, what is disputed, what is rejected."""
    stands = lead(question, claims, settlement)
    ground = _ground(question, claims, settlement)
    if ground:
        stands = f"{stands.rstrip('.')}: {claim_line(ground, question.language)}"
    left = [one for one in claims if one is not ground]
    return "\n\n".join((stands, *_body(left, question.language, NOBODY_TRANSLATED)))


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


def _ground(question: Question, claims: Sequence[LedgerClaim], settlement: Settlement) -> LedgerClaim | None:
    """The strongest claim that alone bears out where the panel stands, if it is short enough to be said with it."""
    holders = set(settlement.votes.get(settlement.position or "", ()))
    if question.kind != "open" or settlement.position not in _ONE_WAY:
        return None
    first = next((one for one in claims if one.standing == "supported" and holders & set(one.supported_by)), None)
    if first is None or first.elsewhere or first.says.kind in _NO_GROUND or len(first.text) > SHORT:
        return None
    return first if detect_language(first.text) == question.language else None


def _body(claims: Sequence[LedgerClaim], language: Language, translations: Translations) -> Iterator[str]:
    """Paragraphs: what stands; what depends; limitations; what is disputed and why; what is rejected and by what."""
    stand = [one for one in claims if one.standing in {"supported", "open"}]
    halves = list(_halves(stand))
    limits = [one for one in stand if one.says.kind == "limitation" and one not in halves]
    plain = [one for one in stand if one not in halves and one not in limits]
    for heading, group in (("", plain), ("argument.depends", halves), ("argument.limits", limits)):
        if group:
            # Limitations without anything that they limit need no heading of their own.
            head = [say(heading, language)] if heading and (plain or halves) else []
            yield "\n".join((*head, *(f"- {claim_line(one, language, translations)}" for one in group)))
    disputes = list(_disputes([one for one in claims if one.standing == "disputed"], language, translations))
    if disputes:
        yield "\n".join((say("argument.disputed", language), *disputes))
    rejected = [one for one in claims if one.standing == "refuted"][:MOST_REJECTED]
    if rejected:
        lines = (_rejection(one, language, translations) for one in rejected)
        yield "\n".join((say("argument.rejected", language), *lines))


def _halves(claims: Sequence[LedgerClaim]) -> Iterator[LedgerClaim]:
    """Claims that say otherwise of other people or conditions, each beside its counterparts."""
    left = {one.id: one for one in claims}
    for claim in claims:
        others = [left[id_] for id_ in claim.elsewhere if id_ in left and id_ != claim.id]
        if claim.id in left and others:
            for one in (claim, *others):
                left.pop(one.id)
                yield one


def _disputes(claims: Sequence[LedgerClaim], language: Language, translations: Translations) -> Iterator[str]:
    """Disputed claims, each once: beside those of the list that contradict it."""
    left = {one.id: one for one in claims}
    for claim in claims:
        if left.pop(claim.id, None) is None:
            continue
        against = [left.pop(id_) for id_ in claim.conflicts if id_ in left]
        sides = [claim_line(one, language, translations) for one in (claim, *against)]
        reason = f" ({_why(claim, against, language)})" if against else ""
        yield "- " + say("argument.versus", language).join(sides) + reason


def _why(claim: LedgerClaim, against: Sequence[LedgerClaim], language: Language) -> str:
    """Why a dispute is one: whose words were found in a source."""
    found, theirs = bool(claim.verified), any(one.verified for one in against)
    if found != theirs:
        return say("argument.found_first" if found else "argument.found_second", language)
    return say("argument.found_both" if found else "argument.found_neither", language)


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
    # A title that is named decides no language.
    if detect_language(_TITLE.sub("", claim.text) or claim.text) == language:
        return text
    if told:
        return say("argument.translated", language, translation=_unended(told))
    if quoted:
        return text
    gloss = _gloss(claim, language)
    return say("argument.glossed" if gloss else "argument.untranslated", language, text=text, gloss=gloss)


def _gloss(claim: LedgerClaim, language: Language) -> str:
    """What was done, what became of what, from a claim's parts; empty where they have no names in both languages."""
    found = next(frames_in(claim.text), None)
    if found is None:
        return ""
    names = [name_of(key, language) for key in (found.intervention, found.outcome)]
    # A key without a name in the language is its name in the other.
    if any(detect_language(name) != language for name in names if language == "ru"):
        return ""
    return f"{names[0]} → {names[1]}: {say(f'experts.went_{found.direction}', language)}"


def _trimmed(text: str) -> str:
    """A claim without the words that only connect it to others, and without its full stop."""
    parts = claims_of_prose(text)
    shorter = parts[0] if len(parts) == 1 and len(parts[0]) < len(text) else text
    dropped = text[: len(text) - len(shorter)]
    # Only what stands before a claim may go: a title in quotation marks within it may not.
    whole = text.rstrip(" .").casefold().endswith(shorter.rstrip(" .").casefold())
    return _unended(shorter if whole and not set(dropped) & _QUOTES else text)


def _unended(text: str) -> str:
    return text.strip().rstrip(".").replace("\n", " ")
