"""The key file: readable by its owner only, forgiving in form, and never stronger than the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.config.keys import read_keys
from consilium.errors import ConfigError
from tests.config.writing import write


def key_file(folder: Path, text: str | bytes, mode: int = 0o600) -> Path:
    path = write(folder / ".env", text)
    path.chmod(mode)
    return path


def test_an_absent_file_leaves_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "from-outside")
    assert read_keys(tmp_path / ".env")["OPENAI_API_KEY"] == "from-outside"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o610, 0o660])
def test_a_file_open_to_others_is_refused_with_the_command_that_closes_it(tmp_path: Path, mode: int) -> None:
    path = key_file(tmp_path, "A=1\n", mode)
    with pytest.raises(ConfigError, match="other users") as caught:
        read_keys(path)
    assert caught.value.next_step == f"chmod 600 {path}"


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_a_file_of_the_owner_alone_is_read(tmp_path: Path, mode: int) -> None:
    assert read_keys(key_file(tmp_path, "A_KEY=1\n", mode))["A_KEY"] == "1"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("K=abc", "abc"),
        ("export K=abc", "abc"),
        ("  K = abc  ", "abc"),
        ('K="a b"', "a b"),
        ("K='a#b'", "a#b"),
        ("K=abc # the team's key", "abc"),
        ('K="abc" # the team\'s key', "abc"),
        ("K=a#b", "a#b"),
        ("K=a=b==", "a=b=="),
        ("K=", ""),
        ("# note\n\nK=abc", "abc"),
    ],
)
def test_the_usual_ways_to_write_a_line(tmp_path: Path, line: str, value: str) -> None:
    assert read_keys(key_file(tmp_path, line + "\n"))["K"] == value


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfK=abc\r\nL=d\r\n", b"K=abc\nL=d"])
def test_windows_editors_do_not_spoil_the_first_key(tmp_path: Path, content: bytes) -> None:
    keys = read_keys(key_file(tmp_path, content))
    assert (keys["K"], keys["L"]) == ("abc", "d")


@pytest.mark.parametrize(("text", "line"), [("A=1\nsk-secret\n", 2), ("MY KEY=1\n", 1), ("A=1\n\n=x\n", 3)])
def test_a_bad_line_is_named_by_number_and_never_quoted(tmp_path: Path, text: str, line: int) -> None:
    path = key_file(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read_keys(path)
    assert caught.value.message == f"{path}, line {line}: expected NAME=value."
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_text_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_keys(key_file(tmp_path, "КЛЮЧ=1".encode("cp1251")))


def test_a_folder_in_its_place_holds_no_keys(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir(mode=0o755)
    assert "A_KEY" not in read_keys(tmp_path / ".env")


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "outside")
    keys = read_keys(key_file(tmp_path, "A_KEY=file\nB_KEY=file\n"))
    assert (keys["A_KEY"], keys["B_KEY"]) == ("outside", "file")
