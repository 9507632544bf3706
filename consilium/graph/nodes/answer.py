"""One member answers, blind."""

from __future__ import annotations

from consilium.graph.context import Context, brief
from consilium.graph.cutting import before_cut
from consilium.graph.state import State, Task
from consilium.types.codec import to_plain
from consilium.types.opinion import abstention
from consilium.wording import say


async def answer(task: Task, context: Context) -> State:
    """Ask one member; an abstention is an opinion too, with its reason."""
    member = context.members[task["member"]]
    context.events.emit("answer.started", member=task["member"])
    opinion = await before_cut(member.answer(brief(task)), context.cut)
    if opinion is None:
        opinion = abstention(task["member"], 0, say("graph.cut"), cause="CutShort", model=member.card.model)
    context.events.emit("answer.finished", member=task["member"], opinion=to_plain(opinion))
    return {"opinions": {f"0/{opinion.member}": to_plain(opinion)}}
