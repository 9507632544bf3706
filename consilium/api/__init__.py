"""The door in Python: ``Consilium.from_config().ask("…")``."""

from consilium.api.checkup import Checkup, SeatCheck, SeatView
from consilium.api.consilium import Consilium
from consilium.api.engine import Engine, Watch
from consilium.api.handle import RunHandle
from consilium.api.inquiry import Inquiry
from consilium.api.running import Interrupted
from consilium.api.verdict import Verdict
from consilium.assembly import Estimate

__all__ = [
    "Checkup",
    "Consilium",
    "Engine",
    "Estimate",
    "Inquiry",
    "Interrupted",
    "RunHandle",
    "SeatCheck",
    "SeatView",
    "Verdict",
    "Watch",
]
