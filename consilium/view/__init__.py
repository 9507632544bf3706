"""The state of a debate, built from its events: what a terminal, a page or a chat shows right now.

Pure: no I/O and no drawing. Every live surface feeds a `DebateView` the events of a run and draws
what it finds there, so that none of them has to know the graph.
"""

from consilium.view.debate import DebateView
from consilium.view.partial import readable
from consilium.view.state import JudgeView, MemberPhase, MemberView, RoundView, RunPhase, Spending, Trouble

__all__ = [
    "DebateView",
    "JudgeView",
    "MemberPhase",
    "MemberView",
    "RoundView",
    "RunPhase",
    "Spending",
    "Trouble",
    "readable",
]
