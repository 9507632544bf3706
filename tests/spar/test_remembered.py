"""A thesis that fell is told to the panel of a later question, as context."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from consilium.api import Consilium
from consilium.assembly.theses import PastTheses
from consilium.store import Matches


def test_a_thesis_is_remembered_where_a_question_is_about_it(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "2024-03-12.md").write_text("Creatine does not raise strength.\n", encoding="utf-8")
    with Consilium.from_config(home=tmp_path / "home") as consilium:
        consilium.library.learn([tmp_path / "notes"])
        match = consilium.spar("Creatine raises strength.")
        verdict = consilium.ask("Does creatine raise strength?")
        assert [one.run_id for one in verdict.record.memory] == [match.record.id]
        matches = Matches(tmp_path / "home" / "spars")
        remembered = PastTheses(matches).recall("Повышает ли креатин силу?", 3)
        assert [(one.question, one.answer) for one in remembered] == [("Creatine raises strength.", "Fallen.")]
        assert not PastTheses(matches).recall("How long should one sleep?", 3)
        matches.keep(replace(match.record, owner="somebody"))
        assert not PastTheses(matches).recall("Does creatine raise strength?", 3)
