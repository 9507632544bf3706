"""When the server is asked and when not, and what is said of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from consilium.cli.main import main
from consilium.client.finding import NotServed, find_server
from consilium.config import Places
from tests.client.conftest import QUESTION, Place, panel

Change = Callable[[Place, pytest.MonkeyPatch], Any]


@contextmanager
def rewritten(path: Path, change: Callable[[str], str]) -> Iterator[None]:
    """A file with other content, inside a block; afterwards nobody can tell that it was touched."""
    before, known = path.read_text(encoding="utf-8"), path.stat()
    path.write_text(change(before), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


def other_version(text: str) -> str:
    return json.dumps({**json.loads(text), "version": "0.0.9"})


OTHERWISE: dict[str, tuple[str, Callable[[str], str], str]] = {
    "version": ("home/server.json", other_version, "the server is version 0.0.9, this is"),
    "settings": ("panel/config.yaml", lambda text: text[:-1] + ', "rounds": 2}', "with other settings; restart"),
    "card": ("panel/agents/first.yaml", lambda text: text + "compact: true\n", "with other cards or prompts; restart"),
    "script": ("panel/agents/first.jsonl", lambda text: text + "\n", "with other cards or prompts; restart"),
}


def not_by_server(served: Place, capsys: pytest.CaptureFixture[str], reason: str) -> None:
    """A question is answered here, with one line that says why, and none where scripts read."""
    assert main(["ask", QUESTION, *served.words]) == 0
    assert not served.newest()[1]
    first = capsys.readouterr().err.splitlines()[0]
    assert first.startswith("Without the server: ")
    assert reason in first
    for form in ("--json", "--quiet"):
        assert main(["ask", QUESTION, form, *served.words]) == 0
        assert capsys.readouterr().err == ""
    assert main(["ask", QUESTION, "--quiet", "--debug", *served.words]) == 0
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("name", OTHERWISE)
def test_a_server_that_goes_by_other_files_is_not_asked(
    name: str, served: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    path, change, reason = OTHERWISE[name]
    with rewritten(served.home.parent / path, change):
        not_by_server(served, capsys, reason)


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OLLAMA_HOST", "https_proxy"])
def test_a_server_with_other_keys_is_not_asked(
    name: str, served: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    not_by_server(served, capsys, "with other keys or addresses of models")


def test_keys_of_the_home_and_a_prompt_beside_the_settings_count(
    served: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = served.home / ".env"
    keys.touch(0o600)
    with rewritten(keys, lambda _: "OPENAI_API_KEY=other\n"):
        not_by_server(served, capsys, "with other keys")
    keys.unlink()
    prompts = served.config.parent / "prompts"
    prompts.mkdir()
    (prompts / "notes.txt").write_text("mine", encoding="utf-8")
    not_by_server(served, capsys, "with other cards or prompts")
    (prompts / "notes.txt").unlink()
    prompts.rmdir()


def test_another_settings_file_is_other_settings_whatever_it_says(
    served: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = served.config.with_name("copy.yaml")
    copy.write_bytes(served.config.read_bytes())
    assert main(["ask", QUESTION, "--config", str(copy), "--home", str(served.home)]) == 0
    assert "with other settings; restart" in capsys.readouterr().err.splitlines()[0]
    assert not served.newest()[1]


def test_everything_as_it_was_and_the_server_is_asked(served: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION, *served.words]) == 0
    assert served.newest()[1]
    assert capsys.readouterr().err.startswith("Run ")


def record(place: Place, pid: int) -> None:
    """What a server that once listened has left in its home."""
    from consilium import __version__  # noqa: PLC0415  a test's own

    place.home.mkdir(exist_ok=True)
    plain = {"version": __version__, "pid": pid, "socket": str(place.home / "gone.sock"), "url": "", "started": ""}
    (place.home / "server.json").write_text(json.dumps(plain), encoding="utf-8")


def test_a_server_that_died_is_no_reason_to_talk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = Place(tmp_path / "home", panel(tmp_path / "panel"))
    with subprocess.Popen([sys.executable, "-c", "pass"]) as dead:
        dead.wait()
    record(place, dead.pid)
    assert main(["ask", QUESTION, *place.words]) == 0
    assert capsys.readouterr().err.startswith("Run ")


def test_a_server_that_lives_and_does_not_listen_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = Place(tmp_path / "home", panel(tmp_path / "panel"))
    record(place, os.getpid())
    assert main(["ask", QUESTION, *place.words]) == 0
    assert capsys.readouterr().err.startswith("Without the server: the server is there but cannot be reached: ")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"socket": 3}', "{"])
def test_a_record_that_says_nothing_is_no_server(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path / "home", panel(tmp_path / "panel"))
    place.home.mkdir()
    (place.home / "server.json").write_text(content, encoding="utf-8")
    assert main(["ask", QUESTION, *place.words]) == 0
    assert capsys.readouterr().err.startswith("Run ")


def test_where_there_are_no_unix_sockets_nothing_is_said(served: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("socket.AF_UNIX")
    with pytest.raises(NotServed) as caught:
        find_server(Places(served.home))
    assert caught.value.reason == ""


@pytest.mark.parametrize("form", ["--json", "--quiet"])
def test_a_silent_question_imports_no_machine(form: str, served: Place) -> None:
    words = ["ask", QUESTION, form, *served.words]
    code = "import contextlib, io, sys\nfrom consilium.cli.main import main\n"
    code += f"with contextlib.redirect_stdout(io.StringIO()):\n    code = main({words!r})\n"
    code += "print(code, *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    status, *modules = done.stdout.split()
    assert status == "0"
    assert served.newest()[1]
    heavy = {"rich", "pydantic", "yaml", "httpx", "platformdirs", "langgraph", "consilium.api", "consilium.server"}
    assert not heavy & set(modules)


def test_a_watched_question_imports_no_engine(served: Place) -> None:
    words = ["ask", QUESTION, *served.words]
    code = "import contextlib, io, sys\nfrom consilium.cli.main import main\n"
    code += f"with contextlib.redirect_stdout(io.StringIO()):\n    main({words!r})\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert served.newest()[1]
    heavy = {"yaml", "httpx", "langgraph", "consilium.api.engine", "consilium.assembly", "consilium.server"}
    assert not heavy & set(done.stdout.split())
