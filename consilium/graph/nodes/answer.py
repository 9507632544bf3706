"""One member answers, blind."""

from __future__ import annotations

from consilium.graph.context import Context, brief
from consilium.graph.state import State, Task
from consilium.types.codec import to_plain


async def answer(task: Task, context: Context) -> State:
    """Ask one member; an abstention is an opinion too, with its reason."""
    member = context.members[task["member"]]
    context.events.emit("answer.started", member=task["member"])
    opinion = await member.answer(brief(task))
    context.events.emit("answer.finished", member=task["member"], opinion=to_plain(opinion))
    return {"opinions": {f"0/{opinion.member}": to_plain(opinion)}}
