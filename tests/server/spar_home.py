"""A server over notes that speak against theses: an open one, and a private one that nobody else may know of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.scripted import make_home
from tests.server.library_home import write

THESIS = "Beetroot juice improves running economy in trained runners."
OPEN = "Beetroot juice does not improve running economy in trained runners."
DIARY_THESIS = "Creatine raises strength in trained men."
DIARY = "Creatine does not raise strength in trained men."
CANARY = "Канарейка-7731"
INSISTENCE = "I still think so."
ARGUMENT = (
    "Nitrate is reduced to nitric oxide, which lowers the oxygen cost of contraction because mitochondria leak less."
)


def spar_home(folder: Path, **settings: Any) -> Path:
    """Settings of a home without any model, over both notes."""
    notes = {
        "2024-03-12.md": f"# Tuesday\n\n{OPEN}\n",
        f"{CANARY}.md": f"---\nprivate: true\ndate: 2024-05-01\n---\n# {CANARY}\n\n{DIARY}\n",
    }
    vault = write(folder / "vault", notes)
    return make_home(folder, {}, knowledge={"paths": [str(vault)]}, **{"panel": ["librarian"], **settings})


def nothing_private(text: str) -> None:
    """Nothing of the private note stands in a text, escaped or not."""
    for secret in (CANARY, CANARY.encode("unicode_escape").decode(), DIARY, "2024-05-01"):
        assert secret not in text
