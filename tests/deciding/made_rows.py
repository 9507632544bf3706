"""Panels whose members' skill is known, because a seeded die rolled their answers."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import strategies as st

from consilium.deciding.learning.rows import Labelled

MEMBERS = ("ann", "bob", "cid", "dee")
OPTIONS = {"A": "one", "B": "two", "C": "three", "D": "all of the above"}

ANSWERS = st.fixed_dictionaries({member: st.sampled_from(["A", "B", "C", "D", None]) for member in MEMBERS})
ROWS = st.lists(ANSWERS, min_size=1, max_size=12).map(
    lambda made: [Labelled(str(n), answers, None, size=len(OPTIONS)) for n, answers in enumerate(made)]
)


def rolled(count: int, skills: Sequence[float] = (0.8, 0.7, 0.7, 0.6), seed: int = 0) -> list[Labelled]:
    """Rows of members that are about as right as told, and that err together more often than by chance."""
    dice = random.Random(seed)
    found = []
    for number in range(count):
        gold, lure = dice.sample(sorted(OPTIONS), 2)
        ease = dice.choice((-0.3, 0.15, 0.15))
        answers = {
            member: gold if dice.random() < skill + ease else dice.choice((lure, lure, *OPTIONS))
            for member, skill in zip(MEMBERS, skills, strict=False)
        }
        topic = dice.choice(("law", "art"))
        found.append(Labelled(str(number), answers, gold, topic, OPTIONS, {}, f"Question {number}?"))
    return found
