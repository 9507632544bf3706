"""The user's library: everything learned, in one database, kept up to date and searched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from consilium.disk import open_database
from consilium.errors import Busy, LimitReached, ModelError, UsageError
from consilium.knowledge.frames import FRAME_TABLES, FrameTable
from consilium.knowledge.library.catalogue import Catalogue, Listed
from consilium.knowledge.library.finding import Finder, Meaning
from consilium.knowledge.library.findings import Findings
from consilium.knowledge.library.learning import Learning, OnProgress, Root
from consilium.knowledge.library.roots import Roots
from consilium.knowledge.library.rulings import Rulings
from consilium.knowledge.library.schema import LIBRARY_TABLES
from consilium.knowledge.library.shelves import Shelves
from consilium.knowledge.library.slight import SLIGHT_TABLES, SlightIndex
from consilium.knowledge.library.tally import Tally
from consilium.knowledge.library.users import Users
from consilium.knowledge.library.writing import writing
from consilium.knowledge.search.keeper import StemKeeper
from consilium.knowledge.search.tables import SEARCH_TABLES
from consilium.knowledge.search.vectors import VECTOR_TABLES
from consilium.types.evidence import Passage
from consilium.types.frame import FrameRow
from consilium.types.learned import LearnReport, Skipped
from consilium.wording import say

_PATIENCE_S = 10.0
_REFRESHING_S = 1.0
_TABLES = (*LIBRARY_TABLES, SEARCH_TABLES, FRAME_TABLES, VECTOR_TABLES, SLIGHT_TABLES)


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Library:
    """Sources and their passages, searchable.

    Args:
        database: the library's file.
        folders: folders or files that are looked through before every question; what commands have
            taught is answered from as well.
        private: patterns of files whose text is private whatever they say themselves.
        learned: whether to answer from what commands have taught, too.
        glossary: the user's own names of things, read on top of those that ship; it need not exist.
        meaning: embeddings, where they are wanted.
        now: the time, ISO 8601.
    """

    def __init__(
        self,
        database: Path,
        folders: Sequence[Path] = (),
        *,
        private: Sequence[str] = (),
        learned: bool = True,
        glossary: Path | None = None,
        meaning: Meaning | None = None,
        now: Callable[[], str] = _utc_now,
    ) -> None:
        self._db = open_database(database, _TABLES)
        self._lock = FileLock(database.with_name(f"{database.name}.lock"))
        self._users = Users()
        self._private = tuple(private)
        self._now = now
        self._roots = Roots(self._db, folders, learned=learned)
        self._slight = SlightIndex(self._db)
        self._catalogue = Catalogue(self._db)
        self._findings = Findings(self._db, self._catalogue)
        self._finder = Finder(self._db, self._catalogue, glossary, meaning)

    def close(self) -> None:
        """Close the database, once whoever refreshes or searches in other threads has left; safe to call twice."""
        self._users.leave()
        self._finder.close()
        self._db.close()

    @property
    def learned(self) -> Sequence[Path]:
        """What commands have taught: folders and files."""
        return [root.path for root in self._roots.learned()]

    @property
    def size(self) -> int:
        """How many passages can be searched."""
        return self._catalogue.count(self._keys())

    def refresh(self) -> int:
        """Take in what changed in the folders since last time; the number of passages now.

        While another process learns, the library is read as it stands.
        """
        with self._users.inside():
            try:
                with self._alone(_REFRESHING_S):
                    self._learn(self._roots.configured(), self._users.go_on)
            except Busy:
                pass
            return self.size

    def learn(self, paths: Sequence[Path] = (), on_progress: OnProgress | None = None) -> LearnReport:
        """Take folders or files in, and keep them for later questions.

        Args:
            paths: what to learn; nothing means everything that was learned before, again.
            on_progress: told before each file.

        Raises:
            UsageError: a path does not exist.
            Busy: another process is learning.
            StoreError: the library cannot be written; what was taken in before is kept.
        """
        for path in paths:
            if not path.exists():
                raise UsageError(say("knowledge.no_path", path=path), next_step=say("knowledge.check_path"))
        with self._users.inside(), self._alone(0):
            roots = [self._roots.add(path) for path in paths] if paths else self._roots.all()
            return self._learn(list(dict.fromkeys(roots)), on_progress, recall=bool(paths))

    @contextmanager
    def _alone(self, patience_s: float) -> Iterator[None]:
        try:
            self._lock.acquire(timeout=patience_s)
        except Timeout:
            raise Busy(say("knowledge.busy"), next_step=say("knowledge.wait")) from None
        try:
            yield
        finally:
            self._lock.release()

    def _learn(
        self, roots: Sequence[Root], on_progress: OnProgress | None = None, *, recall: bool = False
    ) -> LearnReport:
        frames = FrameTable(self._db)
        learning = Learning(self._db, self._shelves(frames), self._private, self._now(), on_progress)
        learning.learn(roots, recall=recall)
        self._embed(learning.tally)
        against = self._findings.contradictions(frames.fresh, self._keys())
        return replace(learning.tally.report(), asking=Rulings(self._db).unasked(), contradictions=against)

    def _embed(self, tally: Tally) -> None:
        """Make the vectors that are missing; without them words still find, so no failure ends the learning."""
        try:
            if self._finder.vectors is not None:
                self._finder.vectors.catch_up()
        except (ModelError, LimitReached) as error:
            tally.skipped.append(Skipped(say("knowledge.embeddings"), str(error)))

    def _shelves(self, frames: FrameTable) -> Shelves:
        vectors = self._finder.vectors
        return Shelves(self._db, [StemKeeper(self._db), frames, *([vectors] if vectors else [])])

    def _keys(self) -> list[int]:
        return [root.key for root in self._roots.known()]

    def search(
        self, query: str, limit: int, *, evidence: bool = True, by_source: bool = False, private: bool = False
    ) -> Sequence[Passage]:
        """At most ``limit`` passages, best first; ``score`` is comparable within one search.

        Args:
            query: a question or words.
            limit: how many passages at most.
            evidence: leave out what a model wrote, which proves nothing.
            by_source: every source's best passage first; otherwise a source gives at most half of them
                while others have something to say.
            private: the question is, so that no embedding model elsewhere may see it.
        """
        with self._users.inside():
            return self._search(query, limit, evidence=evidence, by_source=by_source, private=private)

    def _search(self, query: str, limit: int, *, evidence: bool, by_source: bool, private: bool) -> Sequence[Passage]:
        roots = self._keys()
        if limit <= 0 or not roots:
            return []
        return self._finder.search(query, limit, roots, evidence=evidence, by_source=by_source, private=private)

    def search_slight(self, text: str, limit: int) -> Sequence[Passage]:
        """Signposts and short lines that share words with a text, for the checking of quotations."""
        keys = self._slight.search(text, limit)
        found = self._catalogue.by_keys(keys, self._keys())
        return [found[key] for key in keys if key in found]

    def passage(self, passage_id: str) -> Passage | None:
        """One passage by its id."""
        return self._catalogue.passage(passage_id, self._keys())

    def of_source(self, source: str, *, slight: bool = False) -> Sequence[Passage]:
        """All passages of one source, in order; on request with signposts and short lines, which no search finds."""
        return self._catalogue.of_source(source, self._keys(), slight=slight)

    def findings(self, question: str) -> Sequence[FrameRow]:
        """Findings on what a question names, the weightiest first."""
        return self._findings.about(question, self._keys())

    def sources(self) -> Sequence[Listed]:
        """Everything that can be searched, source by source."""
        return self._catalogue.sources(self._keys())

    def forget(self, name: str) -> Sequence[str]:
        """Take a source, a file or a whole folder out; it stays out until it is learned by name again.

        Args:
            name: a source's id, or the path of what was learned.

        Raises:
            UsageError: nothing of that name was learned.
            Busy: another process is learning.
        """
        with self._alone(_PATIENCE_S):
            gone = self._roots.forget(name, self._shelves(FrameTable(self._db)))
        if gone is None:
            raise UsageError(say("knowledge.unknown_source", name=name), next_step=say("knowledge.see_sources"))
        return gone

    def rule(self, heading: str, *, model_made: bool) -> None:
        """Note once and for all whose text stands below such headings.

        Raises:
            Busy: another process is learning.
        """
        with self._alone(_PATIENCE_S), writing(self._db):
            Rulings(self._db).rule(heading, model_made=model_made)
