"""The last resort: a verdict composed from the ledger without any model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.deciding.positions import STANCES
from consilium.types.question import Language, Question
from consilium.types.verdict import Judgement, LedgerClaim, Settlement
from consilium.wording import say

MOST_CLAIMS = 5
MOST_QUOTED = 3

TEMPLATE = "template"


def template_judgement(question: Question, ledger: Sequence[LedgerClaim], settlement: Settlement) -> Judgement:
    """The settled position and the strongest claims with their quotations, in plain sentences."""
    private = any(claim.private for claim in ledger[:MOST_CLAIMS])
    return Judgement("\n\n".join(_paragraphs(question, ledger, settlement)), by=TEMPLATE, private=private)


def _paragraphs(question: Question, ledger: Sequence[LedgerClaim], settlement: Settlement) -> Iterator[str]:
    language = question.language
    if settlement.position is not None:
        stance = settlement.position if settlement.position in STANCES else "settled"
        key = f"members.template_{stance if question.kind == 'open' else 'settled'}"
        yield say(key, language, position=settlement.position)
    elif ledger:
        yield say("members.template_notes", language)
    else:
        yield say("members.template_empty", language)
    for claim in ledger[:MOST_CLAIMS]:
        yield _line(claim, language)


def _line(claim: LedgerClaim, language: Language) -> str:
    """A claim, and the quotations that carry it unless the claim is itself one."""
    verified = [citation for citation in claim.citations if citation.verified][:MOST_QUOTED]
    if not verified:
        return f"- {claim.text}"
    quoted = "; ".join(say("members.quoted", language, words=one.quote, source=one.source) for one in verified)
    return f"- {quoted}" if verified[0].quote == claim.text else f"- {claim.text} ({quoted})"
