"""Models in a match: they plead and attack with reasons, and give in only to a new argument."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium.api import Consilium
from consilium.store import Matches
from tests.scripted import critique, fault, make_home

THESIS = "Caffeine improves sprint performance."
ATTACK = {"claim": "c1", "stance": "attack", "reason": "The trials were not blinded.", "quotes": []}
SUPPORT = {"claim": "c1", "stance": "support", "reason": "Fine, you are right.", "quotes": []}
ROWS = [{**critique(ATTACK), "round": 1}, critique(SUPPORT)]


@pytest.fixture
def consilium(tmp_path: Path) -> Iterator[Consilium]:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "2024-03-12.md").write_text("Creatine raises strength in trained men.\n", encoding="utf-8")
    config = make_home(tmp_path / "panel", {"ann": ROWS, "bob": [fault("auth", "critique")]})
    with Consilium.from_config(config, home=tmp_path / "home") as opened:
        opened.library.learn([notes])
        yield opened


def test_a_bare_reason_attacks_and_never_topples(consilium: Consilium) -> None:
    match = consilium.spar(THESIS)
    assert [(one.kind, one.by, one.reason) for one in match.attacks] == [("argument", "ann", ATTACK["reason"])]
    assert match.outcomes["c1"].state == "undecided"
    assert match.record.silent == ("bob",)
    assert "ann argues: The trials were not blinded." in match.note()


def test_giving_in_without_a_new_argument_is_refused_and_shown(consilium: Consilium) -> None:
    match = consilium.spar(THESIS)
    before = match.outcomes["c1"]
    match.reply("No, you are wrong.")
    assert [one.accepted for one in match.concessions] == [False]
    assert match.outcomes["c1"] == before
    assert "gave in without a new argument" in match.note()


def test_a_new_argument_earns_a_concession(consilium: Consilium) -> None:
    match = consilium.spar(THESIS)
    match.reply("It blocks adenosine receptors, which in trained sprinters delays fatigue.")
    assert [one.accepted for one in match.concessions] == [True]
    assert match.attacks[0].withdrawn
    assert match.outcomes["c1"].because == "nothing"
    assert "Taken back" in match.note()


def test_what_members_said_outlives_the_program(consilium: Consilium) -> None:
    match = consilium.spar(THESIS)
    assert consilium.resume_spar(match.record.id).attacks == match.attacks
    match.retest()
    assert match.attacks[0].by == "ann"


def test_a_turn_that_was_killed_is_finished_when_the_match_goes_on(tmp_path: Path) -> None:
    slow = {**critique(ATTACK), "delay_s": 600}
    config = make_home(tmp_path / "panel", {"ann": [slow]})
    home = tmp_path / "home"
    command = [
        sys.executable,
        "-m",
        "consilium",
        "spar",
        THESIS,
        "--json",
        "--config",
        str(config),
        "--home",
        str(home),
    ]
    matches = Matches(home / "spars")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not matches.ids() and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    record = matches.load("last")
    assert (record.broken_off, record.thesis, record.claims[0].attacks) == (True, THESIS, ())
    make_home(tmp_path / "panel", {"ann": [critique(ATTACK)]})
    with Consilium.from_config(config, home=home) as consilium:
        match = consilium.resume_spar("last")
        assert [one.by for one in match.attacks] == ["ann"]
        assert not Matches(home / "spars").load("last").broken_off
