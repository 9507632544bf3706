"""Experts that need no model: what they say is read off the user's own sources."""

from consilium.members.experts.librarian import Librarian

__all__ = ["Librarian"]
