"""The order of evidence: what is worth most for its length first, said once, graded, and nothing retracted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.packing import packing_order
from consilium.types.evidence import Passage

WORDS = "lactate threshold training improves trained cyclists after six weeks of intervals twice a week".split()


def passage(text: str, score: float = 1.0, source: str = "a.md", start: int = 0) -> Passage:
    return Passage(f"{source}#{start}", source, source, text, start, start + len(text), score=score)


def tokens(text: str) -> int:
    return len(text) // 4 + 1


def ordered(*passages: Passage) -> list[str]:
    return [one.id for one in packing_order(passages, tokens)]


passages = st.lists(
    st.builds(
        passage,
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join),
        st.floats(0.01, 100),
        st.sampled_from(["a.md", "b.md", "c.md"]),
        st.integers(0, 10**6),
    ),
    max_size=25,
    unique_by=lambda one: one.id,
)


@given(passages)
def test_nothing_is_lost_and_nothing_doubled(found: list[Passage]) -> None:
    assert sorted(ordered(*found)) == sorted(one.id for one in found)


@given(passages, st.floats(0.001, 1000))
def test_only_ratios_of_scores_count(found: list[Passage], factor: float) -> None:
    scaled = [replace(one, score=one.score * factor) for one in found]
    # Ties may fall either way where rounding differs.
    first, again = packing_order(found, tokens)[:1], packing_order(scaled, tokens)[:1]
    assert [one.score for one in first] == [one.score / factor for one in again] or first[0].id == again[0].id


def test_the_more_relevant_passage_of_two_like_ones_is_first() -> None:
    assert ordered(passage("one two three", 1.0, "a.md"), passage("four five six", 2.0, "b.md"))[0] == "b.md#0"


def test_what_was_said_comes_behind_what_is_new() -> None:
    first = passage("Intervals raise the lactate threshold of trained cyclists.", 3.0, "a.md")
    double = passage("Intervals raise the lactate threshold of trained cyclists!", 2.9, "b.md")
    new = passage("Sleep loss lowers time to exhaustion in running tests.", 2.0, "c.md")
    assert ordered(first, double, new) == ["a.md#0", "c.md#0", "b.md#0"]


def test_the_better_study_goes_before_an_equally_relevant_note() -> None:
    note = passage("Caffeine helps riders over forty kilometres.", 2.0, "note.md")
    trial = replace(passage("Coffee does help on long time trials too.", 1.9, "1234"), grade=6, study="rct")
    assert ordered(note, trial)[0] == "1234#0"


def test_a_retracted_paper_is_not_read_and_a_duplicate_comes_last() -> None:
    good = passage("Beta-alanine buffers acid in muscle.", 1.0, "a.md")
    retracted = replace(passage("Nitrate lowers oxygen cost by ten per cent.", 9.0, "b"), flags=("retracted",))
    double = replace(passage("Sodium bicarbonate delays fatigue a little.", 1.2, "c"), flags=("duplicate",))
    assert ordered(good, retracted, double) == ["a.md#0", "c#0"]


def test_of_two_equally_relevant_passages_the_shorter_is_first() -> None:
    long = passage("threshold " + "and so on about many other things " * 40, 1.0, "long.md")
    short = passage("threshold power predicts performance", 1.0, "short.md")
    assert ordered(long, short)[0] == "short.md#0"
