"""Whatever is asked, the answer through the server reads like the one in process."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from consilium.cli.main import main
from tests.client.conftest import QUESTION, Place

QUESTIONS: dict[str, tuple[int, list[str]]] = {
    "debate": (0, [QUESTION]),
    "russian": (0, ["Помогает ли свёкла?"]),
    "no_debate": (0, [QUESTION, "--members", "first, second", "--debate", "never"]),
    "no_rounds": (0, [QUESTION, "--rounds", "0"]),
    "choice": (0, ["Which?", "--options", "A=red;B=blue", "--members", "chooser"]),
    "lettered": (0, ["Which?", "--option", "red", "--option", "blue", "--kind", "choice", "--members", "chooser"]),
    "no_quorum": (3, [QUESTION, "--members", "dead"]),
}
REFUSED: dict[str, list[str]] = {
    "nobody": [QUESTION, "--members", "frob"],
    "many_rounds": [QUESTION, "--rounds", "11"],
    "one_option": ["Which?", "--option", "red"],
    "no_options": ["Which?", "--kind", "choice"],
    "no_thread": [QUESTION, "-c", "nothing"],
    "no_file": [QUESTION, "--config", "nowhere.yaml"],
}
FORMS = {"card": [], "json": ["--json"], "quiet": ["--quiet"]}


def plain(text: str) -> list[str]:
    """Lines without what differs between any two runs: ids, seconds, and what an id's chance decides."""
    if text.startswith("{"):
        verdict = json.loads(text)
        assert text == json.dumps(verdict, ensure_ascii=False) + "\n"
        for name in ("members", "claims", "dissent"):
            verdict[name].sort(key=lambda one: str({**one, "id": ""}))
        text = json.dumps(verdict, ensure_ascii=False, indent=0)
    text = re.sub(r"\d{6}-\d{6}-[0-9a-f]{8}", "RUN", text)
    text = re.sub(r"\bv?-?c[0-9a-f]{6}\b", "CLAIM", text)
    text = re.sub(r'("seconds": |"prompt_tokens": )[\d.]+', r"\1N", text)
    text = re.sub(r"\d+[.,]\d+\s(s|с)\b|\d+ (tokens|токен\w*)", "N", text)
    text = re.sub(r"(?m)^\w+ (on|о мнении) \w+:", r"CRITIC \1 TARGET:", text)
    # Which member was the quicker, and in what order texts are shown, differs too.
    return sorted(text.splitlines())


def asked(words: list[str], place: Place, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], list[str]]:
    code = main(["ask", *words, *place.words[0 if "--config" not in words else 2 :]])
    shown = capsys.readouterr()
    return code, plain(shown.out), plain(shown.err)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_server_s_answer_is_the_one_in_process(
    name: str, form: str, served: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    code, words = QUESTIONS[name]
    thin = asked([*words, *FORMS[form]], served, capsys)
    assert served.newest()[1]
    here = asked([*words, *FORMS[form], "--in-process"], served, capsys)
    assert not served.newest()[1]
    assert thin == here
    assert thin[0] == code


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_asked_is_refused_in_the_same_words(
    name: str, served: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    thin = asked(REFUSED[name], served, capsys)
    assert thin == asked([*REFUSED[name], "--in-process"], served, capsys)
    assert thin[0] == 2
    assert thin[1] == []
    (line,) = thin[2]
    assert line.startswith("error: ")


def test_the_last_question_is_asked_on(served: Place, capsys: pytest.CaptureFixture[str]) -> None:
    asked([QUESTION, "--json"], served, capsys)
    parent = served.newest()[0]
    assert main(["ask", "And women?", "-c", "last", *served.words]) == 0
    assert "Understood as: Does beetroot help women?" in capsys.readouterr().err
    run_id, by_server = served.newest()
    assert by_server
    main(["runs", "show", run_id, "--json", "--home", str(served.home)])
    assert parent in capsys.readouterr().out


def test_the_transcript_lies_where_it_is_said_to(served: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION, *served.words]) == 0
    path = Path(capsys.readouterr().err.splitlines()[-1].removeprefix("Transcript: "))
    assert path.parent == served.home / "transcripts"
    assert "It depends." in path.read_text(encoding="utf-8")


def test_json_is_the_verdict_that_is_kept(served: Place, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "Помогает ли свёкла?", "--json", *served.words])
    verdict = json.loads(capsys.readouterr().out)
    main(["runs", "show", verdict["run_id"], "--json", "--home", str(served.home)])
    assert json.loads(capsys.readouterr().out)["verdict"] == verdict


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as POSIX has them")
def test_in_a_terminal_the_same_card_is_left(served: Place) -> None:
    thin, here = terminal(served), terminal(served, "--in-process")
    assert "Partial panel" in thin
    assert plain(card(thin)) == plain(card(here))


def terminal(place: Place, *words: str) -> str:
    """What a question writes to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "consilium", "ask", QUESTION, *words, *place.words]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
    os.close(ours)
    return shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so where a terminal's other end is closed
        return b""


def card(shown: str) -> str:
    """The card that stays once the live view has gone, without its colours."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    return text[text.rindex("Partial panel") :]
