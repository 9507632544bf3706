"""The glossary: large, well formed, looked up by the words of a query, and the user's own on top."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from consilium.knowledge.search.glossary import Glossary, load_glossary, read_groups
from consilium.knowledge.search.sounds import terms

FEWEST = 800


def test_the_glossary_that_ships_is_large_and_names_things_in_both_languages() -> None:
    text = files("consilium.knowledge").joinpath("glossary.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) >= FEWEST
    assert all(len(line.split("\t")) == 2 and all(side.strip() for side in line.split("\t")) for line in lines)
    assert len(load_glossary()) == len(lines)


def test_a_name_of_several_words_is_found_whatever_stands_between_them() -> None:
    glossary = Glossary([["холодная вода", "cold water immersion"], ["вода", "water"]])
    (long,) = [entry for entry in glossary.entries(terms("вода очень холодная")) if len(entry.found) == 2]
    assert tuple(terms("cold water immersion")) in long.names


def test_half_a_name_finds_nothing() -> None:
    assert Glossary([["холодная вода", "cold water immersion"]]).entries(terms("холодный день")) == []


def test_lines_of_ones_own_are_read_on_top_and_again_when_they_change(tmp_path: Path) -> None:
    own = tmp_path / "glossary.tsv"
    shipped = len(load_glossary(own))
    own.write_text("# mine\nстанок; велостанок\tturbo trainer\n", encoding="utf-8")
    assert len(load_glossary(own)) == shipped + 1
    own.write_text("станок\tturbo\nгорка\tslide\n", encoding="utf-8")
    os.utime(own, ns=(1, 1))
    assert len(load_glossary(own)) == shipped + 2


def test_names_are_parted_by_semicolons_and_languages_by_a_tab() -> None:
    assert list(read_groups("# a comment\n\nМПК; аэробная мощность\tVO2max\n")) == [
        ["МПК", "аэробная мощность", "VO2max"]
    ]
