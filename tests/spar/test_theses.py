"""The state of theses: a note that is kept, what later sources change, and notes that were changed by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilium.api import Consilium
from consilium.cli.main import main
from consilium.export.theses import untouched
from consilium.spar.splitting import theses_in

NOTE = """---
title: On sleep
tags: [draft]
---
# Sleep and heat

Sauna lowers [[Pressure|blood pressure]].
- Creatine raises strength. ^c1
- [ ] Zinc shortens colds. #draft

%% Caffeine is fine. %%
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    notes = tmp_path / "vault"
    notes.mkdir()
    (notes / "2024-03-12.md").write_text("Caffeine does not improve sprint performance.\n", encoding="utf-8")
    return notes


def test_a_note_is_taken_apart_without_its_marks() -> None:
    assert theses_in(NOTE) == [
        "Sauna lowers blood pressure.",
        "Creatine raises strength.",
        "Zinc shortens colds.",
    ]


def test_theses_are_kept_as_a_note_that_is_left_alone_once_changed(tmp_path: Path, vault: Path) -> None:
    with Consilium.from_config(home=tmp_path / "home") as consilium:
        consilium.library.learn([vault])
        consilium.spar("Креатин повышает силу.")
        match = consilium.spar("Caffeine improves sprint performance.", notes=vault)
        note = vault / "Theses.md"
        text = note.read_text(encoding="utf-8")
        assert untouched(text)
        assert "Fallen." in text
        assert f"^t-{match.record.id}-c1" in text
        assert (tmp_path / "home" / "notes" / "Тезисы.md").is_file()
        note.write_text(text + "\nMine.\n", encoding="utf-8")
        match.reply("Caffeine blocks adenosine receptors, which in trained sprinters delays fatigue.")
        assert match.refused == [note]
        assert note.read_text(encoding="utf-8").endswith("\nMine.\n")


def test_the_note_is_no_evidence_for_what_it_repeats(tmp_path: Path, vault: Path) -> None:
    with Consilium.from_config(home=tmp_path / "home") as consilium:
        consilium.library.learn([vault])
        consilium.spar("Caffeine improves sprint performance.", notes=vault)
        consilium.library.learn([vault])
        again = consilium.spar("Caffeine improves sprint performance.", notes=vault)
        assert {one.evidence.source for one in again.attacks if one.evidence} == {"2024-03-12.md"}
        assert len(consilium.theses.all()) == 1


def test_learning_tells_which_thesis_changed_and_why(
    tmp_path: Path, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    with Consilium.from_config(home=home) as consilium:
        consilium.library.learn([vault])
        consilium.spar("Taurine lowers resting heart rate.")
        (vault / "2025-01-02.md").write_text("Taurine raises resting heart rate.\n", encoding="utf-8")
        changed = consilium.library.learn([vault]).report.theses
        assert [(one.before.state, one.after.state) for one in changed] == [("undecided", "fallen")]
        assert changed[0].evidence is not None
        assert changed[0].evidence.quote == "Taurine raises resting heart rate."
    (vault / "2025-01-02.md").unlink()
    assert main(["learn", "--home", str(home), str(vault)]) == 0
    assert "a source that counted is gone" in capsys.readouterr().out
    assert main(["theses", "--home", str(home), "--retest", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["changes"] == []
    assert shown["theses"][0]["claims"][0]["outcome"]["state"] == "undecided"


@pytest.mark.parametrize(
    "thesis",
    [
        "---\nprivate: true\n---\nBeetroot ruins my sleep before every single race.\n",
        "# Whole note\n\nHowever, my knee hurts on every descent since last May. Also, zinc shortens colds.\n",
    ],
)
def test_a_thesis_from_a_private_note_is_private(tmp_path: Path, vault: Path, thesis: str) -> None:
    diary = "---\nprivate: true\n---\n# Diary\n\nHowever, my knee hurts on every descent since last May.\n"
    (vault / "Diary.md").write_text(diary, encoding="utf-8")
    with Consilium.from_config(home=tmp_path / "home") as consilium:
        consilium.library.learn([vault])
        assert consilium.spar(thesis).record.private
        assert not consilium.spar("Creatine raises strength.").record.private
