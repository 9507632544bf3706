"""Splitting notes: offsets are exact everywhere, and what must not be quoted never is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.notes import Note, note_files, read_note
from consilium.knowledge.passages import SHORTEST_CHARS, split_note
from consilium.types.evidence import Passage
from tests.knowledge.vault import EXAMPLES
from tests.types.calm import CALM

LONG = "This sentence is long enough to be quoted as evidence by a member."
ALSO = "Эта фраза тоже достаточно длинная, чтобы её можно было цитировать."


def split(text: str, body: int = 0) -> list[Passage]:
    return list(split_note(Note("n.md", "N", text, body)))


def texts(text: str) -> list[str]:
    return [passage.text for passage in split(text)]


def check(note: Note) -> list[Passage]:
    passages = list(split_note(note))
    end = note.body
    for passage in passages:
        assert passage.start >= end, "in order, without overlap, behind the frontmatter"
        assert note.text[passage.start : passage.end] == passage.text
        assert len(passage.text.strip()) >= SHORTEST_CHARS
        assert passage.private == note.private
        end = passage.end
    assert len({passage.id for passage in passages}) == len(passages)
    return passages


@pytest.mark.parametrize("path", list(note_files(EXAMPLES)), ids=lambda path: path.stem)
def test_every_sample_note_splits_exactly(path: Path) -> None:
    note = read_note(path, EXAMPLES)
    assert note is not None
    passages = check(note)
    assert passages
    assert not any("%%" in passage.text or "```" in passage.text for passage in passages)


LINES = st.sampled_from(
    [
        "",
        "   ",
        "\u00a0",
        LONG,
        f"> {ALSO}",
        f"- {LONG}",
        "# Heading",
        "###### Deep #",
        "#tag and not a heading, but long enough to be quoted",
        "```",
        "```python",
        "~~~",
        f"%%{LONG}%%",
        "%%",
        "[[Link]]",
        "text ``` inline marks in a line that is long enough to quote",
        "`%%` is how a comment is written, as everybody knows by now",
        "\tindented\ttext that is long enough to be a passage of its own",
        "| table | of | many | columns | that is long enough |",
    ]
)


@CALM
@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\r\n"]), st.text(max_size=20), st.booleans())
def test_any_markdown_splits_exactly(lines: list[str], newline: str, tail: str, private: bool) -> None:
    head = newline.join(["---", "title: x", "---", ""])
    check(Note("n.md", "N", head + newline.join(lines) + tail, len(head), private=private))


@CALM
@given(st.text(alphabet=st.sampled_from("a#%`~>-[] \t\n\r\u2028\u0085é"), max_size=300))
def test_any_text_splits_exactly(text: str) -> None:
    check(Note("n.md", "N", text))


SECRET = "%%secretword: only I may read this, and it is long enough%%"


@CALM
@given(
    st.lists(LINES.filter(lambda line: "%%" not in line), max_size=12),
    st.lists(LINES.filter(lambda line: "%%" not in line), max_size=12),
)
def test_a_comment_is_never_quoted_wherever_it_stands(before: list[str], after: list[str]) -> None:
    for passage in split("\n".join([*before, SECRET, *after])):
        assert "secretword" not in passage.text


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} %%secretword%% {LONG}",
        f"%%\n\n{LONG} secretword\n\n%%",
        f"{LONG}\n\n%%\nsecretword {LONG} never closed\n\n{LONG} secretword",
        f"`%%` marks a comment. {LONG}\n\n%%secretword {LONG}%%",
        f"~~~\n%%\n~~~\n\n{LONG} %%secretword%%",
        f"a ``` stray mark {LONG}\n\n%%secretword {LONG}%%",
        f"```\ncode secretword {LONG}\n```",
        f"~~~~\n```\nsecretword {LONG}\n~~~~",
        f"````\n```\nsecretword {LONG}\n````",
        f"> ```\n> secretword {LONG}\n> ```",
        f"```\nsecretword {LONG} never closed",
        f"```\n# comment\n\nsecretword {LONG}\n\n# more\n```\n",
    ],
)
def test_comments_and_code_are_left_out(text: str) -> None:
    assert not any("secretword" in passage.text for passage in split(text))


@pytest.mark.parametrize(
    "text",
    [
        f"```\ncode\n```\n{LONG}",
        f"{LONG}\n```\ncode\n```",
        f"```inline```\n\n{LONG}",
        f"~~~\n```\n~~~\n\n{LONG}",
        f"```\nx\n````\n\n{LONG}",
        f"%%hidden%%\n\n{LONG}\n",
        f"# Heading\n{LONG}",
        f"text\n\n{LONG}\r\n\r\n",
    ],
)
def test_what_stands_beside_them_is_kept(text: str) -> None:
    assert texts(text) == [LONG]


def test_headings_are_the_section_of_what_follows_with_or_without_blank_lines() -> None:
    text = f"{LONG}\n# One #\n{ALSO}\n## Language C#\n{LONG}\r\n### Windows\r\n\r\n{ALSO}\n####### not a heading\n"
    passages = split(text)
    assert [passage.section for passage in passages] == ["", "One", "Language C#", "Windows"]
    assert [passage.text for passage in passages][:3] == [LONG, ALSO, LONG]


def test_a_heading_inside_code_is_no_section() -> None:
    assert [passage.section for passage in split(f"# One\n```sh\n# install\n```\n{LONG}")] == ["One"]


@pytest.mark.parametrize(
    "text",
    [
        "Too short.",
        "[[МПК]] · [[Анаэробный порог]] · [[Подводка]] · [[Железо]]",
        "- [[Link one]]\n- [[Link two|that is long enough]]\n",
    ],
)
def test_link_lists_and_scraps_are_no_evidence(text: str) -> None:
    assert texts(text) == []


def test_a_list_or_callout_stays_one_passage() -> None:
    assert len(texts(f"> [!quote] Title\n> {LONG}\n> {ALSO}\n\n- {LONG}\n- {ALSO}")) == 2
