"""Readable text out of replies that are still being written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.view import readable

REPLY = json.dumps(
    {
        "claims": [
            {"text": 'Rest "helps" \\ sleep too.', "quotes": [{"passage": "p1", "quote": "some words here"}]},
            {"text": "Сон важнее.", "quotes": []},
        ],
        "would_prove_wrong": "A long trial.",
        "stance": "supports",
        "answer": "B",
        "confidence": "almost certain",
    }
)


def test_a_whole_reply_reads_as_sentences() -> None:
    assert readable(REPLY).splitlines() == [
        '• Rest "helps" \\ sleep too.',
        "• Сон важнее.",
        "• A long trial.",
        "→ B",
    ]


def test_the_sentence_being_written_is_shown_as_far_as_it_goes() -> None:
    assert readable('{"claims": [{"text": "Rest he') == "• Rest he"
    assert readable('{"claims": [{"text": "Caf\\u00') == ""
    assert readable('{"claims": [{"text": "One more caf\\u00') == "• One more caf"
    assert readable('{"claims": [{"te') == ""
    assert readable("") == ""


@pytest.mark.parametrize("prefix", ["```json\n", "Here it is:\n```\n", ""])
def test_fences_and_prose_before_the_object_are_left_out(prefix: str) -> None:
    assert readable(prefix + '{"answer": "yes"}') == "→ yes"


def test_prose_is_shown_as_it_is() -> None:
    assert readable("Rest helps, and $\\frac{a}{b}$ too.") == "Rest helps, and $\\frac{a}{b}$ too."


def test_a_list_s_values_stand_under_the_list_s_key() -> None:
    assert readable('{"limitations": ["few trials", "short ones"]') == "• few trials\n• short ones"


def test_every_prefix_reads_without_braces_and_never_takes_a_word_back() -> None:
    for length in range(len(REPLY)):
        shown = readable(REPLY[:length])
        assert not set(shown) & set("{}[]")
        assert readable(REPLY).startswith(shown.rstrip())


@given(st.text(st.sampled_from('ab1 {}[]:,"\\un\ud800ж')))
def test_anything_can_be_read(raw: str) -> None:
    readable(raw).encode("utf-8")
