"""What is said over HTTP of sparring matches, every field with its meaning."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from consilium.export.neutral import shortened
from consilium.export.spar_turn import turn_markdown
from consilium.server.guard import Caller
from consilium.server.ring import MOST_THESIS
from consilium.types.codec import to_plain
from consilium.types.spar import OutcomeState, SparRecord

Thesis = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_THESIS)]
ClaimId = Annotated[str, StringConstraints(max_length=20)]
TITLE_CHARS = 200


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SparRequest(_Body):
    """A thesis to be attacked."""

    thesis: Thesis = Field(description="A sentence or a whole note in Markdown, in Russian or English.")


class SparReplyRequest(_Body):
    """A reply to the attacks on a claim."""

    text: Thesis = Field(description="An argument; quotations in quotation marks are looked up in the library.")
    claim: ClaimId = Field(
        "", description="The id of the claim it defends; left out, the first one that does not stand."
    )


class SparState(BaseModel):
    """A sparring match as it stands."""

    match: SparRecord = Field(description="The match: claims, what speaks for and against each, and how each ends.")
    text: str = Field(description="What the opponent says last, as Markdown in the language of the thesis.")


class SparSummary(BaseModel):
    """A sparring match in a line."""

    id: str = Field(description="The match's id.")
    thesis: str = Field(description="The thesis; a long one is shortened.")
    at: str = Field(description="When the match began, in UTC.")
    outcomes: dict[OutcomeState, int] = Field(description="How many of its claims end how.")


class SparPage(BaseModel):
    """Sparring matches, newest first."""

    matches: list[SparSummary] = Field(description="The matches.")


def spar_state(record: SparRecord, caller: Caller) -> dict[str, Any]:
    """A match in the shape of ``SparState``; the folder of its note is only the user's own to know."""
    shown = replace(record, notes="") if caller.key else record
    return {"match": to_plain(shown), "text": turn_markdown(record)}


def spar_summary(record: SparRecord) -> dict[str, Any]:
    """A match in the shape of ``SparSummary``."""
    outcomes = Counter(claim.outcome.state for claim in record.claims)
    thesis = shortened(" ".join(record.thesis.split()), TITLE_CHARS)
    return {"id": record.id, "thesis": thesis, "at": record.at, "outcomes": dict(outcomes)}
