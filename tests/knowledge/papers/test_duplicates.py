"""One paper from two places is found once, and two papers are never taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.papers.duplicates import Duplicates
from consilium.types.source import Source

TITLE = "Effects of beetroot juice on repeated sprint performance in trained runners"


def paper(
    id_: str, title: str = TITLE, *, year: int = 2019, author: str = "Probe, Ann", doi: str = "", pmid: str = ""
) -> Source:
    ids = {name: value for name, value in (("doi", doi), ("pmid", pmid)) if value}
    return Source(id_, title, "ris", "paper", year=year, authors=(author,) if author else (), ids=ids)


@pytest.mark.parametrize(
    "later",
    [
        paper("b"),
        paper("b", "Effects of Beetroot Juice on Repeated-Sprint Performance in Trained Runners."),
        paper("b", "Effect of beetroot juice on repeated sprint performance in trained runners", year=2020),
        paper("b", "In trained runners: effects of beetroot juice on repeated sprint performance", year=2018),
        paper("b", author="Probe AB"),
        paper("b", author=""),
        paper("b", year=0),
        paper("b", "Entirely other words", doi="10.1234/ABC", year=1990),
        paper("b", "Entirely other words", pmid="77", author="Else, Some"),
    ],
)
def test_the_same_paper_is_found(later: Source) -> None:
    seen = Duplicates()
    assert seen.add(paper("a", doi="10.1234/abc", pmid="77")) is None
    assert seen.add(later) == "a"


@pytest.mark.parametrize(
    "later",
    [
        paper("b", year=2021),
        paper("b", author="Other, Person"),
        paper("b", "Effects of caffeine on repeated sprint performance in trained runners"),
        paper("b", f"{TITLE}: part 2"),
        paper("b", "Editorial"),
    ],
)
def test_another_paper_is_not_taken_for_it(later: Source) -> None:
    seen = Duplicates()
    seen.add(paper("a", doi="10.1234/abc", pmid="77"))
    assert seen.add(later) is None


def test_short_titles_say_nothing() -> None:
    seen = Duplicates()
    assert [seen.add(paper(id_, "Letter to")) for id_ in ("a", "b")] == [None, None]


def test_parts_of_one_study_are_two_papers() -> None:
    seen = Duplicates()
    parts = [paper(number, f"{TITLE}. {number}. A trial") for number in ("I", "II")]
    assert [seen.add(part) for part in parts] == [None, None]


def test_a_chain_leads_to_the_first() -> None:
    seen = Duplicates()
    seen.add(paper("a", doi="10.1234/abc"))
    assert seen.add(paper("b", doi="10.1234/abc", pmid="5")) == "a"
    assert seen.add(paper("c", "Other words here", pmid="5")) == "a"


def test_russian_titles_are_compared_without_yo() -> None:
    seen = Duplicates()
    seen.add(paper("a", "Влияние свёклы на спринтерский бег спортсменов", author="Проба А. Б."))
    assert seen.add(paper("b", "Влияние свеклы на спринтерский бег спортсменов", author="Проба, Анна")) == "a"


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(2000, 2003)), max_size=30))
def test_by_doi_every_first_one_is_new_and_every_later_one_points_at_it(rows: list[tuple[str, int]]) -> None:
    seen = Duplicates()
    first: dict[str, str] = {}
    for number, (doi, year) in enumerate(rows):
        found = seen.add(paper(str(number), f"{doi * 9} {doi * 8} {doi * 7}", year=year, doi=f"10.1234/{doi}"))
        assert found == first.get(doi)
        first.setdefault(doi, str(number))
