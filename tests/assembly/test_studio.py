"""LangGraph's own tools find the graph by langgraph.json and run it with a bare state."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def served_graph() -> Any:
    """The graph, loaded the way LangGraph's server loads it: by file path and name."""
    place = json.loads((ROOT / "langgraph.json").read_text(encoding="utf-8"))["graphs"]["consilium"]
    file, _, name = place.partition(":")
    spec = importlib.util.spec_from_file_location("served", ROOT / file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


async def test_the_served_graph_answers_a_bare_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    state = await served_graph().ainvoke({"question": {"text": "What limits VO2max?"}})
    assert state["verdict"]["status"] == "embedded"
    assert state["verdict"]["claims"]
    assert (tmp_path / "home" / "runs.sqlite").is_file()


def test_the_drawing_shows_the_machine_of_the_design() -> None:
    drawn = served_graph().get_graph()
    steps = {"prepare", "answer", "assess", "critique", "deliver", "revise", "judge", "conclude"}
    assert steps <= set(drawn.nodes)
    edges = {(edge.source, edge.target) for edge in drawn.edges}
    assert {("assess", "critique"), ("assess", "judge"), ("assess", "conclude"), ("revise", "assess")} <= edges
