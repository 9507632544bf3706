"""What commands read and write: rows, the output of a batch, copies of the settings, questions."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from pathlib import Path

import pytest

from consilium.cli.asking import read_options, read_question
from consilium.cli.main import main
from consilium.cli.outfile import OutFile
from consilium.cli.rows import read_rows
from consilium.config.places import shipped
from consilium.errors import UsageError


def written(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_rows_good_and_bad(tmp_path: Path) -> None:
    file = written(
        tmp_path / "q.jsonl",
        {"id": "a", "question": "Is it so?", "kind": "yes_no"},
        "",
        {"id": 2, "question": "Which?", "options": {"A": "this", "B": "that"}},
        "{broken",
        [1],
        {"question": "x"},
        {"id": True, "question": "x"},
        {"id": "b"},
        {"id": "c", "question": "x", "kind": "frob"},
        {"id": "d", "question": "x", "options": ["one", 2]},
        {"id": "e", "question": "line\u2028separator"},
    )
    rows = read_rows(file)
    assert [(row.line, row.id) for row in rows if not row.fault] == [(1, "a"), (3, 2), (11, "e")]
    assert [row.fault.partition(":")[0] for row in rows if row.fault] == [f"line {n}" for n in range(4, 11)]
    assert rows[1].options == {"A": "this", "B": "that"}
    assert rows[-1].question == "line\u2028separator"


def test_duplicate_ids_are_refused_with_their_lines(tmp_path: Path) -> None:
    file = written(tmp_path / "q.jsonl", {"id": 1, "question": "x"}, {"id": 7, "question": "y"}, {"id": "1"})
    with pytest.raises(UsageError, match="Line 3 repeats the id “1” of line 1"):
        read_rows(file)


def test_an_out_file_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with OutFile(path) as out:
        out.write("a", {"answer": "да"})
        out.write(None, {"error": "line 2: not JSON"})
        out.write("b", {"error": "limit"})
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "c", "answ')
    with OutFile(path) as out:
        assert out.done == {"a"}
        assert path.read_text(encoding="utf-8") == '{"id": "a", "answer": "да"}\n'
        out.write("b", {"answer": "no"})
    assert [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()] == ["a", "b"]


def test_a_file_that_is_no_output_is_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "diary.txt", "Dear diary", "today I ran")
    with pytest.raises(UsageError, match="line 1: not the output of a batch"):
        OutFile(path)
    assert path.read_text(encoding="utf-8") == "Dear diary\ntoday I ran\n"


def test_batch_does_not_write_over_its_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "q.jsonl", {"id": 1, "question": "x"})
    assert main(["batch", str(file), "--out", str(file)]) == 2
    assert "cannot be one file" in capsys.readouterr().err


def test_bad_rows_alone_need_no_panel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = written(tmp_path / "q.jsonl", "{", {"id": "x"}), tmp_path / "out.jsonl"
    assert main(["batch", str(file), "--out", str(out)]) == 2
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == [None, "x"]
    assert capsys.readouterr().err == "0 verdicts written, 0 there already, 2 failed, 0 left\n"
    assert main(["batch", str(file), "--out", str(out)]) == 2
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


def test_init_copies_and_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "own"
    assert main(["init", "--home", str(home), "--agents", "--prompts"]) == 0
    settings = home / "config.yaml"
    assert settings.read_text(encoding="utf-8") == shipped("config.yaml").read_text(encoding="utf-8")
    assert {path.name for path in (home / "agents").iterdir()} == {path.name for path in shipped("agents").iterdir()}
    settings.write_text("rounds: 2\n", encoding="utf-8")
    assert main(["init", "--home", str(home)]) == 2
    assert "is there already. → add --force" in capsys.readouterr().err
    assert settings.read_text(encoding="utf-8") == "rounds: 2\n"
    assert main(["init", "--home", str(home), "--force"]) == 0
    assert "version: 1" in settings.read_text(encoding="utf-8")


def test_init_writes_all_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = tmp_path / "agents" / next(path.name for path in shipped("agents").iterdir())
    card.parent.mkdir()
    card.write_text("mine", encoding="utf-8")
    assert main(["init", "--home", str(tmp_path), "--agents"]) == 2
    assert not (tmp_path / "config.yaml").exists()
    assert str(card) in capsys.readouterr().err


def test_init_here_and_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--here"]) == 0
    assert (tmp_path / "config.yaml").is_file()
    capsys.readouterr()
    assert main(["init", "--print"]) == 0
    assert capsys.readouterr().out == shipped("config.yaml").read_text(encoding="utf-8")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def asked(*words: str, file: str = "") -> Namespace:
    return Namespace(question=list(words), file=file)


def test_where_a_question_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "q.txt"
    file.write_text("\ufeffFrom a file?\n", encoding="utf-8")
    assert read_question(asked("Is", "it", "so?"), io.StringIO("piped")) == "Is it so?"
    assert read_question(asked("-"), Terminal("typed\n")) == "typed"
    assert read_question(asked(), io.StringIO("piped\n")) == "piped"
    assert read_question(asked(file=str(file)), Terminal()) == "From a file?"
    with pytest.raises(UsageError):
        read_question(asked(), Terminal("nobody asks"))


@pytest.mark.parametrize(
    ("option", "options", "read"),
    [
        (None, None, None),
        (["one", " two "], None, ["one", "two"]),
        (["A=one", "B = two = 2"], None, {"A": "one", "B": "two = 2"}),
        (None, "A=one; B=two;", {"A": "one", "B": "two"}),
        (None, "one;two", ["one", "two"]),
        (["да", "нет"], None, ["да", "нет"]),
    ],
)
def test_options(option: list[str] | None, options: str | None, read: object) -> None:
    assert read_options(Namespace(option=option, options=options)) == read
