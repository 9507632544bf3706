"""Running the graph with checkpoints in the home."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import aiosqlite
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langsmith import tracing_context

from consilium.assembly.wiring import Wiring
from consilium.graph import Context, State, build_graph

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig


async def run_graph(wiring: Wiring, context: Context, start: State) -> State:
    """Take a run from its first state to its last.

    The state is plain JSON, so the serialiser is told to accept no types at all. LangGraph brings
    a tracer along that switches itself on by environment variables; here only the user's own
    settings can.
    """
    path = wiring.loaded.places.checkpoints
    async with aiosqlite.connect(path) as connection:
        saver = AsyncSqliteSaver(connection, serde=JsonPlusSerializer(allowed_msgpack_modules=()))
        graph = build_graph().compile(checkpointer=saver)
        config: RunnableConfig = {"configurable": {"thread_id": context.run_id}, "recursion_limit": 200}
        with tracing_context(enabled=wiring.settings.tracing):
            state = await graph.ainvoke(start, config, context=context, durability=wiring.settings.durability)
    return cast("State", state)
