"""Whatever a model writes stays text: Markdown read by a real Markdown parser gives the words back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from consilium.export.neutral import anchor, block, inline, one_line, printable, shortened, yaml_string

PARSER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
# Plain letters would only dilute what can break a note.
NASTY = st.text(st.sampled_from('ab1. \n#*_`~-+=<>[]()!|\\$%^&;:«"/\t\x1bя'), max_size=40)
CONTAINERS = {"paragraph_open", "paragraph_close", "inline"}
LISTS = {"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"}
LISTS |= {"list_item_open", "list_item_close"}


def _text(tokens: list[Token]) -> str:
    """The words a reader sees."""
    shown: list[str] = []
    for token in tokens:
        for child in token.children or []:
            assert child.type in {"text", "softbreak", "text_special"}, child
            shown.append("\n" if child.type == "softbreak" else child.content)
    return "".join(shown)


@given(NASTY)
def test_a_line_reads_as_it_was_written(text: str) -> None:
    tokens = PARSER.parse(inline(text))
    assert {token.type for token in tokens} <= CONTAINERS
    assert _text(tokens) == one_line(text)


@given(NASTY)
def test_a_line_holds_nothing_that_obsidian_would_act_on(text: str) -> None:
    shown = inline(text)
    assert not re.search(r"(?<!\\)(\[\[|%%|==|~~|\$|`|<!--)|(?<!\S)[#^]\w|::", shown)


@given(NASTY)
def test_paragraphs_stay_paragraphs_or_simple_lists(text: str) -> None:
    tokens = PARSER.parse(block(text))
    assert {token.type for token in tokens} <= CONTAINERS | LISTS
    words = re.sub(r"\s+|[-•+*]|\d+[.)]", "", _text(tokens))
    assert words == re.sub(r"\s+|[-•+*]|\d+[.)]", "", printable(text))


@given(NASTY)
def test_a_quotation_stays_inside_its_quotation(text: str) -> None:
    tokens = PARSER.parse(f"before\n\n{block(text, '> ')}\n\nafter")
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if token.type == "inline" and token.content in {"before", "after"}:
            assert depth == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# heading", "\\# heading"),
        ("---", "\\---"),
        ("- 1 - a", "\\- 1 - a"),
        ("snake_case_name and 70% of 0.5", "snake_case_name and 70% of 0.5"),
        ("-0.5 and +3", "-0.5 and +3"),
        ("<!-- hidden --> %%gone%%", "\\<!-- hidden --> \\%\\%gone\\%\\%"),
        ("[[Note|alias]] #tag ^id", "\\[\\[Note\\|alias\\]\\] \\#tag \\^id"),
        ("key:: value", "key:\\: value"),
        ("E = mc^2 at 5:30", "E = mc^2 at 5:30"),
    ],
)
def test_what_lines_become(text: str, shown: str) -> None:
    assert inline(text) == shown


def test_terminal_escapes_and_lone_surrogates_are_dropped() -> None:
    assert printable("a\x1b[31mred\x07\ud800\r\nb\u2028c") == "a[31mred\nb\nc"


def test_a_list_stays_a_list_and_a_rule_does_not_become_one() -> None:
    assert block("- one\n* two\n1) three\n- - -\n***") == "- one\n- two\n1. three\n\\- - -\n\\*\\*\\*"


def test_small_things() -> None:
    assert shortened("a" * 20, 10) == "a" * 9 + "…"
    assert yaml_string('say "hi"\nthere') == '"say \\"hi\\" there"'
    assert anchor("v-m2.1.3") == "v-m2-1-3"
