"""Draw n8n/pictures: each workflow as n8n's own editor shows it, photographed in a real browser.

Needs what ``tools/install_n8n.sh`` installs, and Chromium:

    python tools/picture_n8n.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.n8n.keys import credentials  # noqa: E402 - the harness of the tests starts n8n here, too
from tests.n8n.machine import Machine, call  # noqa: E402
from tests.n8n.package import TOOLS, put_into  # noqa: E402
from tests.n8n.workflows import FILES, Workflow  # noqa: E402

OWNER = {"email": "owner@example.org", "firstName": "A", "lastName": "Painter", "password": "Painted-4-docs"}
NODE = 130
"""About the size of a node with its name."""

NOWHERE = "http://127.0.0.1:9"


def main() -> None:
    """Start an n8n with an owner and the workflows, photograph each, stop it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("no Chromium here")
    pictures = ROOT / "n8n" / "pictures"
    pictures.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder), N8N_DISABLE_UI="false")
        put_into(machine.nodes)
        workflows = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
        keys = credentials(consilium_key="none", consilium_url=NOWHERE, telegram_url=NOWHERE)
        # The editor marks what is incomplete, so the pictures show credentials that are there.
        machine.take(workflows, keys)
        machine.switch_on()
        with machine:
            machine.ready("consilium-ask")
            call(f"{machine.url}/rest/owner/setup", OWNER)
            plan = {
                "browser": browser,
                "url": machine.url,
                "owner": OWNER,
                "pictures": [
                    {"id": workflow["id"], "path": str(pictures / f"{path.stem}.png"), **_extent(workflow)}
                    for workflow, path in zip(workflows, FILES, strict=True)
                ],
            }
            script = ROOT / "tools" / "picture_n8n.mjs"
            environment = {"PATH": os.environ["PATH"], "PLAYWRIGHT": str(TOOLS / "playwright-core")}
            subprocess.run(["node", str(script), json.dumps(plan)], check=True, env=environment)


def _extent(workflow: Workflow) -> dict[str, int]:
    """How much room the canvas takes, so that a picture is cut to its subject."""
    rights, bottoms = [], []
    for node in workflow["nodes"]:
        x, y = node["position"]
        rights.append(x + node["parameters"].get("width", NODE))
        bottoms.append(y + node["parameters"].get("height", NODE))
    left = min(node["position"][0] for node in workflow["nodes"])
    top = min(node["position"][1] for node in workflow["nodes"])
    return {"width": max(rights) - left, "height": max(bottoms) - top}


if __name__ == "__main__":
    main()
