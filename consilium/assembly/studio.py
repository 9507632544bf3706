"""The graph for LangGraph's own tools, which find it by ``langgraph.json``.

They know nothing of our wiring and hand in a bare state, ``{"question": {"text": "…"}}``; the first
step then opens a run in the store with the company that is reachable now.
"""

from __future__ import annotations

from collections import OrderedDict

from consilium.assembly.company import RollCall
from consilium.assembly.ids import new_run_id, new_secret
from consilium.assembly.panel import seat_panel
from consilium.assembly.wiring import Wiring, run_context
from consilium.config import load_settings
from consilium.config.keys import read_keys
from consilium.graph import Context, State, build_graph
from consilium.store import StoredEventLog
from consilium.types.codec import from_plain
from consilium.types.question import Question

MOST_RUNS = 16

_contexts: OrderedDict[str, Context] = OrderedDict()


async def context_for(state: State) -> Context:
    """The context of the run that a state belongs to; a state without one opens a run."""
    known = _contexts.get(state.get("run_id", ""))
    if known is not None:
        return known
    context = await _open(state)
    _contexts[context.run_id] = context
    while len(_contexts) > MOST_RUNS:
        _contexts.popitem(last=False)
    return context


async def _open(state: State) -> Context:
    loaded = load_settings()
    wiring = Wiring.open(loaded)
    wiring.notes.current.refresh()
    run_id, secret = state.get("run_id") or new_run_id(), state.get("secret") or new_secret()
    question = from_plain(Question, state["question"])
    wiring.store.create(run_id, question.text, {"settings": loaded.settings.model_dump(mode="json"), "secret": secret})
    panel = seat_panel(loaded, read_keys(loaded.places.keys))
    company = await RollCall(panel, wiring.clock).company()
    return run_context(wiring, company, run_id, secret, StoredEventLog(wiring.store, run_id))


graph = build_graph(context_for).compile()
"""Compiled without a checkpointer: LangGraph's tools bring their own."""
