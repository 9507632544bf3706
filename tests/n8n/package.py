"""The community node as it is shipped, and a workshop with n8n's own linter and compiler."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.n8n.machine import HOME
from tests.n8n.workflows import ROOT

PACKAGE = ROOT / "n8n-nodes-consilium"
TOOLS = HOME.with_name(f"{HOME.name}-lint") / "node_modules"


def missing_tools() -> str:
    """Why nothing can be linted; empty where it can."""
    if shutil.which("node") is None:
        return "no Node.js: n8n's linter needs it"
    return "" if (TOOLS / ".bin" / "n8n-node").exists() else f"no linter at {TOOLS}: bash tools/install_n8n.sh"


def put_into(nodes: Path) -> None:
    """Lay the package into n8n's folder of community nodes, with what npm would publish and no more."""
    target = nodes / PACKAGE.name
    shutil.copytree(PACKAGE / "dist", target / "dist")
    shutil.copy(PACKAGE / "package.json", target)


class Workshop:
    """A copy of the package beside the tools, so that nothing is written into the checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / PACKAGE.name
        shutil.copytree(PACKAGE, self.folder, ignore=shutil.ignore_patterns("node_modules"))
        (self.folder / "node_modules").symlink_to(TOOLS)

    def tool(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``n8n-node`` in it."""
        path = f"{self.folder / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [str(self.folder / "node_modules" / ".bin" / "n8n-node"), *words],
            cwd=self.folder,
            env={"PATH": path, "HOME": str(self.folder.parent), "NO_COLOR": "1", "FORCE_COLOR": "0"},
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
