"""Settings in, a wired consilium out. The one room that knows all others."""

from consilium.assembly.company import Company, RollCall, recorded_company
from consilium.assembly.estimate import Estimate, estimate_run
from consilium.assembly.library import Collection
from consilium.assembly.machine import Machine
from consilium.assembly.panel import Panel, Seating, seat_panel
from consilium.assembly.wiring import Wiring, run_context

__all__ = [
    "Collection",
    "Company",
    "Estimate",
    "Machine",
    "Panel",
    "RollCall",
    "Seating",
    "Wiring",
    "estimate_run",
    "recorded_company",
    "run_context",
    "seat_panel",
]
