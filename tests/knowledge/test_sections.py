"""Roles of parts: by heading, by the fitted model, and for texts that it was not fitted on."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.sections.headings import is_label, label_of
from consilium.knowledge.sections.labelling import label_sections, label_sentences
from consilium.knowledge.sections.model import LABELS, Chain, best_path, fitted
from consilium.types.source import SectionLabel

ABSTRACT = [
    "Beetroot juice is popular among runners. However, little is known about its effect on repeated sprints.",
    "We aimed to determine whether beetroot juice improves repeated sprint performance.",
    "Sixteen runners were recruited and drank juice or a placebo for six days. Sprints were timed by photocells.",
    "Mean sprint time fell from 5.21 to 5.13 s with juice (p = 0.03) and did not change with placebo (p = 0.71).",
    "Beetroot juice may improve repeated sprint performance in trained runners. Further studies are needed.",
]
ROLES = ["BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"]
RUSSIAN = [
    "Сок свёклы популярен среди бегунов.",
    "Шестнадцать бегунов пили сок или плацебо.",
    "Время сократилось на 1,4 %.",
]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("BACKGROUND AND AIMS", "OBJECTIVE"),
        ("Purpose of the study", "OBJECTIVE"),
        ("Цель исследования", "OBJECTIVE"),
        ("Introduction", "BACKGROUND"),
        ("Актуальность", "BACKGROUND"),
        ("DESIGN, SETTING, AND PARTICIPANTS", "METHODS"),
        ("MAIN OUTCOME MEASURES", "METHODS"),
        ("Материалы и методы", "METHODS"),
        ("2.3 Statistical analysis", "METHODS"),
        ("3. Results", "RESULTS"),
        ("Principal findings", "RESULTS"),
        ("Результаты и обсуждение", "RESULTS"),
        ("CONCLUSION", "CONCLUSIONS"),
        ("Выводы", "CONCLUSIONS"),
        ("Clinical relevance", "CONCLUSIONS"),
        ("Funding", ""),
        ("LIMITATIONS", ""),
        ("We ran as fast as we could and the results of it are told in this very long heading", ""),
    ],
)
def test_headings_name_parts(heading: str, label: SectionLabel) -> None:
    assert label_of(heading) == label


def test_sentences_are_no_labels() -> None:
    assert [is_label(words) for words in ("Main results", "Результаты исследования", "Our results were good")] == [
        True,
        True,
        False,
    ]


def test_an_abstract_without_headings_is_labelled_in_order() -> None:
    assert label_sections(ABSTRACT, [""] * len(ABSTRACT)) == ROLES


def test_an_abstract_without_conclusions_gets_none() -> None:
    assert label_sections(ABSTRACT[:-1], [""] * 4) == ROLES[:-1]


def test_known_headings_stay_and_help_the_others() -> None:
    assert label_sections(ABSTRACT, ["Introduction", "", "Methods", "", "Funding"])[::2] == [
        "BACKGROUND",
        "METHODS",
        "",
    ]


def test_what_the_model_does_not_know_has_no_role() -> None:
    assert label_sections(RUSSIAN, ["", "", ""]) == ["", "", ""]
    assert label_sections(RUSSIAN, ["", "Методы", ""]) == ["", "METHODS", ""]
    assert set(label_sections(ABSTRACT * 8, [""] * 40)) == {""}
    assert label_sections([], []) == []
    assert label_sentences(RUSSIAN) == ["", "", ""]


def test_sentences_are_labelled() -> None:
    sentences = [sentence for part in ABSTRACT for sentence in part.split(". ")]
    labels = label_sentences(sentences)
    assert labels[-1] == "CONCLUSIONS"
    assert labels == sorted(labels, key=LABELS.index)


FLOATS = st.lists(st.floats(-5, 5), min_size=5, max_size=5)


@given(st.lists(FLOATS, min_size=1, max_size=4), st.lists(FLOATS, min_size=5, max_size=5), FLOATS, FLOATS)
def test_the_best_path_is_the_best_of_all(
    scores: list[list[float]], moves: list[list[float]], first: list[float], last: list[float]
) -> None:
    chain = Chain(np.zeros((1, 5)), np.array(moves), np.array(first), np.array(last))

    def worth(path: tuple[int, ...]) -> float:
        steps = sum(moves[one][other] for one, other in pairwise(path))
        return first[path[0]] + last[path[-1]] + steps + sum(row[at] for row, at in zip(scores, path, strict=True))

    best = max(map(worth, product(range(5), repeat=len(scores))))
    assert worth(tuple(best_path(np.array(scores), chain))) == pytest.approx(best)


def test_the_shipped_model_knows_the_abstracts_that_it_was_fitted_on(shared_data: Path) -> None:
    """Not a measurement (that is bench/sections.py's): it shows that package and fitting agree on the features."""
    with gzip.open(shared_data / "data" / "recorded" / "pubmedqa_sections.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    abstracts: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        abstracts.setdefault(row["pmid"], []).append((row["text"], row["label"]))
    told = [
        (label, guess)
        for parts in list(abstracts.values())[:100]
        for (_, label), guess in zip(parts, label_sections([text for text, _ in parts], [""] * len(parts)), strict=True)
        if label in LABELS
    ]
    assert sum(label == guess for label, guess in told) >= 0.93 * len(told)


def test_coefficients_are_small_enough_to_ship() -> None:
    for unit in ("parts", "sentences"):
        chain = fitted(unit)
        assert chain.weights.shape == (1 << 15, len(LABELS))
        assert np.isfinite(chain.weights).all()
