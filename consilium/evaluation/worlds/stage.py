"""Where worlds are played: one home with everybody's note, real runs through the real graph, scripted models."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from consilium.api.engine import Engine
from consilium.api.inquiry import Inquiry
from consilium.assembly.panel import Panel, Seating, seat_panel
from consilium.config import Places, load_settings
from consilium.errors import BadRequest
from consilium.evaluation.worlds.acting import Actor
from consilium.evaluation.worlds.judges import Kind, verdict_of
from consilium.evaluation.worlds.world import SEATS, World
from consilium.types.request import ModelRequest
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

_JUDGE: Final = "bench"
_PLAYED: Final = frozenset({"answer", "judge", "repair"})


class Stage:
    """Plays worlds, one run after another.

    Args:
        folder: an empty folder, for the home and the notes.
        worlds: all worlds that will be played here.
    """

    def __init__(self, folder: Path, worlds: Sequence[World]) -> None:
        self._playing: tuple[World, Kind] | None = None
        self._judgement: str | None = None
        self._loaded = load_settings(_furnished(folder, worlds), Places(folder / "home"))
        self._engine = Engine(self._loaded, SEATS)
        self._engine.library.learn([folder / "notes"])

    def play(self, world: World, kind: Kind) -> VerdictRecord:
        """The verdict on a world's question, with a judge of this kind or with none."""
        self._playing, self._judgement = (world, kind), None
        self._engine.seat(self._panel(world.members, judged=kind != "none"))
        inquiry = Inquiry(world.question, members=world.members)
        return self._engine.loop.run(self._engine.open(inquiry).carry_out())

    def close(self) -> None:
        """Close the home."""
        self._engine.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def _panel(self, members: Sequence[str], *, judged: bool) -> Panel:
        seats = seat_panel(self._loaded, {}, members)
        judges = tuple(_acted(one, Actor(one.card.model, self._judged)) for one in seats.judges)
        return Panel(tuple(self._member(one) for one in seats.members), (), judges if judged else ())

    def _member(self, seating: Seating) -> Seating:
        name = seating.card.name
        return _acted(seating, Actor(seating.card.model, lambda request: self._part(request)[0].replies[name].raw))

    def _judged(self, request: ModelRequest) -> str | None:
        world, kind = self._part(request)
        # Asked to mend its text, a played judge insists on it.
        self._judgement = verdict_of(kind, world, request) or self._judgement
        return self._judgement

    def _part(self, request: ModelRequest) -> tuple[World, Kind]:
        """Which world is on: a repaired reply is asked for without the question.

        Raises:
            BadRequest: nobody here has a part that answers such a request.
        """
        if self._playing is None or request.purpose not in _PLAYED:
            raise BadRequest(say("evaluation.not_played", purpose=request.purpose))
        return self._playing


def _acted(seating: Seating, actor: Actor) -> Seating:
    return replace(seating, transport=actor)


def _furnished(folder: Path, worlds: Sequence[World]) -> Path:
    """Notes, cards and settings; the path of the settings."""
    for name in ("agents", "notes", "home"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for world in worlds:
        (folder / "notes" / f"{world.mark}.md").write_text(world.note, encoding="utf-8")
    for name in (*SEATS, _JUDGE):
        card = {"name": name, "transport": "scripted", "model": f"played-{name}", "script": f"{name}.jsonl"}
        (folder / "agents" / f"{name}.yaml").write_text(json.dumps(card), encoding="utf-8")
    settings = {
        "panel": [*SEATS],
        "embedded": [],
        "judges": [_JUDGE],
        "debate": "never",
        "memory": {"verdicts": 0},
        "knowledge": {"passages": 4},
    }
    path = folder / "config.yaml"
    path.write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    return path
