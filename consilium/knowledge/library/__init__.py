"""The library: what was learned, kept in one SQLite database, incrementally and without losing anything."""

from consilium.knowledge.library.catalogue import Listed
from consilium.knowledge.library.finding import Meaning
from consilium.knowledge.library.keeping import Keeper, Shelved
from consilium.knowledge.library.library import Library

__all__ = ["Keeper", "Library", "Listed", "Meaning", "Shelved"]
