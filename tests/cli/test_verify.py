"""``consilium verify``: every quotation of a note beside what its source says."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from consilium.cli.main import main
from tests.scripted import answer, make_home

KNOWN = "Beetroot juice lowers the oxygen cost of submaximal running by 5 %."
WRONG = "Beetroot juice lowers the oxygen cost of submaximal running by 15 %."
INVENTED = "creatine makes everybody taller by morning"


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """The options of a home with one private note."""
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "Beetroot.md").write_text(f"---\nprivate: true\n---\n# Beetroot\n\n{KNOWN}\n", encoding="utf-8")
    config = make_home(tmp_path, {"first": [answer()]}, knowledge={"paths": [str(vault)]})
    return ["--config", str(config), "--home", str(tmp_path / "home")]


def note(tmp_path: Path, *quotes: str) -> str:
    path = tmp_path / "note.md"
    path.write_text("\n\n".join(f"It is said: «{quote}»" for quote in quotes), encoding="utf-8")
    return str(path)


def test_quotations_are_listed_with_their_source_and_counted(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", note(tmp_path, KNOWN, WRONG, INVENTED), *words]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.endswith("Quotations: 1 ✓ 0 ≈ 2 ✗")
    for part in ("✓ exact", "✗ a number differs", "✗ not in the source", "In the source:", "private"):
        assert part in said


def test_the_source_s_own_words_stand_beside_what_differs(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["verify", "--json", note(tmp_path, KNOWN, WRONG), *words])
    exact, wrong = json.loads(capsys.readouterr().out)["proofs"]
    assert (exact["citation"]["check"], exact["words"]) == ("exact", KNOWN)
    assert wrong["citation"]["check"] == "number-mismatch"
    assert wrong["words"] in wrong["passage"]["text"]
    assert "5 %" in wrong["words"]


def test_strictly_a_quotation_that_stands_nowhere_fails(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--strict", note(tmp_path, KNOWN), *words]) == 0
    assert main(["verify", "--strict", note(tmp_path, KNOWN, INVENTED), *words]) == 1
    assert capsys.readouterr().err == ""


def test_numbers_are_held_against_the_rules_and_unknown_is_not_ok(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "numbers.md"
    path.write_text("His VO2max was 140 ml/kg/min after 12 furlongs; МПК 61 мл/кг/мин before.", encoding="utf-8")
    assert main(["verify", "--json", "--strict", str(path), *words]) == 1
    plain = json.loads(capsys.readouterr().out)
    assert [one["result"] for one in plain["traces"] if one["rule"] == "VO2max"] == ["violated", "ok"]
    assert plain["stands"] is False
    assert main(["verify", str(path), *words]) == 0
    assert "[10 <= x <= 97]" in capsys.readouterr().out


def test_a_mistake_in_the_user_s_own_rules_is_named(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "rules.yaml").write_text("version: 1\nrules:\n  - name: x\n    chek: 1\n", encoding="utf-8")
    assert main(["verify", note(tmp_path, KNOWN), *words]) == 2
    assert "rules.yaml" in capsys.readouterr().err


def test_a_text_comes_from_standard_input_too(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"«{KNOWN}»"))
    assert main(["verify", "-", *words]) == 0
    assert "1 ✓ 0 ≈ 0 ✗" in capsys.readouterr().out


def test_a_text_without_quotations_says_so(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--strict", note(tmp_path, "too short"), *words]) == 0
    assert capsys.readouterr().out == "Quotations: none\n"


@pytest.mark.parametrize("data", [None, b"\xff\xfe\xff"])
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str], data: bytes | None
) -> None:
    path = tmp_path / "gone.md"
    if data:
        path.write_bytes(data)
    assert main(["verify", str(path), *words]) == 2
    assert "gone.md" in capsys.readouterr().err
