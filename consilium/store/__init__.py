"""Every run is kept, whatever became of it: events, the verdict, and each reply that was paid for."""

from consilium.store.clock import SystemClock
from consilium.store.erase import erase_run
from consilium.store.eventlog import StoredEventLog
from consilium.store.feedback import Feedback
from consilium.store.intake import Accepted, Callback, SqliteIntake
from consilium.store.journal import SqliteJournal
from consilium.store.keys import AccessKey, Scope, SqliteKeys
from consilium.store.matches import Matches
from consilium.store.runs import SqliteRunStore

__all__ = [
    "Accepted",
    "AccessKey",
    "Callback",
    "Feedback",
    "Matches",
    "Scope",
    "SqliteIntake",
    "SqliteJournal",
    "SqliteKeys",
    "SqliteRunStore",
    "StoredEventLog",
    "SystemClock",
    "erase_run",
]
