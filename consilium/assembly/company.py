"""Who can take part right now."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from consilium.assembly.panel import PLAYED, Panel, Seating
from consilium.protocols import Clock
from consilium.types.event import Event
from consilium.types.member import Absence

TRUSTED_S = 30.0


@dataclass(frozen=True, slots=True)
class Company:
    """The members of one run: present, absent with the reason, and the judges that can be asked.

    ``embedded`` says that no model is there and that the experts answer alone. ``matcher`` is asked whether answers
    come to the same, where the settings name one.
    """

    present: tuple[Seating, ...]
    absent: tuple[tuple[Seating, Absence], ...]
    judges: tuple[Seating, ...]
    embedded: bool
    matcher: Seating | None = None


class RollCall:
    """Asks who is there, and remembers for a while who was.

    A member that was there a moment ago is not asked again before every question of a batch; should it
    have left since, its call fails and it abstains with the reason.

    Args:
        panel: the seats.
        clock: tells how long ago somebody was seen.
    """

    def __init__(self, panel: Panel, clock: Clock) -> None:
        self._panel = panel
        self._clock = clock
        self._seen: dict[str, float] = {}

    async def company(self) -> Company:
        """Who can take part now; sends nothing that costs money."""
        members = await self._absences(self._panel.members)
        judges = await self._absences(_outsiders(self._panel))
        present = tuple(seating for seating, absence in members if absence is None)
        absent = tuple((seating, absence) for seating, absence in members if absence is not None)
        embedded = all(seating.card.expert for seating in present)
        if embedded:
            names = {seating.card.name for seating in present}
            experts = (seating for seating in self._panel.embedded if seating.card.expert)
            present += tuple(seating for seating in experts if seating.card.name not in names)
        asked = tuple(seating for seating, absence in judges if absence is None)
        return Company(present, absent, asked, embedded, self._panel.matcher)

    async def _absences(self, seatings: Sequence[Seating]) -> list[tuple[Seating, Absence | None]]:
        now = self._clock.monotonic()
        unknown = [one for one in seatings if now - self._seen.get(one.card.name, -TRUSTED_S) >= TRUSTED_S]
        found = dict(zip((one.card.name for one in unknown), await absences(unknown), strict=True))
        self._seen.update({name: now for name, (_, absence) in found.items() if absence is None})
        return [(one, found[one.card.name][1] if one.card.name in found else None) for one in seatings]


def recorded_company(panel: Panel, events: Sequence[Event]) -> Company | None:
    """The company that a run was started with, by its events; None where it had not been announced.

    A run that goes on from a checkpoint has tasks for just these members: one that has left since
    abstains when it is called, and one that has come would be asked in the middle of a debate.
    """
    started = next((event for event in reversed(events) if event.kind == "run.started"), None)
    if started is None:
        return None
    seats = {seating.card.name: seating for seating in (*panel.embedded, *panel.members)}
    judges = {seating.card.name: seating for seating in panel.judges}
    gone = [event for event in events if event.kind == "member.absent" and event.seq > started.seq]
    return Company(
        present=tuple(seats[card["name"]] for card in started.data["members"] if card["name"] in seats),
        absent=tuple(
            (seats[event.member], Absence(event.member, event.data["reason"], event.data["fix"]))
            for event in gone
            if event.member in seats
        ),
        judges=tuple(judges[card["name"]] for card in started.data["judges"] if card["name"] in judges),
        embedded=started.data["embedded"],
        matcher=panel.matcher,
    )


async def absences(seatings: Sequence[Seating]) -> list[tuple[Seating, Absence | None]]:
    """Each seat with the reason why it is empty, or None."""
    found = await asyncio.gather(*(_absence(seating) for seating in seatings))
    return list(zip(seatings, found, strict=True))


async def _absence(seating: Seating) -> Absence | None:
    return await seating.transport.absence() if seating.transport is not None else None


def _outsiders(panel: Panel) -> list[Seating]:
    """Judges whose model does not sit on the panel: nobody judges its own answer."""
    seated = {(seating.settings.transport, seating.card.model) for seating in panel.members if not seating.card.expert}
    names = {seating.card.name for seating in panel.members}
    return [
        judge
        for judge in panel.judges
        # Played members have no model to be told apart by, only their names.
        if judge.card.name not in names
        and (judge.settings.transport in PLAYED or (judge.settings.transport, judge.card.model) not in seated)
    ]
