"""What is noted while files are taken in, until it becomes a report."""

from __future__ import annotations

from collections import Counter

from consilium.types.learned import Change, Flagged, LearnReport, Skipped, Taken
from consilium.types.source import Document, Source


class Tally:
    """Counts and lists of one learning."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.skipped: list[Skipped] = []
        self.flagged: list[Flagged] = []
        self.deleted: list[str] = []
        self.unchanged = 0
        self.other: Counter[str] = Counter()

    def shelved(self, source: Source, document: Document, change: Change) -> None:
        """A document was taken in."""
        self.taken.append(Taken(source.id, change, len(document.stretches)))
        self.flagged += [Flagged(source.id, flag) for flag in source.flags]

    @property
    def anything(self) -> bool:
        """Whether the library differs from what it was before."""
        return bool(self.taken or self.deleted)

    def report(self) -> LearnReport:
        """Everything noted, as it stands now."""
        return LearnReport(
            tuple(self.taken),
            tuple(self.skipped),
            tuple(self.flagged),
            tuple(self.deleted),
            self.unchanged,
            dict(self.other.most_common()),
        )
