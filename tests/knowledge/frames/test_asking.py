"""What a question asks about is read in both languages, and which findings speak for which side."""

from __future__ import annotations

import pytest

from consilium.knowledge.frames import asked_in, frames_in, name_of, speaks_for, weight_of


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Does caffeine improve VO2max?", ("caffeine", "vo2max", "up")),
        ("Повышает ли кофеин МПК?", ("caffeine", "vo2max", "up")),
        ("Снижает ли интервальная тренировка жировую массу?", ("interval training", "body fat", "down")),
        ("Does massage reduce muscle soreness?", ("massage", "soreness", "down")),
        ("Влияет ли недосып на силу?", ("sleep loss", "strength", "mixed")),
        ("What is VO2max?", None),
        ("", None),
    ],
)
def test_a_question_is_read_as_the_finding_that_it_asks_about(
    question: str, asked: tuple[str, str, str] | None
) -> None:
    found = asked_in(question)
    assert (found and (found.intervention, found.outcome, found.direction)) == asked


@pytest.mark.parametrize(
    ("question", "sentence", "side"),
    [
        ("Does caffeine improve VO2max?", "Кофеин повышает МПК.", "yes"),
        ("Does caffeine improve VO2max?", "Кофеин не влияет на МПК.", "no"),
        ("Does caffeine improve VO2max?", "Caffeine decreased VO2max.", "no"),
        ("Does caffeine improve VO2max?", "Caffeine increased power.", ""),
        ("Влияет ли недосып на силу?", "Sleep loss reduced strength.", "yes"),
        ("Влияет ли недосып на силу?", "Sleep loss had no effect on strength.", "no"),
    ],
)
def test_a_finding_speaks_for_a_side(question: str, sentence: str, side: str) -> None:
    asked = asked_in(question)
    (found,) = frames_in(sentence)
    assert asked
    assert speaks_for(found, asked) == side


def test_ideas_have_names_in_both_languages() -> None:
    assert (name_of("cold water", "en"), name_of("cold water", "ru")) == ("cold water immersion", "холодная вода")
    assert name_of("counsel telephon", "ru") == "counsel telephon"


def test_weights_order_evidence_as_people_do() -> None:
    trial = weight_of(6, 100, "RESULTS", ())
    assert weight_of(7, 100, "RESULTS", ()) > trial > weight_of(4, 100, "RESULTS", ())
    assert trial > weight_of(6, 10, "RESULTS", ())
    assert trial > weight_of(6, 100, "BACKGROUND", ())
    assert trial > weight_of(6, 100, "RESULTS", ("preprint",)) > weight_of(6, 100, "RESULTS", ("animal-only",)) > 0
    assert weight_of(6, 100, "RESULTS", ("retracted",)) == weight_of(6, 100, "RESULTS", ("duplicate",)) == 0
