"""The door in Python: ``Consilium.from_config().ask("…")``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consilium.api.checkup import Checkup, SeatCheck, SeatView
    from consilium.api.consilium import Consilium
    from consilium.api.engine import Engine, Watch
    from consilium.api.handle import RunHandle
    from consilium.api.inquiry import Inquiry
    from consilium.api.running import Interrupted
    from consilium.api.shelf import Lesson, Shelf
    from consilium.api.spar import Guest, Spar
    from consilium.api.verdict import Verdict
    from consilium.assembly import Estimate

__all__ = [
    "Checkup",
    "Consilium",
    "Engine",
    "Estimate",
    "Guest",
    "Inquiry",
    "Interrupted",
    "Lesson",
    "RunHandle",
    "SeatCheck",
    "SeatView",
    "Shelf",
    "Spar",
    "Verdict",
    "Watch",
]

_PLACES = {
    "Checkup": "consilium.api.checkup",
    "Consilium": "consilium.api.consilium",
    "Engine": "consilium.api.engine",
    "Estimate": "consilium.assembly",
    "Guest": "consilium.api.spar",
    "Inquiry": "consilium.api.inquiry",
    "Interrupted": "consilium.api.running",
    "Lesson": "consilium.api.shelf",
    "RunHandle": "consilium.api.handle",
    "SeatCheck": "consilium.api.checkup",
    "SeatView": "consilium.api.checkup",
    "Shelf": "consilium.api.shelf",
    "Spar": "consilium.api.spar",
    "Verdict": "consilium.api.verdict",
    "Watch": "consilium.api.engine",
}


def __getattr__(name: str) -> Any:
    """Import the machine when it is first used: whoever only watches a run at the server needs none of it."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415  see above

    return getattr(importlib.import_module(_PLACES[name]), name)
