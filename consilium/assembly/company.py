"""Who can take part right now."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from consilium.assembly.panel import Panel, Seating
from consilium.types.member import Absence


@dataclass(frozen=True, slots=True)
class Company:
    """The members of one run: present, absent with the reason, and the judges that can be asked.

    ``embedded`` says that no model is there and that the experts answer alone.
    """

    present: tuple[Seating, ...]
    absent: tuple[tuple[Seating, Absence], ...]
    judges: tuple[Seating, ...]
    embedded: bool


async def gather_company(panel: Panel) -> Company:
    """Ask every seat at once whether it can take part; sends nothing that costs money."""
    members = await absences(panel.members)
    judges = await absences(_outsiders(panel))
    present = tuple(seating for seating, absence in members if absence is None)
    absent = tuple((seating, absence) for seating, absence in members if absence is not None)
    embedded = all(seating.card.expert for seating in present)
    if embedded:
        names = {seating.card.name for seating in present}
        present += tuple(seating for seating in panel.embedded if seating.card.name not in names)
    return Company(present, absent, tuple(seating for seating, absence in judges if absence is None), embedded)


async def absences(seatings: Sequence[Seating]) -> list[tuple[Seating, Absence | None]]:
    """Each seat with the reason why it is empty, or None."""
    found = await asyncio.gather(*(_absence(seating) for seating in seatings))
    return list(zip(seatings, found, strict=True))


async def _absence(seating: Seating) -> Absence | None:
    return await seating.transport.absence() if seating.transport is not None else None


def _outsiders(panel: Panel) -> list[Seating]:
    """Judges whose model does not sit on the panel: nobody judges its own answer."""
    seated = {(seating.settings.transport, seating.card.model) for seating in panel.members if not seating.card.expert}
    played = {"scripted", "recorded"}
    return [
        judge
        for judge in panel.judges
        # A played member is told apart by its name: scripts need no model.
        if judge.settings.transport in played or (judge.settings.transport, judge.card.model) not in seated
    ]
