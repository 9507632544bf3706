"""The command line itself: help, mistakes, failures, and what starting it costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from consilium.cli import failures
from consilium.cli.failures import guarded
from consilium.cli.main import build_parser, main
from consilium.cli.reference import reference
from consilium.cli.table import COMMANDS
from consilium.errors import ConfigError, LimitReached, NoQuorum, UsageError

HEAVY = ("pydantic", "rich", "asyncio", "yaml", "langgraph", "litellm", "consilium.config", "consilium.api")


def run(*words: str, stdin: str | None = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "consilium", *words],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


def test_help_lists_every_command_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("usage: consilium")
    assert all(f"\n    {name} " in shown for name in COMMANDS)


def test_help_speaks_russian(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSILIUM_LANG", "ru")
    assert main(["ask", "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("использование: consilium ask")
    assert "задать вопрос" in shown
    assert "[ВОПРОС ...]" in shown


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "consilium" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("consilium ")


def test_help_imports_nothing_heavy() -> None:
    code = f"import sys, consilium.cli.main as m; m.main(['--help']); print([n for n in {HEAVY} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def _seconds(*command: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def test_help_costs_at_most_six_times_an_empty_python() -> None:
    # The best of several runs of each: other work on the machine only ever adds.
    empty = min(_seconds("-c", "pass") for _ in range(7))
    helped = min(_seconds("-m", "consilium", "--help") for _ in range(7))
    assert helped <= 6 * empty


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["frob"], "COMMAND: 'frob' is not one of"),
        (["ask", "q", "--frob"], "Not understood: --frob."),
        (["ask", "q", "--rounds", "-1"], "--rounds"),
        (["ask", "q", "--rounds", "x"], "--rounds: 'x' is not a number that fits here."),
        (["ask", "q", "--kind"], "--kind needs a value."),
        (["ask", "q", "--kind", "frob"], "--kind: 'frob' is not one of"),
        (["ask", "q", "--json", "--quiet"], "--json"),
        (["batch"], "Missing: FILE, --out."),
        (["runs"], "Missing: COMMAND."),
        (["schema"], "Missing: "),
    ],
    ids=" ".join,
)
def test_mistakes_are_one_line_with_the_next_step(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    (line,) = shown.err.splitlines()
    assert line.startswith("error: ")
    assert message in line
    assert " → consilium" in line
    assert line.endswith("--help")


def _raising(error: BaseException) -> Callable[[], int]:
    def action() -> int:
        raise error

    return action


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ConfigError("config.yaml, line 3: no.", next_step="do this"), 2, "error: config.yaml, line 3: no. → do this"),
        (UsageError("Two\nlines."), 2, "error: Two lines."),
        (NoQuorum("Nobody."), 3, "error: Nobody."),
        (LimitReached("Too dear."), 4, "error: Too dear."),
        (KeyboardInterrupt(), 130, "error: Interrupted."),
        (ExceptionGroup("g", [UsageError("Inside.")]), 2, "error: Inside."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_failures_become_a_line_and_an_exit_code(
    error: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(_raising(error)) == code
    assert capsys.readouterr().err.splitlines() == [line]


def test_a_fault_of_ours_asks_for_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(_raising(RuntimeError("boom"))) == 1
    shown = capsys.readouterr().err
    assert "RuntimeError: boom" in shown
    assert "--debug" in shown
    assert "Traceback" not in shown


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(_raising(UsageError("No.")), debug=True) == 2
    shown = capsys.readouterr().err
    assert "Traceback" in shown
    assert shown.splitlines()[-1] == "error: No."


def test_a_reader_that_leaves_is_no_error() -> None:
    code = "import sys; from consilium.cli.main import main; sys.exit(main(['schema', 'run']))"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == failures.FAULT


def test_a_terminal_without_our_letters_gets_stand_ins() -> None:
    done = run("--help", CONSILIUM_LANG="ru", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "?" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask", ""], "There is no question."),
        (["ask", "-"], "There is no question."),
        (["ask"], "There is no question."),
        (["ask", "q", "--file", "f"], "on the command line and in --file"),
        (["ask", "--file", "/no/such/file"], "/no/such/file cannot be read: No such file"),
        (["ask", "q", "--option", "x", "--option", "B=y"], "Either every option carries a label"),
        (["ask", "q", "--options", "A=x;A=y"], "Either every option carries a label"),
    ],
    ids=" ".join,
)
def test_questions_that_are_not_there(words: list[str], message: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_the_reference_names_every_command_and_option() -> None:
    page = reference()
    assert page == reference()
    for name, child in build_parser(*COMMANDS).children().items():
        assert f"\n## consilium {name}\n" in page
        spelt = [argument.spelling.replace("|", r"\|") for argument in child.arguments()]
        assert all(f"`{one}`" in page for one in spelt if "--help" not in one)
    assert "### consilium runs delete" in page
    assert "| 130 | interrupted |" in page
    assert "ключ" not in page
    assert "# consilium" in reference("ru")


def test_stdin_that_is_no_text_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "latin1.txt"
    source.write_bytes("café".encode("latin-1"))
    assert run("ask", "--file", str(source)).returncode == 2
    with source.open("rb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "consilium", "ask"], stdin=stream, capture_output=True, check=False
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
