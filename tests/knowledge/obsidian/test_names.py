"""Names that look alike are one note, and a link finds the note that Obsidian would open."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.obsidian.names import Names, name_key
from tests.types.calm import CALM

IDS = {
    "МПК.md": ("VO2max", "максимальное потребление"),
    "Физиология/МПК.md": (),
    "Физиология/Сердце/Порог лактата.md": (),
    "Спорт/Порог_лактата.md": (),
    "Спорт/Bike fit.md": (),
    "Спорт/статья.pdf": (),
    "Чаты/2025.04 итоги.md": (),
    "Доска.canvas": (),
    "38012345": ("A trial of tapering",),
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Порог_лактата", "Порог лактата"),
        ("Порог\u00a0лактата", "порог лактата"),
        ("HRV\u2011guided", "hrv-guided"),
        ("Железо и ферритин", unicodedata.normalize("NFD", "железо и ферритин")),
        ("Ёлка и йод", unicodedata.normalize("NFD", "Ёлка и йод")),
        ("со\u00adфт", "софт"),
        ("  two   spaces ", "two_spaces"),
        ("❤️ heart", "❤ heart"),
    ],
)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("порог-лактата", "порог лактата"), ("мпк", "мпк2"), ("й", "и")])
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("", "Спорт/Bike fit.md", "Спорт/Bike fit.md"),
        ("Физиология/МПК", "Спорт/Bike fit.md", "Физиология/МПК.md"),
        ("МПК", "Спорт/Bike fit.md", "МПК.md"),
        ("мпк.md", "Спорт/Bike fit.md", "МПК.md"),
        ("Bike_fit", "МПК.md", "Спорт/Bike fit.md"),
        ("Порог лактата", "МПК.md", "Физиология/Сердце/Порог лактата.md"),
        ("Порог_лактата", "МПК.md", "Спорт/Порог_лактата.md"),
        ("порог\u00a0лактата", "Спорт/Bike fit.md", "Спорт/Порог_лактата.md"),
        ("Сердце/Порог лактата", "Спорт/Bike fit.md", "Физиология/Сердце/Порог лактата.md"),
        ("./МПК", "Физиология/Сердце/Порог лактата.md", None),
        ("../МПК", "Физиология/Сердце/Порог лактата.md", "Физиология/МПК.md"),
        ("статья.pdf", "МПК.md", "Спорт/статья.pdf"),
        ("статья", "МПК.md", None),
        ("2025.04 итоги", "МПК.md", "Чаты/2025.04 итоги.md"),
        ("Доска.canvas", "МПК.md", "Доска.canvas"),
        ("vo2max", "Спорт/Bike fit.md", "МПК.md"),
        ("38012345", "МПК.md", "38012345"),
        ("A trial of tapering", "МПК.md", "38012345"),
        ("Нет такой", "МПК.md", None),
    ],
)
def test_a_link_finds_the_note_that_is_meant(target: str, source: str, expected: str | None) -> None:
    assert Names(IDS).resolve(target, source) == expected


def test_of_many_notes_of_one_name_the_nearest_is_meant() -> None:
    names = Names({"a/x.md": (), "a/b/x.md": (), "c/d/x.md": (), "c/y.md": ()})
    assert names.resolve("x", "c/y.md") == "c/d/x.md"
    assert names.resolve("x", "a/b/z.md") == "a/b/x.md"
    assert names.resolve("x", "other.md") == "a/x.md"


@CALM
@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=8), st.text(max_size=10), st.text(max_size=10))
def test_any_link_leads_to_a_known_source_or_nowhere(ids: list[str], target: str, source: str) -> None:
    found = Names(dict.fromkeys(ids, ())).resolve(target, source)
    assert found in {None, source, *ids}
    assert name_key(name_key(target)) == name_key(target)
