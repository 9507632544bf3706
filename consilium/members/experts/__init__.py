"""Experts that need no model: what they say is read off the user's own sources."""

from consilium.members.experts.librarian import Librarian
from consilium.members.experts.methodologist import Methodologist
from consilium.members.experts.skeptic import Skeptic
from consilium.members.experts.testimony import Desk

__all__ = ["Desk", "Librarian", "Methodologist", "Skeptic"]
