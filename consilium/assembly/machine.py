"""The compiled graph with its checkpoints in the home: made on first use, then used for every run."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import aiosqlite
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langsmith import tracing_context

from consilium.config.settings import Durability
from consilium.graph import Context, State, build_graph

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

MOST_STEPS = 200


class Machine:
    """Takes runs from their first state to their last.

    Compiling the graph and opening a connection cost more than a step of ours does, so both are done
    once; they belong to the event loop that runs first.

    Args:
        checkpoints: the database of LangGraph's checkpoints.
        durability: when they are written.
        tracing: whether LangSmith may trace; nothing else may switch it on.
    """

    def __init__(self, checkpoints: Path, durability: Durability, *, tracing: bool) -> None:
        self._path = checkpoints
        self._durability: Durability = durability
        self._tracing = tracing
        self._opening = asyncio.Lock()
        self._connection: aiosqlite.Connection | None = None
        self._graph: Any = None
        self._saver: AsyncSqliteSaver | None = None

    async def run(
        self, context: Context, start: State, *, durability: Durability | None = None, go_on: bool = False
    ) -> State:
        """The last state of one run.

        Args:
            context: its company.
            start: its first state; the question and the thread.
            durability: when its checkpoints are written, in place of the usual time.
            go_on: continue from its last checkpoint where there is one.
        """
        graph = await self._compiled()
        assert self._saver is not None
        config: RunnableConfig = {"configurable": {"thread_id": context.run_id}, "recursion_limit": MOST_STEPS}
        first: State | None = start
        if go_on and (await graph.aget_state(config)).next:
            first = None
        else:
            # What was answered is in the journal, and an old state would mix the opinions of a later
            # round into an earlier one.
            await self._saver.adelete_thread(context.run_id)
        # LangGraph brings a tracer along that environment variables switch on; here only settings do.
        with tracing_context(enabled=self._tracing):
            when = durability or self._durability
            state = await graph.ainvoke(first, config, context=context, durability=when)
        return cast("State", state)

    async def _compiled(self) -> Any:
        async with self._opening:
            if self._graph is None:
                self._connection = await aiosqlite.connect(self._path)
                # The state is plain JSON, so the serialiser is told to revive no types at all.
                self._saver = AsyncSqliteSaver(self._connection, serde=JsonPlusSerializer(allowed_msgpack_modules=()))
                await self._saver.setup()
                self._graph = build_graph().compile(checkpointer=self._saver)
            return self._graph

    async def aclose(self) -> None:
        """Close the connection; safe to call twice."""
        if self._connection is not None:
            await self._connection.close()
        self._connection, self._graph, self._saver = None, None, None
