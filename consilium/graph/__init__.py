"""The machine: prepare → answer → assess → critique → deliver → revise → … → judge → conclude.

``state`` is what is kept, ``context`` what a run is given, ``nodes`` one verb a file, ``routing``
the edges, ``build`` the only file that knows LangGraph.
"""

from consilium.graph.build import build_graph
from consilium.graph.context import Context
from consilium.graph.state import State

__all__ = ["Context", "State", "build_graph"]
