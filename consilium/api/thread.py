"""The conversation that a question continues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilium.api.inquiry import Turn
from consilium.assembly import Wiring
from consilium.errors import UsageError
from consilium.protocols import RunSummary
from consilium.types.codec import from_plain
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

MOST_THREAD = 3


@dataclass(frozen=True, slots=True)
class Thread:
    """What earlier runs of a conversation hand on: questions, verdicts as text, and their privacy."""

    parent: str = ""
    questions: tuple[str, ...] = ()
    text: str = ""
    private: bool = False


def read_thread(wiring: Wiring, follow: str) -> Thread:
    """The conversation that a follow-up continues: its last verdicts, oldest first.

    Raises:
        UsageError: there is no such run.
    """
    if not follow:
        return Thread()
    parent = wiring.store.summary(follow)
    turns: list[tuple[str, VerdictRecord | None]] = []
    node = parent
    while len(turns) < MOST_THREAD:
        turns.append((node.question, wiring.store.verdict(node.id)))
        if not node.parent:
            break
        try:
            node = wiring.store.summary(node.parent)
        except UsageError:
            break  # an earlier run was deleted: the thread begins after it
    # A conversation that began elsewhere goes on with what was told of it.
    opening = Thread() if node.parent or len(turns) == MOST_THREAD else kept_thread(node)
    turns.reverse()
    lines = [
        say("api.turn", question=asked, answer=(verdict.answer if verdict else None) or "—") for asked, verdict in turns
    ]
    private = opening.private or any(verdict is not None and verdict.private for _, verdict in turns)
    questions = (*opening.questions, *(asked for asked, _ in turns))
    return Thread(parent.id, questions, "\n\n".join(filter(None, [opening.text, *lines])), private)


def told_thread(earlier: Sequence[Turn]) -> Thread:
    """A conversation as its caller tells it.

    Nobody knows what its answers were made from, an earlier verdict of ours on private notes perhaps:
    they are read on this machine only.
    """
    last = earlier[-MOST_THREAD:]
    lines = [say("api.turn", question=turn.question, answer=turn.answer or "—") for turn in last]
    private = any(turn.answer for turn in last)
    return Thread("", tuple(turn.question for turn in last), "\n\n".join(lines), private)


def kept_thread(run: RunSummary) -> Thread:
    """The conversation that a run without a parent was started with."""
    kept = run.settings.get("thread")
    return from_plain(Thread, kept) if kept else Thread()
