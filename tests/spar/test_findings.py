"""A note that says at length what a thesis says in three words meets it as a finding."""

from __future__ import annotations

import pytest

from consilium.spar.evidence import bearing

NOTE = "Gao and colleagues (2021) found no significant effect of nitrate on time-trial performance."


@pytest.mark.parametrize(
    ("claim", "sentence", "how"),
    [
        ("Nitrate improves time trial performance.", NOTE, "contrary"),
        ("Нитрат улучшает результат в гонке на время.", NOTE, "contrary"),
        ("Nitrate does not improve time trial performance.", NOTE, "same"),
        ("Caffeine improves time trial performance.", NOTE, "apart"),
        ("Nitrate improves time trial performance by 5 %.", NOTE, "apart"),
        (
            "Nitrate improves time trial performance in women.",
            "Nitrate had no effect on time-trial performance in trained men.",
            "elsewhere",
        ),
    ],
)
def test_findings_on_one_matter_meet(claim: str, sentence: str, how: str) -> None:
    assert bearing(claim, sentence) == how
