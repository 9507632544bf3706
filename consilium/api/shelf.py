"""The library for callers beside a debate: searched, checked against, learned into, from any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from consilium.assembly.library import Collection
from consilium.assembly.review import Review, review, rules_of
from consilium.assembly.supporting import local_judge
from consilium.config import Loaded
from consilium.errors import Busy, UsageError
from consilium.knowledge import Library
from consilium.knowledge.library import Listed
from consilium.types.evidence import Passage
from consilium.types.learned import LearnReport
from consilium.types.spar import ThesisChange
from consilium.wording import say

OnProgress = Callable[[int, int, str], None]

_WIDER = 4
"""How many times as many passages are looked at where private ones left too few."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a learning did, and what its readers may need of the library afterwards.

    Args:
        report: what was taken in, left out and found.
        size: passages that can be searched now.
        titles: of the sources that were taken in, by id.
        private: which of those are private.
    """

    report: LearnReport
    size: int
    titles: Mapping[str, str]
    private: frozenset[str]


class Shelf:
    """The library of a home. Every method blocks and may be called from any thread.

    It has connections of its own: what is being learned in one thread is seen by the others when it is in,
    and never in part.

    Args:
        loaded: the settings in force.
    """

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._turn = Lock()
        self._learning = Lock()
        self._collection: Collection | None = None
        self.learned: Callable[[], tuple[ThesisChange, ...]] = tuple
        """Called after a learning that changed anything; what it returns becomes part of the report."""

    def search(self, query: str, limit: int, *, private: bool) -> Sequence[Passage]:
        """At most ``limit`` passages, every source's best first.

        Args:
            query: a question or words.
            limit: how many passages at most.
            private: whether their reader may see private ones.
        """
        with self._opened() as library:
            self._look_through(library)
            wanted = limit
            while True:
                found = library.search(query, wanted, evidence=False, by_source=True)
                shown = [one for one in found if private or not one.private]
                if len(shown) >= limit or len(found) < wanted:
                    return shown[:limit]
                wanted *= _WIDER

    def short_lines(self, text: str, limit: int, *, private: bool) -> Sequence[Passage]:
        """Lines too short for a search, that share words with a text: a note of one sentence may contradict a thesis.

        Args:
            text: what is looked for.
            limit: how many at most.
            private: whether their reader may see private ones.
        """
        with self._opened() as library:
            return [one for one in library.search_slight(text, limit) if private or not one.private]

    def verify(self, text: str, *, private: bool) -> Review:
        """Check every quotation of a text against its source, and every number against the rules.

        Args:
            text: a note or an answer, in Markdown.
            private: whether its reader may know what private passages say.

        Raises:
            ConfigError: the home's ``rules.yaml`` has a mistake.
        """
        rules = rules_of(self._loaded)
        with self._opened() as library, local_judge(self._loaded) as judge:
            self._look_through(library)
            return review(library, rules, text, private=private, judge=judge)

    def sources(self, *, private: bool) -> Sequence[Listed]:
        """Everything that can be searched, source by source.

        Args:
            private: whether their reader may see private ones.
        """
        with self._opened() as library:
            return [one for one in library.sources() if private or not one.source.private]

    def forget(self, source: str, *, private: bool) -> Sequence[str]:
        """Take a source out, with all others of its file; the file itself is left alone.

        Args:
            source: its id.
            private: whether the caller may know of private ones.

        Returns:
            The ids that went, as far as the caller may know of them.

        Raises:
            UsageError: there is no such source.
            Busy: somebody is learning.
        """
        with self._turn:
            library = self._open().library
            known = {one.source.id for one in library.sources() if private or not one.source.private}
            if source not in known:
                raise UsageError(say("api.no_source", source=source), next_step=say("api.list_sources"))
            return [one for one in library.forget(source) if one in known]

    def learn(self, paths: Sequence[Path] = (), on_progress: OnProgress | None = None) -> Lesson:
        """Take folders or files in, and keep them for later questions; what is unchanged costs next to nothing.

        Args:
            paths: what to learn; nothing means everything that was learned before, again.
            on_progress: told before each file, in the caller's thread; what it raises ends the learning,
                and what was taken in by then is kept.

        Raises:
            UsageError: a path does not exist, or nothing was learned before.
            Busy: somebody is learning.
            StoreError: the library cannot be written.
        """
        if not self._learning.acquire(blocking=False):
            raise Busy(say("api.learning"), next_step=say("api.wait_for_learning"))
        try:
            collection = Collection.open(self._loaded)
            try:
                lesson = _learned(collection, paths, on_progress)
            finally:
                collection.close()
            theses = self.learned() if lesson.report.anything else ()
            return replace(lesson, report=replace(lesson.report, theses=theses))
        finally:
            self._learning.release()

    def close(self) -> None:
        """Close the connections; safe to call twice."""
        with self._turn:
            if self._collection is not None:
                self._collection.close()
                self._collection = None

    def _look_through(self, library: Library) -> None:
        """Take in what changed in the settings' folders, unless that is being done by a learning anyway."""
        if not self._learning.locked():
            library.refresh()

    @contextmanager
    def _opened(self) -> Iterator[Library]:
        """The library to answer from; one caller at a time, as a connection is not to be shared."""
        with self._turn:
            yield self._open().current

    def _open(self) -> Collection:
        if self._collection is None:
            self._collection = Collection.open(self._loaded)
        return self._collection


def _learned(collection: Collection, paths: Sequence[Path], on_progress: OnProgress | None) -> Lesson:
    if not paths and not collection.places:
        raise UsageError(say("api.nothing_to_learn"), next_step=say("api.name_paths"))
    library = collection.library
    report = library.learn(paths, on_progress)
    # Flags may be given to sources that were known before, so all sources that are named are looked up.
    named = {*(one.source for one in report.taken), *(one.source for one in report.flagged)}
    listed = [one.source for one in library.sources() if one.source.id in named]
    return Lesson(
        report,
        library.size,
        {one.id: one.title for one in listed},
        frozenset(one.id for one in listed if one.private),
    )
