"""Open the next round once every critique is in.

Critiques are separate tasks, and an edge out of each of them would start the revisions once per
critique; this step waits for all of them.
"""

from __future__ import annotations

from consilium.graph.context import Context
from consilium.graph.state import State


async def deliver(state: State, context: Context) -> State:
    """Count the round that the critiques opened."""
    del context
    return {"round": state["round"] + 1}
