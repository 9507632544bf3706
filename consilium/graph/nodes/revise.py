"""One member reads the critiques of its own claims and keeps or changes its position."""

from __future__ import annotations

from dataclasses import replace

from consilium.graph.anonymity import colleagues
from consilium.graph.context import Context, brief
from consilium.graph.counting import ledger
from consilium.graph.cutting import before_cut
from consilium.graph.state import State, Task, critiques, opinions
from consilium.graph.topology import debaters
from consilium.protocols import Colleague
from consilium.types.codec import to_plain
from consilium.types.opinion import Opinion


async def revise(task: Task, context: Context) -> State:
    """Hand a member the critiques of its claims and the strongest rival claim, never a tally."""
    name, round_ = task["member"], task["round"]
    own = next(opinion for opinion in opinions(task) if opinion.member == name)
    mine = [critique for critique in critiques(task, round_) if critique.target == name and critique.points]
    context.events.emit("revise.started", member=name, round_=round_)
    revising = context.members[name].revise(brief(task), own, mine, _rival(task, context, own), round_)
    # Whoever is cut short stands by what it said.
    opinion = await before_cut(revising, context.cut) or replace(own, round=round_, change=None)
    context.events.emit("revise.finished", member=name, round_=round_, opinion=to_plain(opinion))
    return {"opinions": {f"{round_}/{name}": to_plain(opinion)}}


def _rival(task: Task, context: Context, own: Opinion) -> Colleague | None:
    """The strongest claim that a holder of another position makes, under that holder's letter."""
    voices = debaters(task, context)
    others = {name: voice for name, voice in voices.items() if voice.position != own.position}
    held = {claim.id: (name, claim) for name, voice in others.items() for claim in voice.claims}
    seen = colleagues(task, own.member, voices)
    for entry in ledger(task, context, list(others.values())).claims:
        if named := entry.ids & held.keys():
            name, claim = held[min(named)]
            return replace(seen[name], opinion=replace(others[name], claims=(claim,)))
    return next((seen[name] for name in others), None)
