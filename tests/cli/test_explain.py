"""``consilium explain`` tells how the experts came to an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilium.cli.main import main

EXPERTS = ("librarian", "methodologist", "skeptic")
NOTES = {
    "Up.md": "# Up\n\nCaffeine increased VO2max by 4 % in 40 trained cyclists.\n",
    "Нет.md": "# Нет\n\nКофеин не влияет на МПК у 30 тренированных бегунов.\n",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name, text in NOTES.items():
        (notes / name).write_text(text, encoding="utf-8")
    members = ", ".join(EXPERTS)
    panel = f"panel: [{members}]\nembedded: [{members}]\njudges: []\n"
    settings = f"version: 1\nlanguage: en\n{panel}knowledge: {{paths: [notes]}}\n"
    (tmp_path / "config.yaml").write_text(settings, encoding="utf-8")
    return tmp_path


def test_the_derivation_of_an_embedded_answer_is_printed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--home", str(home / "home")]
    question = ["--kind", "yes_no_maybe", "Does caffeine increase VO2max?"]
    assert main(["ask", "--config", str(home / "config.yaml"), *at, *question]) == 0
    capsys.readouterr()
    assert main(["explain", *at, "last"]) == 0
    told = capsys.readouterr().out
    for words in (
        *(f"## {name}" for name in EXPERTS),
        "speaks for “no”",
        "contradict one another",
        "Decided by: experts",
    ):
        assert words in told
    assert main(["explain", *at, "--json", "last"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert set(record["experts"]) == set(EXPERTS)
    rows = record["experts"]["skeptic"]["rows"]
    assert {row["speaks"] for row in rows} == {"yes", "no"}
    assert {row["words"] for row in rows} == {text.split("\n\n")[1].strip() for text in NOTES.values()}
    assert record["verdict"]["status"] == "embedded"
