"""Measure the reply parser on recorded replies of nine real models.

Prints how many complete answers come back and how, side by side with two plain alternatives:
`json_repair.loads` alone and strict JSON alone; then every lost reply with its reason.

    CONSILIUM_TEST_DATA=../shared python bench/replies.py
"""

import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import json_repair

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from consilium.members.reading import Reading, read_reply  # noqa: E402  (runs from a checkout, not installed)

LABELS = REPOSITORY / "tests" / "members" / "reading_labels.json"
# A value behind the key, closed, before a closing brace: independent of how we parse.
COMPLETE = re.compile(
    r"""\\?"answer\\?"\s*:\s*\S.*?["'\]}\dA-Za-z]\s*,?\s*\}|\\?"answer\\?"\s*:\s*""\s*\}""", re.DOTALL
)
FENCED = re.compile(r"```(?:json)?\s*\n(.*?)\n?\s*```", re.DOTALL)
BRACED = re.compile(r"\{.*\}", re.DOTALL)
MISSING = object()


class Reply(NamedTuple):
    """One recorded text with where it comes from."""

    task: str
    id: str | int
    model: str
    text: str


def load() -> list[Reply]:
    """All recorded replies that are not null."""
    shared = Path(os.environ.get("CONSILIUM_TEST_DATA", REPOSITORY / ".." / "shared"))
    files = [shared / folder / "zeroeval.jsonl.gz" for folder in ("data/recorded", "recorded", ".")]
    file = next((path for path in files if path.exists()), None)
    if file is None:
        sys.exit(f"no zeroeval.jsonl.gz under {shared}: set CONSILIUM_TEST_DATA")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Reply(row["task"], row["id"], model, text)
        for row in rows
        for model, text in row["responses"].items()
        if text is not None
    ]


def read(text: str) -> Reading:
    """Our reading of `text`."""
    return read_reply(text, wanted=["reasoning", "answer"], key="answer")


def ours(text: str) -> object:
    """The answer that we read."""
    return read(text).fields.get("answer", MISSING)


def repaired(text: str) -> object:
    """The answer that json_repair alone gives (the last object's, where it returns a list)."""
    try:
        value: Any = json_repair.loads(text)
    except (ValueError, RecursionError):
        return MISSING
    objects = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
    return next((item["answer"] for item in reversed(objects) if "answer" in item), MISSING)


def strict(text: str) -> object:
    """The answer that strict JSON alone gives, in the first fence or between the outer braces."""
    fenced, braced = FENCED.search(text), BRACED.search(text)
    source = fenced[1] if fenced else braced[0] if braced else text
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        return MISSING
    return value.get("answer", MISSING) if isinstance(value, dict) else MISSING


def label_of(labels: dict[tuple[object, ...], object], reply: Reply) -> object:
    """The labelled answer; MISSING where the text has none."""
    answer = labels[reply[:3]]
    return MISSING if answer is None else answer


def reason(reply: Reply) -> str:
    """Why a complete reply was lost, as far as the text shows it."""
    echo = re.search(r'"answer"\s*:\s*"(_+|\.+|<[^"]*>)"', reply.text)
    return "echo of the prompt's placeholder" if echo else "; ".join(read(reply.text).faults)


def show_table(replies: list[Reply], labels: dict[tuple[object, ...], object]) -> None:
    """The three ways of reading side by side."""
    complete = [reply for reply in replies if COMPLETE.search(reply.text)]
    cut = [reply for reply in replies if not COMPLETE.search(reply.text)]
    labelled = [reply for reply in replies if reply[:3] in labels]
    print(f"replies {len(replies)}, complete {len(complete)}, without a complete answer value {len(cut)}\n")
    print(f"{'':16}{'recovered':>18}{'same as ours':>14}{'labels exact':>14}{'answers for the rest':>22}{'s':>7}")
    ways: dict[str, Callable[[str], object]] = {"ours": ours, "json_repair": repaired, "strict JSON": strict}
    for name, way in ways.items():
        start = time.perf_counter()
        answers = [way(reply.text) for reply in complete]
        seconds = time.perf_counter() - start
        found = sum(answer is not MISSING for answer in answers)
        same = sum(answer == ours(reply.text) for answer, reply in zip(answers, complete, strict=True))
        exact = sum(way(reply.text) == label_of(labels, reply) for reply in labelled)
        rest = sum(way(reply.text) is not MISSING for reply in cut)
        share = f"{found} ({found / len(complete):.2%})"
        print(f"{name:16}{share:>18}{same:>14}{f'{exact}/{len(labelled)}':>14}{rest:>22}{seconds:>7.1f}")


def show_ours(replies: list[Reply]) -> None:
    """How we read, and what we lost."""
    complete = [reply for reply in replies if COMPLETE.search(reply.text)]
    for name, group in (("complete", complete), ("the rest", [r for r in replies if not COMPLETE.search(r.text)])):
        hows = Counter(read(reply.text).how for reply in group)
        print(f"\n{name}: " + ", ".join(f"{how} {count}" for how, count in hows.most_common()))
    print("\nlost (complete, but no answer read):")
    for reply in complete:
        if ours(reply.text) is MISSING:
            print(f"  {reply.task} {reply.id} {reply.model}: {reason(reply)}")


def main() -> None:
    """Print everything."""
    replies = load()
    rows = json.loads(LABELS.read_text(encoding="utf-8"))
    labels: dict[tuple[object, ...], object] = {(row["task"], row["id"], row["model"]): row["answer"] for row in rows}
    show_table(replies, labels)
    show_ours(replies)


if __name__ == "__main__":
    main()
