"""Bring a workflow exported from n8n into the form in which it is kept in n8n/workflows.

python tools/clean_workflow.py exported.json > n8n/workflows/1-ask-and-wait.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# Everything else that an export holds belongs to the n8n it came from: owners, times, counters, saved state.
KEPT = ("id", "name", "active", "nodes", "connections", "settings", "pinData", "tags")
SETTINGS = ("executionOrder", "callerPolicy")


def clean(exported: dict[str, Any]) -> dict[str, Any]:
    """The workflow as a stranger may import it: switched off, with no data of the place it was made in."""
    kept = {name: exported[name] for name in KEPT if name in exported}
    settings = {name: value for name, value in kept["settings"].items() if name in SETTINGS}
    return {**kept, "active": False, "settings": settings, "pinData": {}, "tags": []}


def main() -> None:
    """Clean the file named on the command line, or several from one export, onto standard output."""
    exported = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    several = exported if isinstance(exported, list) else [exported]
    for workflow in several:
        print(json.dumps(clean(workflow), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
