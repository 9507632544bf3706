"""What ``doctor`` and ``panel`` report: who could answer now, and what a question would cost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from consilium.assembly import Estimate, Panel, RollCall, Seating, Wiring, estimate_run
from consilium.assembly.company import absences
from consilium.types.member import Absence, MemberCard, Price

TYPICAL_QUESTION_CHARS = 200


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat as configured."""

    card: MemberCard
    transport: str
    price: Price | None
    key_env: str

    @classmethod
    def of(cls, seating: Seating) -> SeatView:
        """What a surface shows of a seat."""
        return cls(seating.card, seating.settings.transport, seating.price, seating.key_env)


@dataclass(frozen=True, slots=True)
class SeatCheck:
    """A seat, and why it is empty now; ``absence`` is None where it is not."""

    seat: SeatView
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class Checkup:
    """The state of a home: what is reachable, what is missing, what a question would cost."""

    home: Path
    config: Path
    seats: tuple[SeatCheck, ...]
    judges: tuple[SeatCheck, ...]
    estimate: Estimate
    notes: int
    notes_from: str


async def check(wiring: Wiring, panel: Panel) -> Checkup:
    """Look at every seat and at the notes; sends nothing that costs money."""
    company = await RollCall(panel, wiring.clock).company()
    notes = wiring.notes
    return Checkup(
        home=wiring.loaded.places.home,
        config=wiring.loaded.path,
        seats=tuple(SeatCheck(SeatView.of(seating), absence) for seating, absence in await absences(panel.members)),
        judges=tuple(SeatCheck(SeatView.of(seating), absence) for seating, absence in await absences(panel.judges)),
        estimate=estimate_run(wiring.settings, company, TYPICAL_QUESTION_CHARS),
        notes=notes.current.refresh(),
        notes_from="examples" if notes.examples else ", ".join(str(place) for place in notes.places),
    )
