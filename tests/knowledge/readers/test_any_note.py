"""Whatever a note holds: offsets are exact, stretches stand in order, masks keep every place, comments stay in."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consilium.knowledge.obsidian.blocks import blocks
from consilium.knowledge.obsidian.callouts import callouts
from consilium.knowledge.obsidian.fields import fields
from consilium.knowledge.obsidian.footnotes import footnotes
from consilium.knowledge.obsidian.headings import headings
from consilium.knowledge.obsidian.tags import tags
from consilium.knowledge.readers.quotable import SHORTEST
from consilium.types.source import Document
from tests.knowledge.torture.vault import document, private, public, scanned_note
from tests.types.calm import CALM

LONG = "This sentence is long enough to be quoted as evidence by a member."
ALSO = "Эта фраза тоже достаточно длинная, чтобы её можно было цитировать."

LINES = st.sampled_from(
    [
        "",
        "   ",
        "\u00a0",
        LONG,
        f"{LONG} ^own-id",
        "^alone",
        f"> {ALSO}",
        f"> > [!tip] {ALSO}",
        f"> [!note]- {LONG}",
        f">[!nexus_agent] **Assistant** - {LONG}",
        "<!-- UID: 1-2 -->",
        f"- {LONG}",
        f"    - {LONG} ^item",
        "# Heading",
        "ChatGPT:",
        "===",
        "---",
        "###### Deep #",
        "#tag and not a heading, but long enough to be quoted",
        "```",
        "> ```",
        "```python",
        "~~~",
        "$$",
        "$x$ [[a|b]] [^1] ^[note] [k:: v]",
        f"[^1]: {LONG}",
        f"%%{LONG}%%",
        f"{LONG} %%{ALSO}%% {LONG}",
        f"{LONG} %%",
        "%%",
        "<!--",
        "-->",
        "[[Link]]",
        "text ``` inline marks in a line that is long enough to quote",
        "`%%` is how a comment is written, as everybody knows by now",
        "\tindented\ttext that is long enough to be a passage of its own",
        "| table | of | many | columns | that is long enough |",
        "|---|:-:|",
        f"key:: {LONG}",
        ALSO * 30,
    ]
)
NOTES = st.builds(
    lambda lines, newline, tail, head: head + newline.join(lines) + tail,
    st.lists(LINES, max_size=30),
    st.sampled_from(["\n", "\r\n"]),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20),
    st.sampled_from(["", "---\ntitle: x\n---\n", "---\r\nprivate: true\r\n---\r\n"]),
)
MARKS = st.text(alphabet=st.sampled_from("a#%`~>-[]()!|:^$\\<= \t\n\r\u2028\u0085é1"), max_size=300)


def check(found: Document) -> None:
    end = 0
    for stretch in found.stretches:
        assert end <= stretch.start < stretch.end <= len(found.text), "in order, without overlap, in the text"
        text = found.text[stretch.start : stretch.end]
        assert len(text.strip()) >= SHORTEST
        assert text == text.strip()
        end = stretch.end
    for link in found.links:
        assert "[" in found.text[link.start : link.end]


@CALM
@given(NOTES)
def test_any_note_is_read_exactly(text: str) -> None:
    check(document("n.md", text))


@CALM
@given(MARKS)
@example("%%\n> a\n\n> %%")
def test_any_marks_are_read_exactly(text: str) -> None:
    check(document("n.md", text))
    check(document("n.txt", text))


@CALM
@given(st.one_of(NOTES, MARKS))
def test_a_mask_has_the_length_of_its_text_and_every_construct_lies_within(text: str) -> None:
    note = scanned_note(text)
    scanned = note.scanned
    for mask in (scanned.shown, scanned.bare):
        assert len(mask) == len(text)
        assert [at for at, char in enumerate(mask) if char == "\n"] == [at for at, c in enumerate(text) if c == "\n"]
    end = 0
    for span in scanned.hidden:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    end = 0
    for block in blocks(scanned, note.body):
        assert end <= block.start < block.end <= len(text)
        end = block.end
    for constructs in (headings, callouts, tags, fields, footnotes):
        for one in constructs(scanned, note.body):
            assert note.body <= one.start < one.end <= len(text)


SECRET = "%%secretword: only I may read this, and it is long enough%%"
OPEN_LINES = LINES.filter(lambda line: "%%" not in line and "```" not in line and line not in ("~~~", "$$", "<!--"))


@CALM
@given(
    st.lists(LINES.filter(lambda line: "%%" not in line), max_size=12),
    st.lists(LINES.filter(lambda line: "%%" not in line), max_size=12),
    st.sampled_from(
        ["{}", "Words before it. {} And words behind it, enough of them to quote.", "> {}", "- item {} more"]
    ),
)
def test_a_comment_is_in_no_public_stretch_wherever_it_stands(before: list[str], after: list[str], frame: str) -> None:
    found = document("n.md", "\n".join([*before, frame.format(SECRET), *after]))
    assert not any("secretword" in text for text in public(found))


BITS = st.lists(
    st.sampled_from(
        [
            *(f"{LONG} ", f"{LONG}\n", "> ", "- ", "1. ", "\t", "\n", "\n\n", "~~~\n", "| a |\n", "# H\n"),
            *("`", "``", "```", "`c`", "$", "$$", "$m$", "<!--", "-->", "[[a]]", "[[", "\\"),
        ]
    ),
    max_size=8,
).map("".join)
INSIDE = st.lists(st.sampled_from(["secretword ", f"{LONG} ", "\n", "\n\n", "` ", "$", "> "]), max_size=5).map("".join)


@CALM
@given(BITS, INSIDE, BITS)
@example("`", f"{LONG} ` ", "")
@example("$$\n\n", "\n\n", f"$$ {LONG}")
@example("> ~~~", f"\n{LONG} ", "")
def test_stray_marks_around_a_comment_expose_nothing(before: str, inside: str, after: str) -> None:
    found = document("n.md", f"{before}%%secretword {inside} secretword%%{after}")
    assert not any("secretword" in text for text in public(found))


@CALM
@given(st.lists(OPEN_LINES, max_size=12), st.lists(OPEN_LINES, max_size=12))
def test_a_comment_outside_code_is_a_private_stretch(before: list[str], after: list[str]) -> None:
    found = document("n.md", "\n".join(["Intro", *before, "", SECRET, "", *after]))
    assert any("secretword" in text for text in private(found))


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} %%secretword%% {LONG}",
        f"%%\n\n{LONG} secretword\n\n%%",
        f"{LONG}\n\n%%\nsecretword {LONG} never closed\n\n{LONG} secretword",
        f"{LONG} %%secretword {LONG} never closed\n\n{LONG} secretword",
        f"`%%` marks a comment. {LONG}\n\n%%secretword {LONG}%%",
        f"it`s {LONG} %%secretword {LONG}%% don`t",
        f"costs $5x %%secretword {LONG}%%$ {LONG}",
        f"costs $a %%secretword {LONG} b$ {LONG}\n\n{LONG} secretword %% end",
        f"it`s {LONG} %%secretword\ndon`t {LONG}\n\n{LONG} secretword %% end",
        f"~~~\n%%\n~~~\n\n{LONG} %%secretword%%",
        f"a ``` stray mark {LONG}\n\n%%secretword {LONG}%%",
        f"```\ncode secretword {LONG}\n```",
        f"~~~~\n```\nsecretword {LONG}\n~~~~",
        f"````\n```\nsecretword {LONG}\n````",
        f"> ```\n> secretword {LONG}\n> ```",
        f"```\nsecretword {LONG} never closed",
        f"```\n# comment\n\nsecretword {LONG}\n\n# more\n```\n",
        f"<!-- secretword {LONG} -->",
        f"<!--\n\nsecretword {LONG} never closed",
        f"> {LONG} %%secretword\n> secretword%%\n> {LONG}",
        f"- {LONG}\n- %%secretword {LONG}%%\n- {LONG}",
        f"![](data:image/png;base64,{'secretword' * 40}) {LONG}",
    ],
)
def test_comments_and_code_are_left_out(text: str) -> None:
    assert not any("secretword" in found for found in public(document("n.md", text)))


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
        f"> ```\n> code never closed\n\n{LONG}",
        f"{LONG} %%hidden%%",
        f"%%hidden%% {LONG}",
        f"{LONG}\n%%hidden%%",
    ],
)
def test_what_stands_beside_them_is_kept(text: str) -> None:
    assert public(document("n.md", text)) == [LONG]


def test_a_sentence_torn_by_a_comment_is_private_as_a_whole() -> None:
    found = document("n.md", f"Words that lead up to it %%secretword%% and words that end it. {LONG}")
    assert public(found) == []
    assert private(found) == [found.text]


@pytest.mark.parametrize(
    "text",
    [
        "Too short.",
        "[[МПК]] · [[Анаэробный порог]] · [[Подводка]] · [[Железо]]",
        "- [[Link one]]\n- [[Link two|that is long enough]]\n",
        "Read [[A note on whatever else there is]], then [[another]].",
        "--------------------------------------------------",
        "| | | | | | | | | | | | | | | | | | | | | | | | | | |",
    ],
)
def test_link_lists_and_scraps_are_no_evidence(text: str) -> None:
    assert document("n.md", text).stretches == ()


def test_a_list_or_callout_stays_one_passage() -> None:
    assert len(public(document("n.md", f"> [!quote] Title\n> {LONG}\n> {ALSO}\n\n- {LONG}\n- {ALSO}"))) == 2


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences() -> None:
    found = document("n.md", " ".join([LONG, ALSO] * 20))
    parts = public(found)
    assert len(parts) == 3
    assert all(600 <= len(part) <= 1000 and part.endswith(".") for part in parts)
    assert " ".join(parts) == found.text
