"""``correct``, ``--without-nails`` and ``--without-memory`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilium.cli.main import main
from tests.scripted import Row, answer, make_home

ASKED = "Does caffeine raise endurance in trained cyclists?"
HELPS = "Caffeine raises endurance in trained cyclists."
WITH: Row = {**answer("It helps.", "supports", claims=[{"text": f"{HELPS} [mine]", "quotes": []}])}
WITHOUT: list[Row] = [answer("Unclear.", "undecided", claims=[{"text": "Sleep matters more.", "quotes": []}])]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CONSILIUM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CONSILIUM_LANG", "en")
    (tmp_path / "nails.yaml").write_text(f"theses:\n  - {{id: mine, text: '{HELPS}'}}\n", encoding="utf-8")
    return str(make_home(tmp_path, {"one": [WITH]}, debate="never"))


def test_without_nails_says_what_changed(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", ASKED, "--config", config, "--in-process", "--without-nails"]) == 0
    assert "has not been asked with nails" in capsys.readouterr().out
    assert main(["ask", ASKED, "--config", config, "--in-process"]) == 0
    assert "mine: 1 claim rests on it" in capsys.readouterr().out.replace("\\", "")
    make_home(Path(config).parent, {"one": WITHOUT}, debate="never")
    assert main(["ask", ASKED, "--config", config, "--in-process", "--without-nails"]) == 0
    said = capsys.readouterr().out
    assert "- position: " in said
    assert " → " in said
    assert f"- lost: {HELPS} [mine]" in said
    assert "- gained: Sleep matters more." in said
    assert main(["ask", ASKED, "--config", config, "--in-process", "--without-nails", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["nails"] == []


def test_a_correction_is_shown_exported_and_told_later(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", ASKED, "--config", config, "--in-process", "--json"]) == 0
    run_id = json.loads(capsys.readouterr().out)["run_id"]
    assert main(["correct", "last", "The dose was *per day*."]) == 0
    assert run_id in capsys.readouterr().out
    assert main(["runs", "show", run_id]) == 0
    assert "## Corrections" in capsys.readouterr().out
    assert main(["runs", "export", run_id]) == 0
    assert "per day" in capsys.readouterr().out
    assert main(["runs", "export", run_id, "--format", "json"]) == 0
    assert [one["text"] for one in json.loads(capsys.readouterr().out)["corrections"]] == ["The dose was *per day*."]
    for more, told in (([], [run_id]), (["--without-memory"], [])):
        assert main(["ask", ASKED, "--config", config, "--in-process", "--json", *more]) == 0
        assert [one["run_id"] for one in json.loads(capsys.readouterr().out)["memory"]] == told


def test_an_empty_correction_is_refused(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["correct", "last", " "]) == 2
    assert "consilium correct last" in capsys.readouterr().err
