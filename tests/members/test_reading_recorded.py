"""Replies of nine real models: how many complete answers come back, and 200 labelled by hand.

The labels were written by reading the raw texts, not by any parser; null: the text has no answer.
"""

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from consilium.members.reading import read_reply

REPOSITORY = Path(__file__).parents[2]
LABELS = Path(__file__).with_name("reading_labels.json")
LEAST_RECOVERED = 0.995
# A value behind the key, closed, before a closing brace: says nothing about how we parse.
COMPLETE = re.compile(
    r"""\\?"answer\\?"\s*:\s*\S.*?["'\]}\dA-Za-z]\s*,?\s*\}|\\?"answer\\?"\s*:\s*""\s*\}""", re.DOTALL
)


class Recorded(NamedTuple):
    task: str
    id: str | int
    model: str
    text: str


def recorded() -> list[Recorded]:
    shared = Path(os.environ.get("CONSILIUM_TEST_DATA", REPOSITORY / ".." / "shared"))
    file = next((path for path in candidates(shared) if path.exists()), None)
    if file is None:
        message = f"recorded replies are absent: no zeroeval.jsonl.gz under {shared} (CONSILIUM_TEST_DATA)"
        if os.environ.get("CONSILIUM_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Recorded(row["task"], row["id"], model, text)
        for row in rows
        for model, text in row["responses"].items()
        if text is not None
    ]


def candidates(shared: Path) -> Iterator[Path]:
    for folder in ("data/recorded", "recorded", "."):
        yield shared / folder / "zeroeval.jsonl.gz"


def test_complete_answers_come_back() -> None:
    complete = [reply for reply in recorded() if COMPLETE.search(reply.text)]
    lost = [
        reply[:3]
        for reply in complete
        if read_reply(reply.text, wanted=["reasoning", "answer"], key="answer").how == "nothing"
    ]
    assert len(complete) > 15_000
    assert len(lost) <= len(complete) * (1 - LEAST_RECOVERED), lost


def test_labelled_answers_are_exact() -> None:
    texts = {reply[:3]: reply.text for reply in recorded()}
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    wrong = []
    for label in labels:
        text = texts[label["task"], label["id"], label["model"]]
        answer = read_reply(text, wanted=["reasoning", "answer"], key="answer").fields.get("answer")
        if answer != label["answer"] or type(answer) is not type(label["answer"]):
            wrong.append((label, answer))
    assert len(labels) == 200
    assert wrong == []
