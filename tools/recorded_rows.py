"""Make rows for ``consilium evaluate`` from recorded answers of real models.

    python tools/recorded_rows.py MED-F --data ../shared/data/recorded --out fit.jsonl --split fit

Panels: JOIN, MED-A/B/D/F, PRO-I/J/L (letters), and ZERO-MATH, ZERO-GSM, ZERO-CRUX (raw text).
``--split test`` writes one fold of questions, ``fit`` the others; without it all rows are written.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

LETTERS: Final = "ABCDEFGHIJ"
LLAMA, QWQ = "Llama-3.3-70B-Instruct-Turbo", "QwQ-32B-Preview"
REST: Final = (LLAMA, "claude-3-5-sonnet", QWQ, "gpt-4o-mini", "claude-3-5-haiku")
PANELS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "JOIN": ("joined_health", ("gpt-4o", "claude-3-5-sonnet", "gemini-1.5-pro-002", QWQ)),
    "MED-A": ("med7", ("gpt-4o", "claude-3-5-sonnet", "DeepSeek-V3", QWQ)),
    "MED-B": ("med7", (QWQ, "claude-3-5-sonnet", LLAMA, "DeepSeek-V3")),
    "MED-D": ("med7", ("DeepSeek-V3", *REST)),
    "MED-F": ("med7", ("DeepSeek-R1", *REST)),
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
ZERO_MEMBERS: Final = ("gpt-4o-2024-05-13", "claude-3-5-sonnet-20240620", "gemini-1.5-pro", "Qwen2-72B-Instruct")
ZERO: Final = {
    "ZERO-MATH": ("math-l5", "expression"),
    "ZERO-GSM": ("gsm", "number"),
    "ZERO-CRUX": ("crux", "expression"),
}


def rows(panel: str, recorded: Path) -> Iterator[dict[str, Any]]:
    """The rows of a panel, in the order of its file."""
    if panel in ZERO:
        yield from _raw(recorded, *ZERO[panel])
    else:
        source, names = PANELS[panel]
        yield from (_letter_row(row, names, text) for row, text in letters(recorded, source))


def members(panel: str) -> tuple[str, ...]:
    """Who is on a panel."""
    return ZERO_MEMBERS if panel in ZERO else PANELS[panel][1]


def letters(recorded: Path, source: str) -> Iterator[tuple[dict[str, str], Mapping[str, Any]]]:
    """The rows of a table of letters, each with the text of its question where one was recorded."""
    texts = {
        str(row.get("qid") or row["question_id"]): row
        for name in ("mmlupro_questions.jsonl.gz", "med7_questions.jsonl.gz")
        for row in _lines(recorded / name)
    }
    with gzip.open(recorded / f"{source}_letters.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            # Rows whose gold differs between versions of the data set are no labels.
            if row.get("stable", "1") == "1":
                yield row, texts.get(key_of(row)) or texts.get(row.get("med7_qid", "")) or {}


def key_of(row: Mapping[str, str]) -> str:
    """The id of a row's question."""
    return row.get("qid") or row["question_id"]


def topic_of(row: Mapping[str, str]) -> str:
    """The data set or subject that a row's question belongs to."""
    return row.get("dataset") or row.get("category") or row.get("subject") or ""


def fold(row: Mapping[str, Any], folds: int, seed: int) -> int:
    """The fold of a question; one that stands twice falls into one fold."""
    words = " ".join(str(row["question"]).lower().split())
    return int.from_bytes(hashlib.blake2b(f"{seed}:{words}".encode(), digest_size=8).digest()) % folds


def _raw(recorded: Path, task: str, kind: str) -> Iterator[dict[str, Any]]:
    for row in _lines(recorded / "zeroeval.jsonl.gz"):
        if row["task"] == task:
            replies = {member: row["responses"].get(member) for member in ZERO_MEMBERS}
            gold = str(row["gold"]).removeprefix("#").strip()
            yield {
                "id": f"{task}:{row['id']}",
                "question": row["question"].strip(),
                "kind": kind,
                "gold": gold,
                "category": task,
                "responses": replies,
            }


def _letter_row(row: Mapping[str, str], names: tuple[str, ...], text: Mapping[str, Any]) -> dict[str, Any]:
    key = key_of(row)
    options = text.get("options") or [f"({letter})" for letter in LETTERS[: int(row["n_options"])]]
    labelled = dict(options) if isinstance(options, dict) else dict(zip(LETTERS, options, strict=False))
    found: dict[str, Any] = {
        # One question may stand in two data sets: both ids tell its rows apart.
        "id": f"{key}/{row['med7_qid']}" if row.get("med7_qid") else key,
        "question": text.get("question") or f"Question {key}",
        "kind": "choice",
        "options": labelled,
        "gold": row["answer"],
        "category": topic_of(row),
        "responses": {name: row[name] if row[name] in labelled else None for name in names},
    }
    usage = {name: spent for name in names if (spent := _spent(row, name))}
    return {**found, "usage": usage} if usage else found


def _spent(row: Mapping[str, str], name: str) -> dict[str, float]:
    read = {"prompt_tokens": "ptok", "completion_tokens": "ctok", "seconds": "sec"}
    told = {field: row.get(f"{short}:{name}", "") for field, short in read.items()}
    return {field: float(value) if field == "seconds" else int(float(value)) for field, value in told.items() if value}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    """Write the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("panel", choices=[*PANELS, *ZERO])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the recorded files")
    parser.add_argument("--out", type=Path, required=True, help="JSON Lines to write")
    parser.add_argument("--split", choices=["fit", "test"], help="one fold of questions (test), or the others (fit)")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    count = 0
    with asked.out.open("w", encoding="utf-8") as out:
        for row in rows(asked.panel, asked.data):
            held = fold(row, asked.folds, asked.seed) == 0
            if asked.split is None or held == (asked.split == "test"):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
    print(f"{count} rows of {asked.panel}: {','.join(members(asked.panel))}")


if __name__ == "__main__":
    main()
