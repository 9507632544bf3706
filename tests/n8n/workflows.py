"""The exported workflows as files, and the few changes a person makes after importing one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2] / "n8n"
FOLDER = ROOT / "workflows"
FILES = sorted(FOLDER.glob("*.json"))

Workflow = dict[str, Any]
Node = dict[str, Any]


def load(name: str) -> Workflow:
    """A workflow by the beginning of its file's name."""
    [path] = [file for file in FILES if file.name.startswith(name)]
    workflow: Workflow = json.loads(path.read_text(encoding="utf-8"))
    return workflow


def node(workflow: Workflow, name: str) -> Node:
    """A node by its name."""
    [found] = [one for one in workflow["nodes"] if one["name"] == name]
    result: Node = found
    return result


def settled(workflow: Workflow, values: Mapping[str, Any]) -> Workflow:
    """The workflow with other values in its Settings node, as a person would type them."""
    rows = node(workflow, "Settings")["parameters"]["assignments"]["assignments"]
    unknown = set(values) - {row["name"] for row in rows}
    if unknown:
        raise KeyError(f"Settings has no {sorted(unknown)}")
    for row in rows:
        if row["name"] in values:
            value = values[row["name"]]
            row["value"] = json.dumps(value) if isinstance(value, list) else value
    return workflow


def neighbours(workflow: Workflow, name: str) -> list[list[str]]:
    """The names behind each output of a node."""
    outputs = workflow["connections"].get(name, {}).get("main", [])
    return [[link["node"] for link in output or []] for output in outputs]
