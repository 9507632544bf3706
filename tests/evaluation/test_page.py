"""The page of an evaluation: whole in one file, in the reader's language, and drawn so that it can be read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.cli.main import main
from consilium.evaluation.drawing import HEIGHT, Axis, Series, apart, around, diagram
from tests.deciding.made_rows import OPTIONS, rolled
from tests.evaluation.recorded import Plain, written
from tests.types.calm import CALM

ODD = "<b>ann & co"
"""A member's name that a page must not take for markup."""


def page(folder: Path, *more: str) -> str:
    """The page of an evaluation of a made panel, one of whose members has an odd name."""
    names = {"ann": ODD}
    for name, count, seed in (("fit", 300, 0), ("test", 80, 1)):
        rows: list[Plain] = [
            {
                "id": row.id,
                "question": f"{row.question} {seed}",
                "options": OPTIONS,
                "gold": row.gold,
                "responses": {names.get(member, member): said for member, said in row.answers.items()},
            }
            for row in rolled(count, seed=seed)
        ]
        written(folder / f"{name}.jsonl", rows)
    out = folder / "out.html"
    fit = ["--fit", str(folder / "fit.jsonl"), "--report", str(out)]
    assert main(["evaluate", str(folder / "test.jsonl"), *fit, *more]) == 0
    return out.read_text(encoding="utf-8")


class Read(HTMLParser):
    """What a browser would make of a page: its elements, and what stands open at the end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_beside_itself(tmp_path: Path) -> None:
    text = page(tmp_path, "--target-error", "0.2")
    told = Read(text)
    assert told.open == []
    assert [tag for tag, _ in told.elements].count("figure") == 4
    assert [tag for tag, _ in told.elements].count("tr") == 6
    assert {tag for tag, _ in told.elements}.isdisjoint({"script", "link", "img", "iframe", "b"})
    assert all(name not in attributes for _, attributes in told.elements for name in ("src", "href", "style", "onload"))
    assert not re.search(r"https?:|url\(|@import", text)
    assert "&lt;b&gt;ann &amp; co" in text
    assert "prefers-color-scheme:dark" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Is confidence what it says?", "plain vote")), ("ru", ("Соответствует ли", "простое голосование"))],
)
def test_the_page_speaks_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CONSILIUM_LANG", language)
    text = page(tmp_path, "--cascade")
    assert f'<html lang="{language}">' in text
    assert all(word in text for word in words)


@CALM
@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.booleans())
def test_an_axis_holds_its_values_between_round_marks(values: list[float], percent: bool) -> None:
    axis = around(values, "right", percent=percent)
    assert all(0 <= axis.place(value) <= 1 for value in values)
    assert not percent or axis.high <= 1
    marks = [value for value, _ in axis.marks]
    assert marks == sorted(set(marks))
    assert 2 <= len(marks) <= 8
    assert [marks[0], marks[-1]] == pytest.approx([axis.low, axis.high])
    assert len({label for _, label in axis.marks}) == len(marks)


def test_marks_are_round() -> None:
    assert [label for _, label in around([0.793, 0.856], "right").marks] == [
        "78 %",
        "80 %",
        "82 %",
        "84 %",
        "86 %",
        "88 %",
    ]
    assert [label for _, label in around([1, 6], "calls", percent=False).marks] == ["0", "2", "4", "6", "8"]
    assert [label for _, label in Axis("sure").marks] == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]


@CALM
@given(st.lists(st.floats(22, HEIGHT - 44), max_size=10).map(sorted))
def test_names_stand_a_line_apart_inside_the_figure(heights: list[float]) -> None:
    found = apart(heights)
    assert all(after - before >= 12 - 1e-9 for before, after in pairwise(found))
    assert all(height < HEIGHT - 44 for height in found)


def test_dots_of_many_answers_are_larger() -> None:
    one = Series("ours", [(0.1, 0.1), (0.9, 0.9)], counts=[1, 100])
    assert one.radius(0) < one.radius(1)
    drawn = diagram("Title & more", Axis("x"), Axis("y"), [one])
    assert "Title &amp; more" in drawn
    assert "90 %, 90 % (100)" in drawn
