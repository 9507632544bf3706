"""See where the panel stands and where the run goes; no model decides here."""

from __future__ import annotations

from dataclasses import replace

from consilium.argument.conditions import settled_by_conditions
from consilium.graph.asking import asked_further
from consilium.graph.context import Context
from consilium.graph.counting import ledger
from consilium.graph.matching import matched
from consilium.graph.state import State, opinions, question
from consilium.graph.topology import debaters, pairs
from consilium.graph.voting import heard
from consilium.protocols import Attendance
from consilium.types.codec import to_plain
from consilium.wording import say


async def assess(state: State, context: Context) -> State:
    """Settle the positions, apply the stop rule, and record why."""
    same = dict(await matched(state, context))
    state = {**state, "same": same}
    asked, round_ = question(state), state["round"]
    now = heard(state, context)
    before = heard(state, context, up_to=round_ - 1) if round_ else []
    claims = ledger(state, context, [opinion for opinion in now if not opinion.abstained]).claims
    settlement = settled_by_conditions(asked, context.decider.settle(asked, now), claims)
    result = context.stop_rule.assess(asked, round_, now, before, settlement, _attendance(state, context))
    if context.cut.is_set() and result.quorum:
        route = "judge" if result.route == "critique" else result.route
        result = replace(result, route=route, why=say("graph.judge_now"))
    elif round_ == 0 and (further := asked_further(state, context, settlement.confidence)):
        why = say("graph.asked_further", confidence=settlement.confidence, names=", ".join(further))
        result = replace(result, route="answer", why=why, asking=tuple(further))
    context.events.emit("assessed", round_=round_, assessment=to_plain(result))
    return {"assessments": {str(round_): to_plain(result)}, "same": same}


def _attendance(state: State, context: Context) -> Attendance:
    """Models count towards the quorum; where none answered, one expert is enough to go on with."""
    here = {opinion.member for opinion in opinions(state) if not opinion.abstained}
    models = sum(not member.card.expert for name, member in context.members.items() if name in here)
    quorum = models >= context.quorum if models else bool(here)
    return Attendance(models or len(here), quorum, len(debaters(state, context)) if pairs(state, context) else 0)
