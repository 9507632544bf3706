"""What a reply brings: a quotation that stands, a new argument, or nothing that was not said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz.fuzz import token_set_ratio

from consilium.argument.reading.prose import claims_of_prose
from consilium.argument.reading.statements import read_statement
from consilium.spar.evidence import Sources, bearing
from consilium.types.spar import Reply, ReplyKind, SparClaim

_ALIKE: Final = 85.0
"""Above this likeness of words, in per cent, two statements are one said twice."""


def read_reply(claim: SparClaim, text: str, earlier: Sequence[Reply], sources: Sources) -> Reply:
    """A reply with what is new in it.

    A quotation counts only where it stands in the library and asserts the claim. An argument is a sentence that
    gives a mechanism or a condition and says neither what the claim says nor what was replied before; insistence,
    agreement and questions are none.

    Args:
        claim: what it defends.
        text: his words.
        earlier: his earlier replies to the same claim.
        sources: the library that quotations are looked up in.
    """
    known = {(one.source, one.quote) for reply in earlier for one in reply.evidence}
    known |= {(one.source, one.quote) for one in claim.support}
    quoted = [one for one in sources.quoted(text) if bearing(claim.text, one.quote) == "same"]
    fresh = tuple(one for one in dict.fromkeys(quoted) if (one.source, one.quote) not in known)
    kind: ReplyKind = "quotation" if fresh else "repetition" if quoted else _kind(claim, text, earlier)
    return Reply(claim.id, text, kind, fresh)


def _kind(claim: SparClaim, text: str, earlier: Sequence[Reply]) -> ReplyKind:
    before = [claim.text, *(said for reply in earlier for said in (reply.text, *claims_of_prose(reply.text)))]
    before += [attack.evidence.quote for attack in claim.attacks if attack.evidence]
    said = claims_of_prose(text)
    fresh = [one for one in said if not any(_repeats(one, old) for old in before)]
    if any(_argues(one) for one in fresh):
        return "argument"
    return "repetition" if len(fresh) < len(said) else "nothing"


def _repeats(said: str, before: str) -> bool:
    return bearing(said, before) == "same" or token_set_ratio(said.casefold(), before.casefold()) >= _ALIKE


def _argues(sentence: str) -> bool:
    says = read_statement(sentence)
    return says.kind == "mechanism" or bool(says.population or says.condition)
