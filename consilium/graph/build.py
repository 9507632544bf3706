"""The StateGraph: which step follows which. The only file that knows LangGraph."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import Send

from consilium.graph import routing
from consilium.graph.context import Context
from consilium.graph.nodes.answer import answer
from consilium.graph.nodes.assess import assess
from consilium.graph.nodes.conclude import conclude
from consilium.graph.nodes.critique import critique
from consilium.graph.nodes.deliver import deliver
from consilium.graph.nodes.judge import judge
from consilium.graph.nodes.prepare import prepare
from consilium.graph.nodes.revise import revise
from consilium.graph.state import State, Task

Fallback = Callable[[State], Awaitable[Context]]
Graph = StateGraph[State, Context, State, State]

_STEPS = {"prepare": prepare, "assess": assess, "deliver": deliver, "judge": judge, "conclude": conclude}
_TASKS = {"answer": answer, "critique": critique, "revise": revise}


def build_graph(fallback: Fallback | None = None) -> Graph:
    """The uncompiled graph; the caller compiles it with a checkpointer of its choice.

    Args:
        fallback: makes a context for callers that hand none in, such as LangGraph's own tools,
            which know nothing of our wiring.
    """
    graph: Graph = StateGraph(State, context_schema=Context)
    for name, step in _STEPS.items():
        graph.add_node(name, _bound(step, fallback))
    for name, task in _TASKS.items():
        graph.add_node(name, _bound(task, fallback), input_schema=Task)
    graph.add_edge(START, "prepare")
    graph.add_conditional_edges("prepare", _fan_out("answer", routing.answer_tasks, fallback), ["answer", "assess"])
    graph.add_edge("answer", "assess")
    graph.add_conditional_edges("assess", _after_assess(fallback), ["answer", "critique", "judge", "conclude"])
    graph.add_edge("critique", "deliver")
    graph.add_conditional_edges("deliver", _after_deliver, ["revise", "assess"])
    graph.add_edge("revise", "assess")
    graph.add_edge("judge", "conclude")
    graph.add_edge("conclude", END)
    return graph


def _bound(step: Callable[[Any, Context], Awaitable[State]], fallback: Fallback | None) -> Any:
    async def node(state: Any, runtime: Runtime[Context]) -> State:
        return await step(state, await _context(state, runtime, fallback))

    return node


async def _context(state: State, runtime: Runtime[Context], fallback: Fallback | None) -> Context:
    # LangGraph passes None for a context that was not given, whatever the annotation says.
    given: Context | None = runtime.context
    if given is not None:
        return given
    if fallback is None:
        message = "build_graph() was given no context and no fallback"
        raise TypeError(message)
    return await fallback(state)


def _fan_out(node: str, tasks: Callable[[State, Context], list[Task]], fallback: Fallback | None) -> Any:
    async def route(state: State, runtime: Runtime[Context]) -> list[Send] | str:
        sends = [Send(node, task) for task in tasks(state, await _context(state, runtime, fallback))]
        # Without anybody to ask an empty list would end the run before its verdict.
        return sends or "assess"

    return route


def _after_assess(fallback: Fallback | None) -> Any:
    fan_out = {
        "answer": _fan_out("answer", routing.answer_tasks, fallback),
        "critique": _fan_out("critique", routing.critique_tasks, fallback),
    }

    async def route(state: State, runtime: Runtime[Context]) -> list[Send] | str:
        step = routing.next_step(state)
        if step not in fan_out:
            return step
        sends: list[Send] | str = await fan_out[step](state, runtime)
        return sends

    return route


def _after_deliver(state: State) -> list[Send] | str:
    """Revise where there is something to answer; otherwise the panel stands as it stood."""
    return [Send("revise", task) for task in routing.revise_tasks(state)] or "assess"
