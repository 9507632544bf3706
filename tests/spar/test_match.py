"""A match against notes on disk: attacked from them, replied to, kept after every turn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium.api import Consilium
from consilium.cli.main import main
from consilium.errors import UsageError

NOTES = {
    "2024-03-12": "Caffeine does not improve sprint performance.",
    "2024-04-02": "Креатин не повышает силу у пожилых женщин.",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name, text in NOTES.items():
        (notes / f"{name}.md").write_text(text + "\n", encoding="utf-8")
    with Consilium.from_config(home=tmp_path / "home") as consilium:
        consilium.library.learn([notes])
    return tmp_path / "home"


@pytest.fixture
def consilium(home: Path) -> Iterator[Consilium]:
    with Consilium.from_config(home=home) as opened:
        yield opened


def test_his_own_dated_note_is_quoted_against_him(consilium: Consilium) -> None:
    match = consilium.spar("Caffeine improves sprint performance.")
    assert match.attacks[0].evidence is not None
    assert match.attacks[0].evidence.quote == NOTES["2024-03-12"]
    assert match.outcomes["c1"].state == "fallen"
    assert "On 2024-03-12 you wrote the opposite" in match.note()


def test_a_condition_narrows_a_thesis_in_its_own_language(consilium: Consilium) -> None:
    match = consilium.spar("Креатин повышает силу.")
    assert match.outcomes["c1"].state == "narrowed"
    assert "пожилых женщин" in match.outcomes["c1"].condition
    assert "Сужено." in match.note()


def test_no_counter_evidence_is_said_and_leaves_it_undecided(consilium: Consilium) -> None:
    match = consilium.spar("Bananas slow down snails.")
    assert not match.attacks
    assert match.outcomes["c1"].state == "undecided"
    assert "I have no counter-evidence." in match.note()


def test_insistence_changes_nothing_and_a_mechanism_counts_once(consilium: Consilium) -> None:
    match = consilium.spar("Caffeine improves sprint performance.")
    before = match.outcomes["c1"]
    match.reply("No, you are wrong.")
    match.reply("Caffeine improves sprint performance!")
    assert match.outcomes["c1"] == before
    reason = "Caffeine blocks adenosine receptors, which in trained sprinters delays fatigue."
    match.reply(reason)
    once = match.outcomes["c1"]
    assert once.strength > before.strength
    match.reply(reason)
    assert match.outcomes["c1"] == once
    assert [one.kind for one in match.record.replies][-2:] == ["argument", "repetition"]


def test_a_match_goes_on_where_it_was_left(home: Path, consilium: Consilium) -> None:
    match = consilium.spar("Caffeine improves sprint performance.")
    match.reply("It works through adenosine receptors in trained sprinters.")
    with Consilium.from_config(home=home) as later:
        assert later.resume_spar("last").record == match.record
        with pytest.raises(UsageError):
            later.resume_spar("none")


def test_new_sources_change_an_outcome(tmp_path: Path, consilium: Consilium) -> None:
    match = consilium.spar("Taurine lowers resting heart rate.")
    assert match.outcomes["c1"].state == "undecided"
    (tmp_path / "notes" / "2025-01-02.md").write_text("Taurine raises resting heart rate.\n", encoding="utf-8")
    consilium.library.learn([tmp_path / "notes"])
    assert match.retest().claims[0].outcome.state == "fallen"


def test_without_a_terminal_the_first_attack_is_one_object(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["spar", "--json", "--home", str(home), "Caffeine improves sprint performance."]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["attack"]["evidence"]["date"] == "2024-03-12"
    assert shown["outcome"]["state"] == "fallen"


def test_what_claims_nothing_is_refused(consilium: Consilium) -> None:
    with pytest.raises(UsageError):
        consilium.spar("What about caffeine?")
