"""The edges that fan out and the one that chooses."""

from __future__ import annotations

from consilium.graph.asking import asked_first
from consilium.graph.context import Context
from consilium.graph.state import State, Task, assessment, critiques
from consilium.graph.topology import pairs


def answer_tasks(state: State, context: Context) -> list[Task]:
    """One task for each member that is asked: first, or beside those who have answered."""
    names = assessment(state).asking if state.get("assessments") else asked_first(state, context)
    return [Task(**state, member=name, target="") for name in names]


def critique_tasks(state: State, context: Context) -> list[Task]:
    """One task a (critic, target) pair."""
    return [Task(**state, member=critic, target=target) for critic, target in pairs(state, context)]


def revise_tasks(state: State) -> list[Task]:
    """One task for each member whose claims were criticised in this round."""
    addressed = {critique.target for critique in critiques(state, state["round"]) if critique.points}
    return [Task(**state, member=name, target="") for name in sorted(addressed)]


def next_step(state: State) -> str:
    """Where the latest assessment sends the run: ``answer``, ``critique``, ``judge`` or ``conclude``."""
    return assessment(state).route
