"""The user's library as the settings describe it, and the sample notes that stand in for an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consilium.assembly.embedding import OpenEmbedder, open_embedder
from consilium.config import Loaded
from consilium.config.places import shipped
from consilium.errors import ConfigError
from consilium.knowledge import Library
from consilium.knowledge.library import Meaning
from consilium.knowledge.packing import packing_order
from consilium.models.tokens import likely_tokens
from consilium.types.evidence import Passage
from consilium.wording import say

_CANDIDATES = 2
"""How many passages are looked at for each that is read: near-doubles and weak sources make room for others."""


@dataclass(slots=True)
class Collection:
    """What a home answers from: its library, or the sample notes while nothing was learned.

    Args:
        library: what the settings name and what commands have taught.
        sample: the notes that ship with the product, in a library of their own.
        folders: what the settings name.
        embedder: what makes vectors of the library, where the settings name a model.
    """

    library: Library
    sample: Library
    folders: tuple[Path, ...]
    embedder: OpenEmbedder | None = None

    @classmethod
    def open(cls, loaded: Loaded) -> Collection:
        """Open the library of a home; nothing is read before it is refreshed.

        Raises:
            ConfigError: a folder that the settings name does not exist.
            StoreError: the library cannot be opened.
        """
        folders = tuple(_folder(loaded, name) for name in loaded.settings.knowledge.paths)
        embedder = open_embedder(loaded)
        library = Library(
            loaded.places.index,
            folders,
            private=loaded.settings.knowledge.private,
            glossary=loaded.places.glossary,
            meaning=_meaning(loaded, embedder) if embedder else None,
        )
        sample = Library(loaded.places.sample_index, [shipped("examples/vault")], learned=False)
        return cls(library, sample, folders, embedder)

    @property
    def examples(self) -> bool:
        """Whether the sample notes stand in: the settings name no folder and no command has taught anything."""
        return not self.folders and not self.library.learned

    @property
    def current(self) -> Library:
        """The library to answer from now."""
        return self.sample if self.examples else self.library

    @property
    def places(self) -> Sequence[Path]:
        """Folders and files that are answered from, without the sample."""
        return [*self.folders, *(path for path in self.library.learned if path not in self.folders)]

    def close(self) -> None:
        """Close both."""
        self.library.close()
        self.sample.close()
        if self.embedder is not None:
            self.embedder.close()


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """Finds evidence; sample notes are quoted only when no model is there to mistake them for his."""

    collection: Collection
    sample_allowed: bool

    def search(self, query: str, limit: int, *, private: bool = False) -> Sequence[Passage]:
        """At most ``limit`` passages, in the order in which they are worth reading."""
        if self.collection.examples and not self.sample_allowed:
            return []
        found = self.collection.current.search(query, limit * _CANDIDATES, private=private)
        return packing_order(found, likely_tokens)[:limit]


def _meaning(loaded: Loaded, embedder: OpenEmbedder) -> Meaning:
    vectors = loaded.settings.knowledge.vectors
    assert vectors is not None
    return Meaning(embedder, vectors.store, loaded.places.vectors)


def _folder(loaded: Loaded, name: str) -> Path:
    folder = loaded.folder / Path(name).expanduser()
    if not folder.is_dir():
        message = say("assembly.no_folder", path=loaded.path, folder=folder)
        raise ConfigError(message, next_step=say("assembly.fix_folder"))
    return folder
