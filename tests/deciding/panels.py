"""The eight recorded panels as rows: letters, topics, questions, tokens and seconds of real models."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from consilium.deciding.learning.rows import Labelled, Spent

Source = Literal["joined_health", "med7", "mmlupro"]
PanelName = Literal["JOIN", "MED-A", "MED-B", "MED-D", "MED-F", "PRO-I", "PRO-J", "PRO-L"]

LETTERS: Final = "ABCDEFGHIJ"
_LLAMA: Final = "Llama-3.3-70B-Instruct-Turbo"
_QWQ: Final = "QwQ-32B-Preview"
_REST: Final = (_LLAMA, "claude-3-5-sonnet", _QWQ, "gpt-4o-mini", "claude-3-5-haiku")

PANELS: Final[dict[PanelName, tuple[Source, tuple[str, ...]]]] = {
    "JOIN": ("joined_health", ("gpt-4o", "claude-3-5-sonnet", "gemini-1.5-pro-002", _QWQ)),
    "MED-A": ("med7", ("gpt-4o", "claude-3-5-sonnet", "DeepSeek-V3", _QWQ)),
    "MED-B": ("med7", (_QWQ, "claude-3-5-sonnet", _LLAMA, "DeepSeek-V3")),
    "MED-D": ("med7", ("DeepSeek-V3", *_REST)),
    "MED-F": ("med7", ("DeepSeek-R1", *_REST)),
    "PRO-I": (
        "mmlupro",
        ("gemini-1.5-pro-002", "gemini-1.5-flash-002", "llama-3.1-70b-instruct", "deepseek-coder-v2"),
    ),
    "PRO-J": (
        "mmlupro",
        (
            "llama-3-70b-base",
            "qwen1.5-110b",
            "jamba-1.5-large",
            "qwen1.5-72b-chat",
            "llama-3.1-8b-instruct",
            "mathstral-7b",
            "yi-34b",
            "mixtral-8x7b-instruct",
        ),
    ),
    "PRO-L": ("mmlupro", ("qwen1.5-7b-chat", "gemini-1.5-pro-002", "minimax-m2.5-nvfp4", "llama-3.1-70b-instruct")),
}


def panel(recorded: Path, name: PanelName) -> tuple[list[Labelled], tuple[str, ...]]:
    """Rows of a panel, and its members; ``recorded`` is the folder of the files."""
    source, members = PANELS[name]
    texts = _texts(recorded)
    table = _table(recorded / f"{source}_letters.csv.gz")
    # The rows whose gold differs between versions of the data set are no labels.
    return [_row(row, members, texts) for row in table if row.get("stable", "1") == "1"], members


def _row(row: Mapping[str, str], members: tuple[str, ...], texts: Mapping[str, Mapping[str, Any]]) -> Labelled:
    key = row.get("qid") or row["question_id"]
    text = texts.get(key) or texts.get(row.get("med7_qid", "")) or {}
    options = text.get("options", {})
    return Labelled(
        key,
        {member: row[member] if row[member] in LETTERS[: int(row["n_options"])] else None for member in members},
        row["answer"],
        row.get("dataset") or row.get("category") or row.get("subject") or "",
        dict(options) if isinstance(options, Mapping) else dict(zip(LETTERS, options, strict=False)),
        {member: _spent(row, member) for member in members if f"ctok:{member}" in row},
        text.get("question", ""),
        int(row["n_options"]),
    )


def _spent(row: Mapping[str, str], member: str) -> Spent:
    tokens, seconds = row[f"ctok:{member}"], row[f"sec:{member}"]
    return Spent(float(tokens) if tokens else None, float(seconds) if seconds else None)


def _texts(recorded: Path) -> dict[str, dict[str, Any]]:
    files = ("mmlupro_questions.jsonl.gz", "med7_questions.jsonl.gz")
    rows = (row for name in files for row in _lines(recorded / name))
    return {str(row.get("qid") or row["question_id"]): row for row in rows}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _table(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
