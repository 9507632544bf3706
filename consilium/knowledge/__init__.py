"""The user's own notes and papers: read, split into passages, kept, searched, and quotations checked in them."""

from consilium.knowledge.library import Library
from consilium.knowledge.quotes import SourceVerifier

__all__ = ["Library", "SourceVerifier"]
