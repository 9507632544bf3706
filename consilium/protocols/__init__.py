"""What rooms ask of one another, without knowing who answers.

A room that needs a sibling takes one of these; ``assembly`` alone knows which room fills it.
"""

from consilium.protocols.clock import Clock
from consilium.protocols.deciding import Attendance, Decider, StopRule
from consilium.protocols.knowledge import Embedder, QuoteVerifier, Retriever, Shelf
from consilium.protocols.member import Brief, Colleague, Judge, Labeller, Member, Rewriter
from consilium.protocols.models import Caller, ChatModel, OnDelta
from consilium.protocols.store import Budget, CallJournal, EventLog, RunStore, RunSummary

__all__ = [
    "Attendance",
    "Brief",
    "Budget",
    "CallJournal",
    "Caller",
    "ChatModel",
    "Clock",
    "Colleague",
    "Decider",
    "Embedder",
    "EventLog",
    "Judge",
    "Labeller",
    "Member",
    "OnDelta",
    "QuoteVerifier",
    "Retriever",
    "Rewriter",
    "RunStore",
    "RunSummary",
    "Shelf",
    "StopRule",
]
