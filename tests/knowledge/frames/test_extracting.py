"""Findings are read off sentences in two languages, each at its exact place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.frames import frames_in
from consilium.types.frame import Frame

FOUND = [
    ("Caffeine improved 40 km time trial performance.", "caffeine", "performance", "up", "good"),
    ("VO2max increased by 5.2 % after interval training.", "interval training", "vo2max", "up", "good"),
    ("Регулярный приём кофеина повышает выносливость.", "caffeine", "endurance", "up", "good"),
    ("Кофеин не влияет на МПК.", "caffeine", "vo2max", "none", ""),
    ("МПК достоверно не изменилась после силовой тренировки.", "strength training", "vo2max", "none", ""),
    ("Interval training had no effect on running economy.", "interval training", "running economy", "none", ""),
    ("После тренировок в горах масса гемоглобина выросла на 4 %.", "altitude", "haemoglobin mass", "up", "good"),
    (
        "There was no significant difference in VO2max between polarized training and threshold training.",
        "polarized training", "vo2max", "none", "",
    ),
    ("Cold water immersion attenuated muscle hypertrophy.", "cold water", "hypertrophy", "down", "bad"),
    ("Погружение в холодную воду снижает гипертрофию мышц.", "cold water", "hypertrophy", "down", "bad"),
    ("No effect of nitrate on time to exhaustion was found.", "nitrate", "endurance", "none", ""),
    ("Силовая тренировка улучшает экономичность бега.", "strength training", "running economy", "up", "good"),
    ("After altitude training, haemoglobin mass increased.", "altitude", "haemoglobin mass", "up", "good"),
    ("Sleep loss was associated with higher injury risk.", "sleep loss", "injury", "up", "bad"),
    ("Massage reduced muscle soreness.", "massage", "soreness", "down", "good"),
    ("Dehydration of up to 4 % is unlikely to impair performance.", "dehydration", "performance", "none", ""),
    ("Telephone counselling increased mammography use.", "counsel telephon", "mammographi", "up", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "intervention", "outcome", "direction", "merit"), FOUND)
def test_a_finding_is_read(sentence: str, intervention: str, outcome: str, direction: str, merit: str) -> None:
    (frame,) = frames_in(sentence)
    assert (frame.intervention, frame.outcome, frame.direction, frame.merit) == (
        intervention, outcome, direction, merit,
    )  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Does caffeine improve VO2max?",
        "To examine whether caffeine improves VO2max, we asked 12 men.",
        "We hypothesized that caffeine improves VO2max.",
        "Цель работы: выяснить, повышает ли кофеин МПК.",
        "Хочу проверить: кофеин повышает МПК.",
        "See [[Caffeine improves VO2max]].",
        "Caffeine is found in coffee and tea.",
        "",
    ],
)
def test_what_asks_plans_or_points_is_no_finding(sentence: str) -> None:
    assert not list(frames_in(sentence))


def test_size_probability_people_and_comparator_are_taken_along() -> None:
    (frame,) = frames_in("Caffeine improved mean power by 4,6 % in trained cyclists compared with placebo (p = 0.03).")
    assert (frame.magnitude, frame.unit, frame.p) == (4.6, "%", "=0.03")
    assert (frame.population, frame.comparator) == ("trained cyclists", "placebo")
    assert not frame.negated


def test_an_interval_of_confidence_is_no_size() -> None:
    (frame,) = frames_in("Caffeine increased power (OR 1.3, 95% CI 1.1-1.5).")
    assert frame.magnitude is None


PIECES = st.sampled_from([sentence for sentence, *_ in FOUND] + ["Ещё строка.", "One more line, et al. 2014 wrote."])
GLUE = st.sampled_from([" ", "\n\n", "\n- ", "\n> "])


@given(st.lists(st.tuples(PIECES, GLUE), max_size=6), st.integers(0, 5000))
def test_a_frame_points_at_its_own_sentence(pieces: list[tuple[str, str]], start: int) -> None:
    text = "".join(glue + piece for piece, glue in pieces)
    for frame in frames_in(text, start):
        sentence = text[frame.start - start : frame.end - start]
        assert sentence in {one for one, *_ in FOUND}
        (alone,) = frames_in(sentence)
        assert _bare(alone) == _bare(frame)


def _bare(frame: Frame) -> tuple[str, str, str]:
    return frame.intervention, frame.outcome, frame.direction


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    for frame in frames_in(text):
        assert 0 <= frame.start < frame.end <= len(text)
