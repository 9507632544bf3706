"""What a finished run shows of who agrees with whom, kept for the ties of later ones."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.assembly.panel import Panel
from consilium.deciding.accord import accord
from consilium.deciding.aligning import aligned
from consilium.store import SqliteRunStore
from consilium.types.codec import from_plain
from consilium.types.event import Event
from consilium.types.opinion import Opinion
from consilium.types.question import Question


def note_accord(store: SqliteRunStore, run_id: str, panel: Panel, question: Question, events: Sequence[Event]) -> None:
    """Keep how far the models' blind answers agreed; an open question shows nothing, as a stance is no answer.

    Nor does a run in which only some were asked: they were asked because the first ones disagreed or were unsure.
    """
    models = [seating.card.name for seating in panel.members if not seating.card.expert]
    said = [from_plain(Opinion, event.data["opinion"]) for event in events if event.kind == "answer.finished"]
    partly = any(event.kind == "assessed" and event.data["assessment"].get("asking") for event in events)
    if question.kind == "open" or partly:
        return
    blind = [one for one in aligned(question.kind, said, tolerance=question.tolerance) if one.member in models]
    store.accords.note(run_id, models, accord({one.member: one.position for one in blind}))
