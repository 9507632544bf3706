"""Answers of models to one question are joined where their texts come to the same: on what models wrote."""

from __future__ import annotations

import gzip
import json
import os
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from consilium.argument.answers import position_in_answer, positions_of_prose, same_answer
from consilium.types.question import Option, Question

RECORDED = Path(os.environ.get("CONSILIUM_TEST_DATA", "../shared")) / "data" / "recorded"
CHOICE = Question(
    "Which drug is the best choice?",
    "choice",
    (Option("A", "Fluconazole"), Option("B", "Nystatin"), Option("C", "Penicillin V")),
)
MAYBE = Question("Does caffeine improve power?", "yes_no_maybe")
OPEN = Question("How does caffeine act on power in cyclists?")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The answer is (B).", "Therefore, the best choice would be Nystatin.", True),
        ("The answer is (B).", "B", True),
        ("The answer is (B).", "Fluconazole is the most appropriate drug here. The answer is (A).", False),
        ("Penicillin V is not appropriate. Therefore, Nystatin is the best choice.", "**Answer: B**", True),
        ("\\boxed{C}", "The correct option is C.", True),
    ],
)
def test_a_choice_is_read_from_labels_and_from_words(one: str, other: str, same: bool) -> None:
    assert same_answer(CHOICE, one, other) is same


def test_sides_are_read_from_what_is_said() -> None:
    assert same_answer(MAYBE, "Therefore, the answer is yes.", "The answer is yes: power rises.")
    assert not same_answer(MAYBE, "Therefore, the answer is yes.", "The answer is no.")


def test_open_answers_are_joined_by_their_claims() -> None:
    assert same_answer(OPEN, "Caffeine raises power in cyclists.", "In cyclists, power rises with caffeine.")
    assert not same_answer(OPEN, "Caffeine raises power in cyclists.", "Caffeine lowers power in cyclists.")
    assert not same_answer(OPEN, "Caffeine raises power in cyclists.", "Sleep matters.")


def test_chances_are_chances() -> None:
    chances = positions_of_prose(CHOICE, "It could be Nystatin or Fluconazole.")
    assert sum(chances.values()) == pytest.approx(1)
    assert set(chances) == {"A", "B", "C"}


def lines(name: str, most: int) -> list[dict[str, Any]]:
    with gzip.open(RECORDED / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line, _ in zip(file, range(most), strict=False)]


def test_only_what_is_plain_is_a_position() -> None:
    assert position_in_answer(CHOICE, "Therefore, the best choice would be Nystatin.") == "B"
    assert position_in_answer(CHOICE, "It could be Nystatin or Fluconazole.") is None
    assert position_in_answer(Question("How many?", "number"), "They are many.") is None


@pytest.fixture(scope="module")
def reasonings() -> list[tuple[Question, list[tuple[str, str]]]]:
    """A quarter of the recorded medical questions with what models wrote and the letter each text came to."""
    if not RECORDED.is_dir():
        pytest.skip("no recorded answers: set CONSILIUM_TEST_DATA")
    questions = {row["qid"]: row for row in lines("med7_questions.jsonl.gz", 10_000)}
    asked: dict[str, tuple[Question, list[tuple[str, str]]]] = {}
    for row in lines("mirage_gpt4_gpt35_cot_rag.jsonl.gz", 10_000):
        known = questions.get(row["med7_qid"] or "") if row["dataset"] == "medqa" else None
        if known is None or not row["pred"] or int(row["id"]) % 4:
            continue
        options = tuple(Option(label, text) for label, text in known["options"].items())
        _, answers = asked.setdefault(row["id"], (Question(known["question"], "choice", options), []))
        answers.append((row["text"], row["pred"]))
    return list(asked.values())


def test_recorded_reasonings_on_medical_questions(reasonings: list[tuple[Question, list[tuple[str, str]]]]) -> None:
    pairs = [(question, *pair) for question, answers in reasonings for pair in combinations(answers, 2)]
    joined = [(ours == theirs, same_answer(question, one, other)) for question, (one, ours), (other, theirs) in pairs]
    same, opposite = ([found for truth, found in joined if truth is side] for side in (True, False))
    assert sum(opposite) <= 0.05 * len(opposite)
    assert sum(same) >= 0.6 * len(same)


def test_what_recorded_reasonings_come_to(reasonings: list[tuple[Question, list[tuple[str, str]]]]) -> None:
    told = [(position_in_answer(question, text), letter) for question, every in reasonings for text, letter in every]
    read = [position == letter for position, letter in told if position]
    assert len(read) >= 0.7 * len(told)
    assert sum(read) >= 0.95 * len(read)
