"""Each member reads as much of the evidence as it has room for, and prompts begin alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consilium.members.packing import packed
from consilium.models.tokens import likely_tokens
from consilium.protocols import Brief
from consilium.types.evidence import Passage
from consilium.types.question import Question


def brief(*texts: str) -> Brief:
    passages = tuple(
        Passage(f"n.md#{place}", "n.md", "n", text, place, place + len(text)) for place, text in enumerate(texts)
    )
    return Brief("run", Question("Why?"), passages, "fence", "secret")


texts = st.lists(st.text(min_size=1, max_size=400), max_size=20)


@given(texts, st.integers(0, 3000), st.integers(0, 3000))
def test_a_smaller_reader_reads_a_beginning_of_what_a_larger_one_reads(said: list[str], one: int, other: int) -> None:
    small, large = (packed(brief(*said), budget).brief.evidence for budget in sorted((one, other)))
    assert large[: len(small)] == small


@given(texts, st.integers(0, 3000))
def test_what_is_read_fits_and_what_is_left_out_is_known(said: list[str], budget: int) -> None:
    whole = brief(*said)
    result = packed(whole, budget)
    assert result.tokens <= budget
    assert result.tokens >= sum(likely_tokens(passage.text) for passage in result.brief.evidence)
    assert result.brief.evidence + result.left_out == whole.evidence


def test_everything_is_read_where_there_is_room() -> None:
    assert not packed(brief("one", "two", "three"), 128_000).left_out
