"""A megabyte of marks that open and never close: time that grew with its square would never end here."""

from __future__ import annotations

import pytest

from tests.knowledge.torture.vault import document

LARGE, ENOUGH = 1_000_000, 100_000


def check(unit: str, size: int) -> None:
    text = unit * (size // len(unit))
    assert document("n.md", text).text == text


@pytest.mark.parametrize("unit", ["[[", "%%", "`", "$a "])
def test_a_megabyte_of_one_mark_is_read_in_linear_time(unit: str) -> None:
    check(unit, LARGE)


@pytest.mark.parametrize(
    "unit",
    [
        "[[a ",
        "x. %%a%% ",
        "`a ",
        "x$$a ",
        "<!-- ",
        "> > ",
        "> ```x\n> ~~~\n",
        "^[a",
        "[a](",
        "#a",
        "key::",
        "![](data:",
        "- x ^a\n",
        "|-|\n",
        "> [!a] x\n",
        "> > [!nexus_user] x\n",
        "...",
        "~~~ ",
        "\ta\n\n",
        " ",
        "\n",
    ],
)
def test_any_other_mark_is_read_in_linear_time(unit: str) -> None:
    check(unit, ENOUGH)


def test_runs_of_backticks_of_every_length_are_read_in_linear_time() -> None:
    text = " ".join("`" * length for length in range(1, 500))
    assert document("n.md", text).text == text
