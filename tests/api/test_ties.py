"""A tie goes to the member that the others agreed with before, as long as nobody has told what was right."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium import Consilium
from tests.scripted import answer, make_home

OPTIONS = {"A": "beetroot", "B": "caffeine", "C": "rest"}


def panel(folder: Path, decider: str) -> Path:
    """Three members of which the third agrees with nobody, and never a debate."""
    common, tied = "Which was common?", "Which is tied?"
    said = {"ann": ("B", "B"), "bob": ("B", None), "cid": ("C", "A")}
    scripts = {
        name: [
            {**answer(first, stance=""), "match": common},
            {**answer("", stance="", answer=second), "match": tied},
        ]
        for name, (first, second) in said.items()
    }
    return make_home(folder, scripts, debate="never", rounds=0, decider=decider)


@pytest.mark.parametrize(("decider", "position"), [("auto", "B"), ("plurality", "A")])
def test_only_auto_remembers_who_agreed(tmp_path: Path, decider: str, position: str) -> None:
    with Consilium.from_config(panel(tmp_path, decider=decider)) as consilium:
        assert consilium.ask("Which is tied?", options=OPTIONS).position == "A"
        for _ in range(2):
            assert consilium.ask("Which was common?", options=OPTIONS).position == "B"
        verdict = consilium.ask("Which is tied?", options=OPTIONS)
        assert (verdict.position, verdict.decided_by) == (position, "plurality")
        assert verdict.confidence_basis.method == "uncalibrated"


def test_an_open_question_shows_nothing_of_skill(tmp_path: Path) -> None:
    config = make_home(tmp_path, {"ann": [answer()], "bob": [answer()]}, debate="never")
    with Consilium.from_config(config) as consilium:
        consilium.ask("Does beetroot help?")
        assert consilium.store.accords.of(["ann", "bob"]) == {}
