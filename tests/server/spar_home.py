"""A server over notes that speak against a thesis: one for everybody, one private."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.scripted import make_home
from tests.server.library_home import write

THESIS = "Beetroot juice improves running economy in trained runners."
OPEN = "Beetroot juice does not improve running economy in trained runners."
CANARY = "Канарейка-7731"
PRIVATE = f"{CANARY}: beetroot juice worsens running economy in trained runners."
FOR_IT = "Beetroot juice improves running economy in trained runners by 3 %."
INSISTENCE = "I still think so."
ARGUMENT = "Nitrate is reduced to nitric oxide, which lowers the oxygen cost of contraction because mitochondria leak less."


def spar_home(folder: Path, notes: dict[str, str] | None = None, **settings: Any) -> Path:
    """Settings of a home without any model, over an open note and a private one."""
    notes = notes or {
        "2024-03-12.md": f"# Tuesday\n\n{OPEN}\n",
        "Diary.md": f"---\nprivate: true\ndate: 2024-05-01\n---\n# Knee\n\n{PRIVATE}\n",
    }
    vault = write(folder / "vault", notes)
    return make_home(folder, {}, knowledge={"paths": [str(vault)]}, **{"panel": ["librarian"], **settings})
