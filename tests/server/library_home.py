"""A server over a small vault with an open note, a private one and a private comment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.scripted import answer, judge, make_home

KNOWN = "Beetroot juice lowers the oxygen cost of submaximal running."
CANARY = "Канарейка-7731 of the closed notebook"
COMMENTED = "Кенар-4402 in a comment"
NOTES = {
    "Beetroot.md": f"# Beetroot\n\n{KNOWN}\n\n%%{COMMENTED}: beetroot was bad for me.%%\n",
    "Diary of the knee.md": f"---\nprivate: true\n---\n# Knee\n\n{CANARY}: beetroot juice and running again.\n",
    "sub/Creatine.md": "# Creatine\n\nCreatine supports repeated sprints without a loading phase.\n",
}
HIDDEN = (CANARY, COMMENTED, "Diary of the knee", "Канарейка", "Кенар")


def write(folder: Path, notes: dict[str, str]) -> Path:
    """Notes on disk."""
    for name, text in notes.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def vault_home(folder: Path, **settings: Any) -> Path:
    """Settings that answer from the vault, beside one scripted member."""
    vault = write(folder / "vault", NOTES)
    settings.setdefault("knowledge", {"paths": [str(vault)]})
    return make_home(folder, {"first": [answer()]}, {"bench": [judge()]}, **settings)


def nothing_hidden(text: str) -> None:
    """Nothing of the private notes stands in a text, escaped or not."""
    for secret in HIDDEN:
        assert secret not in text
        assert secret.encode("unicode_escape").decode() not in text
