"""``spar_start`` and ``spar_reply``: a thesis against an opponent who argues from the user's sources."""

from __future__ import annotations

from pydantic import Field

from consilium.server.mcp.tool import Answer, Arguments, Call, Tool
from consilium.server.ring import Ring
from consilium.server.spar_records import ClaimId, SparState, Thesis, spar_state
from consilium.types.spar import SparRecord


class SparStartArguments(Arguments):
    """A thesis."""

    thesis: Thesis = Field(description="What the user holds to be true: whole sentences, or a note in Markdown.")


class SparReplyArguments(Arguments):
    """A reply in a match."""

    match: str = Field(
        min_length=1, max_length=64, description="The match's id, as spar_start gave it; `last` is the newest."
    )
    text: Thesis = Field(
        description="The user's argument in his own words; quotations in quotation marks are looked up in his sources."
    )
    claim: ClaimId = Field(
        "", description="The id of the claim it defends; left out, the first one that does not stand."
    )


def _ring(call: Call) -> Ring:
    ring: Ring = call.request.app.state.ring
    return ring


def _answer(call: Call, record: SparRecord) -> Answer:
    plain = spar_state(record, call.caller)
    return Answer(plain, f"id: {record.id}\n\n{plain['text']}")


async def _start(call: Call, given: SparStartArguments) -> Answer:
    return _answer(call, await _ring(call).begin(call.caller, given.thesis))


async def _reply(call: Call, given: SparReplyArguments) -> Answer:
    return _answer(call, await _ring(call).reply(call.caller, given.match, given.text, given.claim))


SPAR_START = Tool(
    name="spar_start",
    title="Let a thesis be attacked",
    description=(
        "Put a thesis of the user's to an opponent who takes it apart into claims and attacks each with sentences of "
        "the user's papers and earlier notes, word for word and dated; where the panel has models, they attack it too. "
        "Says plainly where it has no counter-evidence. Each claim ends standing, narrowed (with the condition), "
        "fallen or undecided. Pass the attacks on as they are, do not soften them, and do not answer for the user."
    ),
    takes=SparStartArguments,
    gives=SparState,
    scope="ask",
    use=_start,
)

SPAR_REPLY = Tool(
    name="spar_reply",
    title="Reply to the opponent",
    description=(
        "Give the user's reply to an attack in a match that spar_start began. Only a new argument or a quotation that "
        "stands in the user's sources changes how a claim ends; insistence and repetition do not, and the answer says "
        "so. Send what the user said, not arguments of your own."
    ),
    takes=SparReplyArguments,
    gives=SparState,
    scope="ask",
    use=_reply,
)
