"""The eight recorded panels as rows: letters, topics, questions, tokens and seconds of real models."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from consilium.deciding.learning.rows import Labelled, Spent
from tools.recorded_rows import LETTERS, PANELS, key_of, letters, topic_of


def panel(recorded: Path, name: str) -> tuple[list[Labelled], tuple[str, ...]]:
    """Rows of a panel, and its members; ``recorded`` is the folder of the files."""
    source, members = PANELS[name]
    return [_row(row, members, text) for row, text in letters(recorded, source)], members


def _row(row: Mapping[str, str], members: tuple[str, ...], text: Mapping[str, Any]) -> Labelled:
    options = text.get("options", {})
    return Labelled(
        key_of(row),
        {member: row[member] if row[member] in LETTERS[: int(row["n_options"])] else None for member in members},
        row["answer"],
        topic_of(row),
        dict(options) if isinstance(options, Mapping) else dict(zip(LETTERS, options, strict=False)),
        {member: _spent(row, member) for member in members if f"ctok:{member}" in row},
        text.get("question", ""),
        int(row["n_options"]),
    )


def _spent(row: Mapping[str, str], member: str) -> Spent:
    tokens, seconds = row[f"ctok:{member}"], row[f"sec:{member}"]
    return Spent(float(tokens) if tokens else None, float(seconds) if seconds else None)
