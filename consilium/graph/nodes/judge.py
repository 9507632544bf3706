"""The judge writes the verdict from the anonymous ledger."""

from __future__ import annotations

from dataclasses import replace

from consilium.deciding.overturn import final_position
from consilium.graph.anonymity import colleagues
from consilium.graph.context import Context, brief
from consilium.graph.counting import ledger
from consilium.graph.state import State, assessment, question
from consilium.graph.voting import heard
from consilium.types.codec import to_plain
from consilium.types.question import Question
from consilium.types.verdict import Judgement, LedgerClaim, Settlement
from consilium.wording import say

JUDGE = ""
"""No member can bear this name, so nobody is left out as the reader of its own answer."""


async def judge(state: State, context: Context) -> State:
    """Ask the judge once everything is said."""
    said = {opinion.member: opinion for opinion in heard(state, context) if not opinion.abstained}
    claims = ledger(state, context, list(said.values())).claims
    context.events.emit("judge.started", round_=state["round"])
    seen = list(colleagues(state, JUDGE, said).values())
    settlement = assessment(state).settlement
    result = await context.judge.judge(brief(state), seen, claims, settlement)
    result = _noted(await _labelled(result, state, context), settlement, question(state))
    context.events.emit("judge.finished", round_=state["round"], judgement=to_plain(result))
    return {"judgement": to_plain(result)}


async def _labelled(judgement: Judgement, state: State, context: Context) -> Judgement:
    """The judgement with the label of its overturn's quotation, where rules left it open and a model here can tell."""
    case = judgement.overturn
    if case is None or case.citation.supports is not None or context.labeller is None or context.cut.is_set():
        return judgement
    text = " ".join((question(state).text, f"{case.position}.", case.reason))
    claim = LedgerClaim(JUDGE, text, citations=(case.citation,), private=judgement.private)
    [told] = await context.labeller.label(brief(state), [claim])
    return replace(judgement, overturn=replace(case, citation=told.citations[0]))


def _noted(judgement: Judgement, settlement: Settlement, asked: Question) -> Judgement:
    """The judgement with a note where it would have left the settled position and did not prove that."""
    case = judgement.overturn
    if case is None or case.proven or final_position(settlement, judgement)[0] == case.position:
        return judgement
    why = "unsupported" if case.citation.verified else "unfound"
    return replace(judgement, notes=(*judgement.notes, say(f"graph.overturn_{why}", asked.language)))
