"""What rooms ask of one another, without knowing who answers.

A room that needs a sibling takes one of these; ``assembly`` alone knows which room fills it.
"""

from consilium.protocols.clock import Clock
from consilium.protocols.deciding import Asking, Attendance, Decider, StopRule
from consilium.protocols.knowledge import Embedder, QuoteVerifier, Retriever, Shelf
from consilium.protocols.member import Brief, Colleague, Judge, Labeller, Matcher, Member, Rewriter
from consilium.protocols.memory import Counsellor, Memory
from consilium.protocols.models import Caller, ChatModel, OnDelta
from consilium.protocols.store import Budget, CallJournal, EventLog, RunStore, RunSummary, Sameness

__all__ = [
    "Asking",
    "Attendance",
    "Brief",
    "Budget",
    "CallJournal",
    "Caller",
    "ChatModel",
    "Clock",
    "Colleague",
    "Counsellor",
    "Decider",
    "Embedder",
    "EventLog",
    "Judge",
    "Labeller",
    "Matcher",
    "Member",
    "Memory",
    "OnDelta",
    "QuoteVerifier",
    "Retriever",
    "Rewriter",
    "RunStore",
    "RunSummary",
    "Sameness",
    "Shelf",
    "StopRule",
]
