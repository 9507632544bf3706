"""Chores that chat interfaces give to the model of a chat: a title, tags, follow-ups.

Open WebUI sends them as messages that begin with ``### Task:`` and name the JSON they want. A debate
would cost more than they are worth, so they are answered from what stands in them. Its template for
questions about documents begins alike, but wants prose: that one is debated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from consilium.export.neutral import shortened

_TASK: Final = "### Task:"
_DOCUMENTS: Final = "<context>"
_WANTED: Final = re.compile(r"\bJSON\b[^{}<]{0,80}\{\s*\"(title|tags|follow_ups|queries|text|prompt)\"\s*:")
_FIRST_WORDS: Final = re.compile(r"^USER:\s*(.+)$", re.MULTILINE)
_HISTORY: Final = re.compile(r"<chat_history>(.*)</chat_history>", re.DOTALL)

TITLE_WORDS: Final = 7
TITLE_CHARS: Final = 60


def chore(question: str) -> str | None:
    """The answer to a chore as the JSON it asks for; None for a question."""
    if not question.lstrip().startswith(_TASK):
        return None
    instructions, _, _ = question.partition(_DOCUMENTS)
    wanted = _WANTED.search(instructions)
    if wanted is None:
        return None
    key = wanted[1]
    return json.dumps({key: _ANSWERS[key](question)}, ensure_ascii=False)


def _title(question: str) -> str:
    """The first words of the chat."""
    history = _HISTORY.search(question)
    first = _FIRST_WORDS.search(history[1] if history else question)
    words = (first[1] if first else "").split()
    text = " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")
    return shortened(text, TITLE_CHARS)


def _nothing(_question: str) -> str:
    return ""


def _none(_question: str) -> list[str]:
    return []


_ANSWERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "title": _title,
    "tags": _none,
    "follow_ups": _none,
    "queries": _none,
    "text": _nothing,
    "prompt": _title,
}
