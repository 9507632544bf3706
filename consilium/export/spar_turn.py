"""One turn of a sparring match as a message in a chat: all of it first, then the claim that was argued about."""

from __future__ import annotations

from consilium.export.neutral import one_line
from consilium.export.spar import claim_lines, outcome_line, spar_markdown
from consilium.types.spar import SparRecord
from consilium.wording import say


def turn_markdown(record: SparRecord) -> str:
    """What the opponent says last, with how to answer it, in the language of the thesis."""
    if not record.replies:
        said = spar_markdown(record)
    else:
        meant = record.replies[-1].claim
        said = "\n\n".join([_argued_about(record, meant), *_beside(record, meant)]) + "\n"
    return f"{said}\n{_how(record)}\n"


def _argued_about(record: SparRecord, meant: str) -> str:
    claim = next(one for one in record.claims if one.id == meant)
    replies = [one for one in record.replies if one.claim == meant]
    given = [one for one in record.concessions if one.claim == meant]
    return "\n".join(claim_lines(claim, replies, record.language, given))


def _beside(record: SparRecord, meant: str) -> list[str]:
    """Every other claim in a line."""
    lines = [
        f"- {one.id}. {one_line(one.text)} **{outcome_line(one, record.language)}**"
        for one in record.claims
        if one.id != meant
    ]
    return ["\n".join(lines)] if lines else []


def _how(record: SparRecord) -> str:
    if len(record.claims) == 1:
        return say("export.spar_answer", record.language)
    shaken = (one.id for one in record.claims if one.outcome.state != "standing")
    return say("export.spar_answer_claim", record.language, claim=next(shaken, record.claims[0].id))
