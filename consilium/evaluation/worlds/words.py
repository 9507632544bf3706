"""The vocabulary of planted worlds: what is done, what is looked at, in whom, and by which mechanism."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, Literal

from consilium.types.question import Language

Table = Literal["interventions", "outcomes", "populations", "mechanisms", "wordings"]

_WORDS: Final = re.compile(r"[^\W_]+", re.UNICODE)
_FEWEST: Final = 3
"""Letters that a word must have to be looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A thing that facts speak of, in both languages.

    Args:
        key: its first English name.
        forms: by language and case, its names: the usual one first, then an abbreviation or a synonym.
        plural: by language, whether verbs beside it stand in the plural.
        dosed: whether it is taken by the gram rather than done so many times a week.
    """

    key: str
    forms: dict[tuple[Language, str], tuple[str, ...]]
    plural: dict[Language, bool] = field(default_factory=dict)
    dosed: bool = False

    def form(self, language: Language, case: str, turn: int) -> str:
        """One of its names in a case; English has one case for all."""
        names = self.forms[language, "" if language == "en" else case]
        return names[turn % len(names)]

    def patterns(self, language: Language) -> list[list[re.Pattern[str]]]:
        """For each of its names, what must all stand in a sentence that speaks of it."""
        cases = [names for (spoken, _), names in self.forms.items() if spoken == language]
        most = max(len(names) for names in cases)
        return [
            [_pattern(stem, whole=whole) for stem, whole in _stems([names[turn % len(names)] for names in cases])]
            for turn in range(most)
        ]


@cache
def rows(table: Table) -> tuple[dict[str, str], ...]:
    """The lines of a table of the vocabulary."""
    text = (files(__package__) / f"{table}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t"))


@cache
def names(table: Table) -> tuple[Name, ...]:
    """All things of one table."""
    return tuple(_name(row) for row in rows(table))


def akin(one: Name, other: Name) -> bool:
    """Whether a sentence about one could be taken for a sentence about the other by its words alone."""
    for language in ("ru", "en"):
        mine, theirs = one.patterns(language), other.patterns(language)
        texts = [" ".join(forms).casefold() for (spoken, _), forms in other.forms.items() if spoken == language]
        own = [" ".join(forms).casefold() for (spoken, _), forms in one.forms.items() if spoken == language]
        if any(all(part.search(text) for part in parts) for parts in mine for text in texts):
            return True
        if any(all(part.search(text) for part in parts) for parts in theirs for text in own):
            return True
    return False


def _name(row: dict[str, str]) -> Name:
    cases = [case for case in ("nom", "gen", "acc", "ins") if row.get(case)]
    forms: dict[tuple[Language, str], tuple[str, ...]] = {("en", ""): tuple(row["en"].split("/"))}
    forms |= {("ru", case): tuple(row[case].split("/")) for case in cases}
    plural: dict[Language, bool] = {"en": row.get("en_number") == "p", "ru": row.get("number") == "p"}
    return Name(forms["en", ""][0], forms, plural, row.get("kind") == "S")


def _stems(forms: list[str]) -> list[tuple[str, bool]]:
    """What all forms of a name share, word by word, and whether that is the whole word."""
    words = [_WORDS.findall(form.casefold()) for form in forms]
    assert all(len(one) == len(other) for one, other in pairwise(words)), forms
    shared = [(_beginning(column), len(set(column)) == 1) for column in zip(*words, strict=True)]
    return [one for one in shared if len(one[0]) >= _FEWEST or one[0].isdigit()] or shared


def _beginning(words: tuple[str, ...]) -> str:
    return words[0][
        : next(
            (at for at, letters in enumerate(zip(*words, strict=False)) if len(set(letters)) > 1), min(map(len, words))
        )
    ]


def _pattern(stem: str, *, whole: bool) -> re.Pattern[str]:
    end = r"(?!\w)" if whole else ""
    return re.compile(rf"(?<!\w){re.escape(stem)}{end}", re.IGNORECASE)
