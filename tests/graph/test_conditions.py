"""Two sides that speak of different people are no two sides."""

from __future__ import annotations

from pathlib import Path

from consilium import Consilium
from tests.scripted import answer, make_home

TRAINED = "Caffeine raises power output in trained cyclists."
UNTRAINED = "Caffeine does not raise power output in untrained women."
DENIED = "Caffeine does not raise power output in trained cyclists."


def asked(folder: Path, *texts: tuple[str, str]) -> tuple[str | None, str, float]:
    members = {
        f"m{number}": [answer(text, stance, claims=[{"text": text, "quotes": []}])]
        for number, (text, stance) in enumerate(texts)
    }
    config = make_home(folder, members, debate="never")
    with Consilium.from_config(config, home=folder / "home") as consilium:
        verdict = consilium.ask("Does caffeine raise power output?")
    return verdict.position, verdict.decided_by, verdict.confidence


def test_halves_of_a_condition_settle_as_depends(tmp_path: Path) -> None:
    sides = [(TRAINED, "supports"), (TRAINED, "supports"), (UNTRAINED, "opposes")]
    assert asked(tmp_path, *sides) == ("depends", "conditions", 1.0)


def test_a_contradiction_on_the_same_people_is_voted_on(tmp_path: Path) -> None:
    sides = [(TRAINED, "supports"), (TRAINED, "supports"), (DENIED, "opposes")]
    position, decided_by, _ = asked(tmp_path, *sides)
    assert (position, decided_by) == ("supports", "plurality")
