"""Earlier verdicts as context for a later question: found by what they are about, shortened, with what stayed open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consilium.knowledge.recalling import LIKE, likeness
from consilium.protocols import RunSummary
from consilium.store import SqliteRunStore
from consilium.types.recollection import Recollection
from consilium.types.verdict import VerdictRecord

_LOOKED_THROUGH: Final = 500
"""Earlier runs that are compared with a question; older ones are forgotten."""

_LONGEST_ANSWER: Final = 80
"""Words of one verdict that are remembered."""


@dataclass(frozen=True, slots=True)
class PastRuns:
    """The verdicts of a home, as one of its runs may remember them.

    Runs of other keys of the server are not remembered, nor are those of the run's own thread, which its
    readers are told of anyway.

    Args:
        store: all runs.
        run_id: the run that remembers.
        steered: whether it may remember what nails had a part in; a run without nails that was told of such
            verdicts would have them by the back door.
    """

    store: SqliteRunStore
    run_id: str
    steered: bool = True

    def recall(self, question: str, most: int) -> Sequence[Recollection]:
        """At most ``most`` verdicts on like questions, the likest first, the newer one of two that are as like."""
        own = {self.run_id, *self._thread()}
        earlier = self.store.earlier(self.run_id, _LOOKED_THROUGH)
        runs = [run for run in earlier if run.id not in own and (self.steered or not _had_nails(run))]
        scores = likeness(question, [run.question for run in runs])
        order = sorted(range(len(runs)), key=lambda place: (-scores[place], place))
        found = (self._recollection(runs[place]) for place in order if scores[place] >= LIKE)
        return list(_first(most, (one for one in found if one is not None)))

    def _thread(self) -> Iterator[str]:
        """The runs that this one continues."""
        node = self.store.summary(self.run_id).parent
        seen: set[str] = set()
        while node and node not in seen and self.store.has(node):
            seen.add(node)
            yield node
            node = self.store.summary(node).parent

    def _recollection(self, run: RunSummary) -> Recollection | None:
        verdict = self.store.verdict(run.id)
        if verdict is None or verdict.answer is None:
            return None
        return Recollection(
            run_id=run.id,
            question=run.question,
            answer=_shortened(verdict.answer, _LONGEST_ANSWER),
            date=run.created[:10],
            confidence=verdict.confidence,
            disputes=tuple(_disputes(verdict)),
            corrections=tuple(one.text for one in self.store.feedback.corrections(run.id)),
            private=verdict.private,
        )


def within(found: Sequence[Recollection], words: int) -> tuple[Recollection, ...]:
    """As many recollections as fit into a number of words; the answer of the last one is cut short.

    Args:
        found: the likest first.
        words: how many words all of them may have.
    """
    taken = []
    for one in found:
        rest = len(" ".join((one.question, *one.disputes, *one.corrections)).split())
        room = min(words - rest, len(one.answer.split()))
        if room <= 0:
            break
        taken.append(replace(one, answer=_shortened(one.answer, room)))
        words -= rest + room
    return tuple(taken)


def _had_nails(run: RunSummary) -> bool:
    return bool(run.settings.get("counsel", {}).get("nails"))


def _disputes(verdict: VerdictRecord) -> Iterator[str]:
    """What stayed open, in the panel's words; a position by itself says nothing later."""
    for dissent in verdict.dissent:
        if dissent.strongest_claim:
            yield _shortened(dissent.strongest_claim, _LONGEST_ANSWER // 2)


def _first(most: int, found: Iterable[Recollection]) -> Iterator[Recollection]:
    for _, one in zip(range(most), found, strict=False):
        yield one


def _shortened(text: str, words: int) -> str:
    """The text's first words, with a mark where something was cut off."""
    every = text.split()
    return " ".join(every[:words]) + ("…" if len(every) > words else "")
