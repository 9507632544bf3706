"""``nails.yaml``: what it may say, and mistakes that name their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.config import Places, load_settings
from consilium.config.nails import nails_file, read_nails
from consilium.errors import ConfigError
from consilium.types.nail import Nail

GOOD = """\
definitions:
  - term: МПК
    text: наибольшее потребление кислорода при работе до отказа
theses:
  - Интервалы поднимают МПК сильнее, чем объём.
  - id: sleep
    text: Sleep decides more than supplements do.
    private: true
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "nails.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_definitions_and_theses(tmp_path: Path) -> None:
    term, first, second = read_nails(written(tmp_path, GOOD))
    meaning = "наибольшее потребление кислорода при работе до отказа"
    assert term == Nail("n1", "definition", meaning, "МПК", "nails.yaml")
    assert (first.id, first.kind, first.private) == ("n2", "thesis", False)
    assert (second.id, second.private) == ("sleep", True)
    assert read_nails(written(tmp_path, "")) == ()


def test_the_file_beside_the_settings_comes_before_the_homes(tmp_path: Path) -> None:
    config = tmp_path / "here" / "config.yaml"
    config.parent.mkdir()
    config.write_text("panel: []\n", encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    loaded = load_settings(config, Places(home))
    assert nails_file(loaded) is None
    kept = written(home, "theses: [a]")
    assert nails_file(loaded) == kept
    assert nails_file(loaded) != written(config.parent, "theses: [b]")
    assert nails_file(loaded) == config.parent.resolve() / "nails.yaml"


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("theses:\n  - text: one\n  - txt: two\n", 3, "text"),
        ("definitions:\n  - text: no term\n", 2, "docs/nails.md"),
        ("theses:\n  - id: a\n    text: one\n  - id: a\n    text: two\n", 4, "id"),
        ("theses:\n  - {text: one, id: a b}\n", 2, "docs/nails.md"),
        ("theses:\n  - ''\n", 2, "docs/nails.md"),
        ("theses: [one\n", 2, ""),
        ("- one\n", 1, "docs/nails.md"),
    ],
)
def test_mistakes_name_their_line_and_the_next_step(tmp_path: Path, text: str, line: int, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_nails(written(tmp_path, text))
    assert "nails.yaml" in caught.value.message
    assert str(line) in caught.value.message.replace(str(tmp_path), "")
    assert hint in caught.value.next_step
    assert caught.value.next_step
