"""The library: what was learned, kept in one SQLite database, incrementally and without losing anything."""

from consilium.knowledge.library.catalogue import Listed
from consilium.knowledge.library.keeping import Keeper, Shelved
from consilium.knowledge.library.library import Library
from consilium.knowledge.library.report import Flagged, Report, Skipped, Taken

__all__ = ["Flagged", "Keeper", "Library", "Listed", "Report", "Shelved", "Skipped", "Taken"]
