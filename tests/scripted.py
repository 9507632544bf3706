"""Homes whose members play from scripts, for tests of the whole machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]


def answer(text: str = "It does.", stance: str = "supports", **more: Any) -> Row:
    """A row that answers: any field of the answer form may be given."""
    form: dict[str, Any] = {
        "claims": [{"text": f"A claim for {stance}.", "quotes": []}],
        "would_prove_wrong": "a trial that shows the opposite",
        "stance": stance,
        "answer": text,
        "missing": "",
        "confidence": "likely",
    }
    return {"purpose": "answer", "reply": json.dumps({**form, **more}, ensure_ascii=False)}


def critique(*points: Row) -> Row:
    """A row that criticises."""
    return {"purpose": "critique", "reply": json.dumps({"points": list(points)}, ensure_ascii=False)}


def judge(text: str = "It depends.", **more: Any) -> Row:
    """A row that judges."""
    form: dict[str, Any] = {
        "answered": [],
        "overturn": None,
        "body": "",
        "would_change": "",
        "limitations": [],
        "position": None,
    }
    return {"purpose": "judge", "reply": json.dumps({**form, "verdict": text, **more}, ensure_ascii=False)}


def fault(name: str, purpose: str = "answer") -> Row:
    """A row that fails like a server does."""
    return {"purpose": purpose, "fault": name, "reply": ""}


def make_home(
    folder: Path,
    members: Mapping[str, Sequence[Row]],
    judges: Mapping[str, Sequence[Row]] | None = None,
    *,
    cards: Mapping[str, str] | None = None,
    **settings: Any,
) -> Path:
    """Settings, cards and scripts of a panel; the path of its ``config.yaml``.

    Args:
        folder: where they are written.
        members: each member's script; a member with an empty script says nothing it was not told.
        judges: the same for the chain of judges.
        cards: lines added to a member's card.
        settings: further keys of ``config.yaml``.
    """
    (folder / "agents").mkdir(parents=True, exist_ok=True)
    for name, rows in {**members, **(judges or {})}.items():
        script = folder / "agents" / f"{name}.jsonl"
        script.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        card = f"name: {name}\ntransport: scripted\nmodel: model-{name}\nscript: {name}.jsonl\n"
        (folder / "agents" / f"{name}.yaml").write_text(card + (cards or {}).get(name, ""), encoding="utf-8")
    config = {"panel": [*members], "judges": [*(judges or {})], **settings}
    path = folder / "config.yaml"
    path.write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    return path
