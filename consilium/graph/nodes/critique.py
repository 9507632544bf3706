"""One member criticises one anonymous colleague."""

from __future__ import annotations

from consilium.graph.anonymity import colleagues
from consilium.graph.context import Context, brief
from consilium.graph.cutting import before_cut
from consilium.graph.state import State, Task
from consilium.graph.topology import debaters
from consilium.types.codec import to_plain
from consilium.types.opinion import Critique
from consilium.wording import say


async def critique(task: Task, context: Context) -> State:
    """Ask one critic about one target; the round counted is the one that it opens."""
    critic, target, round_ = task["member"], task["target"], task["round"] + 1
    context.events.emit("critique.started", member=critic, round_=round_, target=target)
    seen = colleagues(task, critic, debaters(task, context))[target]
    result = await before_cut(context.members[critic].critique(brief(task), seen, round_), context.cut)
    if result is None:
        result = Critique("", critic, target, round_, failed=say("graph.cut"))
    context.events.emit("critique.finished", member=critic, round_=round_, critique=to_plain(result))
    return {"critiques": {f"{round_}/{critic}/{target}": to_plain(result)}}
