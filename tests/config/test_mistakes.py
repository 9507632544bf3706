"""A mistake in a settings file: its file, its line, its key, what was expected, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.config import CardSettings, Places, load_settings
from consilium.config.yaml_file import read_yaml
from consilium.errors import ConfigError
from consilium.wording import speaking
from tests.config.writing import refusal, write

MISTAKES = [
    # text of the file, line, words that must be told
    ("rounds: lots\n", 1, "rounds: got 'lots', expected a whole number"),
    ("version: 1\nrounds: 11\n", 2, "rounds: got 11, expected at most 10"),
    ("rounds: -1\n", 1, "expected at least 0"),
    ("rounds: 1.5\n", 1, "expected a whole number"),
    ("debate: sometimes\n", 1, "expected 'when_split', 'always' or 'never'"),
    ("panel: qwen\n", 1, "panel: got 'qwen', expected a list"),
    ("panel:\n  - qwen\n  - 7\n", 3, "panel.1: got 7, expected text"),
    ("tracing: perhaps\n", 1, "expected true or false"),
    ("limits: 5\n", 1, "expected keys and values"),
    ("limits:\n  usd_per_day: 5\n  question_chars: 5\n", 3, "limits.question_chars: got 5, expected at least 100"),
    ("limits:\n  usd_per_day: много\n", 2, "limits.usd_per_day: got 'много', expected a number"),
    ("settle_at: 75\n", 1, "expected at most 1"),
    ("version: 0\n", 1, "expected at least 1"),
    ("version: '2'\n", 1, "version: got '2', expected a whole number"),
    ("- a\n- b\n", 1, "expected keys and values"),
    ("just words\n", 1, "expected keys and values"),
    ("rounds: 1\npanel: [qwen\n", 3, "not valid YAML"),
    ("rounds: 1\n\tdebate: never\n", 2, "not valid YAML"),
    ('panel: [a]\nlanguage: "ru\n', 3, "not valid YAML"),
    ("rounds: 1\n---\nrounds: 2\n", 2, "not valid YAML"),
    ("rounds: 1\nlanguage: r\x00u\n", 2, "special characters are not allowed"),
    ("rounds: 1\nlanguage: 2026-02-31\n", 2, "day is out of range"),
    (
        "limits:\n  usd_per_day: 1\nrounds: 1\nlimits:\n  usd_per_question: 1\n",
        4,
        "“limits” stands here for the second",
    ),
    ("rounds: *nobody\n", 1, "not valid YAML"),
]


@pytest.mark.parametrize(("text", "line", "told"), MISTAKES)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, line: int, told: str) -> None:
    path = write(tmp_path / "config.yaml", text)
    error = refusal(path)
    assert error.message.startswith(f"{path}, line {line}: ")
    assert told in error.message


@pytest.mark.parametrize(
    ("text", "line", "key", "hint"),
    [
        ("round: 1\n", 1, "round", "“rounds”"),
        ("rounds: 1\nlimits:\n  usd_per_week: 5\n", 3, "limits.usd_per_week", "“usd_per_day”"),
        ("zzz: 1\n", 1, "zzz", "known keys: version, language, panel"),
        ("on: 1\n", 1, "“on”", "known keys"),
        ("2: 1\n", 1, "“2”", "known keys"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest_known_one(
    tmp_path: Path, text: str, line: int, key: str, hint: str
) -> None:
    error = refusal(write(tmp_path / "config.yaml", text))
    assert f"line {line}: " in error.message
    assert key in error.message
    assert hint in error.next_step


CARD = "name: ana\ntransport: scripted\n"


@pytest.mark.parametrize(
    ("more", "line", "told", "hint"),
    [
        ("price:\n  input: 1\n  outptu: 2\n", 5, "unknown key “price.outptu”", "“output”"),
        ("price:\n  input: 1\n", 3, "“price.output” is missing", "consilium init"),
        ("price:\n  input: 1\n  output: 2\n  cached: 3\n", 6, "unknown key “price.cached”", "“cached_input”"),
        ("chain:\n  - {role: user, text: hi}\n  - rol: user\n    text: hi\n", 5, "unknown key “chain.1.rol”", "“role”"),
        ("chain:\n  - {role: user, text: hi, txt: a}\n", 4, "unknown key “chain.0.txt”", "“text”"),
        ("chain:\n  - role: system\n    text: x\n", 4, "expected 'user' or 'assistant'", ""),
        ("shema: {}\n", 3, "unknown key “shema”", "“schema”"),
        ("watch_for:\n  de: x\n", 4, "unknown key “watch_for.de”", "known keys: en, ru"),
        ("calls:\n  timeout_s: 0\n", 4, "expected more than 0", ""),
        ("headers:\n  X-Team: 7\n", 4, "headers.X-Team: got 7, expected text", ""),
    ],
)
def test_mistakes_deep_in_a_card(tmp_path: Path, more: str, line: int, told: str, hint: str) -> None:
    path = write(tmp_path / "ana.yaml", CARD + more)
    with pytest.raises(ConfigError) as caught:
        read_yaml(path, CardSettings)
    assert caught.value.message.startswith(f"{path}, line {line}: ")
    assert told in caught.value.message
    assert hint in caught.value.next_step


@pytest.mark.parametrize("name", ["a b", "../x", ""])
def test_a_cards_name_is_a_plain_word(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="expected a text of the form"):
        read_yaml(write(tmp_path / "x.yaml", f"name: '{name}'\ntransport: ollama\n"), CardSettings)


def test_a_newer_file_is_refused_before_its_unknown_keys(tmp_path: Path) -> None:
    error = refusal(write(tmp_path / "config.yaml", "brains: 7\nversion: 2\n"))
    assert "newer version" in error.message
    assert "pip install -U" in error.next_step


def test_a_long_value_is_not_poured_out(tmp_path: Path) -> None:
    error = refusal(write(tmp_path / "config.yaml", f"rounds: {'x' * 5000}\n"))
    assert len(error.message) < 300


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a comment\n",
        b"---\n",
        b"\xef\xbb\xbfrounds: 1\r\npanel: [qwen]\r\n",
        "language: ru # по-русски".encode(),
    ],
)
def test_harmless_files_are_read(tmp_path: Path, content: bytes) -> None:
    loaded = load_settings(write(tmp_path / "config.yaml", content), Places(tmp_path))
    assert loaded.settings.rounds == 1


def test_line_numbers_hold_in_a_windows_file_with_a_mark(tmp_path: Path) -> None:
    error = refusal(write(tmp_path / "config.yaml", b"\xef\xbb\xbfversion: 1\r\n\r\nrounds: x\r\n"))
    assert "line 3: rounds" in error.message


@pytest.mark.parametrize("content", ["язык: ru".encode("cp1251"), "rounds: 1".encode("utf-16")])
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "cannot be read" in refusal(write(tmp_path / "config.yaml", content)).message


def test_mistakes_are_told_in_russian(tmp_path: Path) -> None:
    path = write(tmp_path / "config.yaml", "rounds: много\n")
    with speaking("ru"):
        error = refusal(path)
    assert error.message == f"{path}, строка 1: rounds: получено 'много'; ожидалось целое число."
    assert error.next_step.startswith("сравните с образцом")


@pytest.mark.parametrize(("text", "_line", "_told"), MISTAKES)
def test_every_mistake_is_told_in_both_languages(tmp_path: Path, text: str, _line: int, _told: str) -> None:
    path = write(tmp_path / "config.yaml", text)
    english = refusal(path)
    with speaking("ru"):
        russian = refusal(path)
    assert any("а" <= char <= "я" for char in russian.message.removeprefix(str(path)))
    assert english.next_step != russian.next_step
