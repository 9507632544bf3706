"""The judge writes the verdict from the anonymous ledger."""

from __future__ import annotations

from consilium.graph.anonymity import colleagues
from consilium.graph.context import Context, brief
from consilium.graph.counting import ledger
from consilium.graph.state import State, assessment
from consilium.graph.voting import heard
from consilium.types.codec import to_plain

JUDGE = ""
"""No member can bear this name, so nobody is left out as the reader of its own answer."""


async def judge(state: State, context: Context) -> State:
    """Ask the judge once everything is said."""
    said = {opinion.member: opinion for opinion in heard(state, context) if not opinion.abstained}
    claims = ledger(state, context, list(said.values())).claims
    context.events.emit("judge.started", round_=state["round"])
    seen = list(colleagues(state, JUDGE, said).values())
    result = await context.judge.judge(brief(state), seen, claims, assessment(state).settlement)
    context.events.emit("judge.finished", round_=state["round"], judgement=to_plain(result))
    return {"judgement": to_plain(result)}
