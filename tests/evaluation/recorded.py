"""Recorded panels as files that the program reads: labelled rows, and a home whose members play the recordings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tools.recorded_rows import rows

Plain = dict[str, Any]

SIDED = "MED-F/pubmedqa"
"""Questions of a panel that are answered with yes, no or maybe, asked as such and not as a choice."""


def distinct_rows(panel: str, shared: Path) -> list[Plain]:
    """The rows of a panel whose questions differ, with neither topic nor usage, as ``ask`` knows neither."""
    found: dict[str, Plain] = {}
    name, _, topic = panel.partition("/")
    for row in rows(name, shared / "data" / "recorded"):
        if topic in ("", row["category"]):
            bare = {key: value for key, value in row.items() if key not in {"category", "usage"}}
            found.setdefault(" ".join(row["question"].casefold().split()), _in_words(bare) if topic else bare)
    return list(found.values())


def _in_words(row: Plain) -> Plain:
    """A choice of yes, no and maybe as the question of a kind that needs no options."""
    options: Mapping[str, str] = row["options"]
    replies = {name: options.get(letter or "") for name, letter in row["responses"].items()}
    words = {**row, "kind": "yes_no_maybe", "gold": options[row["gold"]], "responses": replies}
    return {key: value for key, value in words.items() if key != "options"}


def written(path: Path, plain: Iterable[Mapping[str, Any]]) -> Path:
    """Rows as JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain), encoding="utf-8")
    return path


def read(path: Path) -> list[Plain]:
    """JSON Lines as rows."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def asked_of(row: Plain) -> Plain:
    """A labelled row as ``batch`` is given it: without its answer and its replies."""
    return {key: row[key] for key in ("id", "question", "options", "kind") if key in row}


def seat(folder: Path, names: Sequence[str], plain: Sequence[Plain], **settings: Any) -> Path:
    """Settings and cards of a panel whose members answer these rows as recorded; the path of its ``config.yaml``."""
    agents = folder / "agents"
    agents.mkdir(parents=True)
    for name in names:
        card = {"name": name, "transport": "recorded", "recording": f"{name}.jsonl"}
        (agents / f"{name}.yaml").write_text(yaml.safe_dump(card), encoding="utf-8")
        said = [(row["question"], row["responses"][name]) for row in plain]
        written(agents / f"{name}.jsonl", ({"question": asked, "reply": reply} for asked, reply in said if reply))
    # Recorded members read nothing: an empty folder of notes keeps the sample vault out of their prompts.
    (folder / "notes").mkdir()
    alone = {"judges": [], "rounds": 0, "debate": "never", "knowledge": {"paths": [str(folder / "notes")]}}
    config = {"version": 1, "panel": list(names), **alone, **settings}
    path = folder / "config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return path
