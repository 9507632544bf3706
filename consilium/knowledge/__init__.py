"""The user's own notes: read, split into passages, indexed, searched, and quotations checked in them."""

from consilium.knowledge.index import NoteIndex
from consilium.knowledge.quotes import SourceVerifier

__all__ = ["NoteIndex", "SourceVerifier"]
