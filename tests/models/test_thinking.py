"""Thinking written into the reply is told apart, however the stream is cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.models import open_model
from consilium.models.thinking import ThinkSplitter
from consilium.types.member import Endpoint
from tests.models.cases import request
from tests.wire import WireServer


def split(pieces: list[str]) -> tuple[str, str]:
    splitter = ThinkSplitter()
    heard = [*(splitter.feed(piece) for piece in pieces), splitter.rest()]
    return "".join(words for words, _ in heard), "".join(thought for _, thought in heard)


@pytest.mark.parametrize(
    ("text", "words", "thought"),
    [
        ("plain", "plain", ""),
        ("", "", ""),
        ("  {}", "  {}", ""),
        ("<think>a < b</think>\n\n yes", "yes", "a < b"),
        ("\n<think></think>yes", "yes", ""),
        ("<think>never ends", "", "never ends"),
        ("<thin", "<thin", ""),
        ("see <think>this</think>", "see <think>this</think>", ""),
        ("<think>a</think>b <think>c</think>", "b <think>c</think>", "a"),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_thinking_is_told_apart(text: str, words: str, thought: str, size: int) -> None:
    assert split([text[start : start + size] for start in range(0, len(text), size)]) == (words, thought)


@given(text=st.text("<>/think yes\n", max_size=40), cuts=st.lists(st.integers(0, 40), max_size=6))
def test_where_a_stream_is_cut_does_not_matter(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    assert split(pieces) == split([text])


async def test_thinking_in_a_reply_never_reaches_a_listener(wire: WireServer) -> None:
    wire.script("<think>а если нет?</think>\nда", pieces=9)
    model = open_model("direct", Endpoint("m1", "qwen3", vendor="openai", api_base=wire.openai_base))
    heard: list[str] = []
    streamed, plain = await model.complete(request(), heard.append), await model.complete(request())
    assert "".join(heard) == streamed.text == plain.text == "да"
    assert streamed.thinking == plain.thinking == "а если нет?"
    await model.aclose()
