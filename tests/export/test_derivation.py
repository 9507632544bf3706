"""A derivation tells every row, weight and rule in words, and what was read in private stays here."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from consilium.export import redacted_event
from consilium.export.derivation import derivation_lines, derivations
from consilium.export.signs import sign_name
from consilium.knowledge.stance import read_stance, signs_of
from consilium.types.codec import to_json, to_plain
from consilium.types.derivation import Derivation, UsedRow, UsedRule, UsedSign, UsedSource
from consilium.types.event import Event
from consilium.types.frame import Frame
from consilium.types.question import Language
from tests.view.debates import full_debate

ROW = UsedRow(
    Frame("caffeine", "vo2max", "up", 0, 44, "good", 4.5, "%", "placebo", "trained cyclists", "<0.05"),
    "Caffeine.md#0", "Caffeine.md", "Caffeine increased VO2max by 4.5 % in 40 people.", "rct", 40, 0.61, "yes",
)  # fmt: skip
SOURCE = UsedSource(
    "Caffeine.md", 1.0, "rct", 6, 0.61, {"yes": 0.7, "no": 0.2, "maybe": 0.1},
    (UsedSign("near null", 0.25, {"yes": -0.31, "no": 0.4, "maybe": -0.09}),),
)  # fmt: skip
DERIVED = Derivation(
    (SOURCE,),
    (ROW,),
    (UsedRule("readings", {"sources": 1}), UsedRule("findings", {"yes": 0.61, "no": 0.0, "say": 0.33})),
    {"yes": 0.79, "no": 0.13, "maybe": 0.08},
    "yes",
    0.79,
)


def event(derivation: Derivation, member: str = "methodologist") -> Event:
    return Event("run", 1, "2026-01-01", "expert.derived", member, 0, {"derivation": to_plain(derivation)})


def test_rows_weights_and_rules_are_told() -> None:
    told = "\n".join(derivation_lines([event(DERIVED)]))
    for words in (
        "## methodologist", "Caffeine.md: relevance 1.00", "grade 6", "weight 0.610", "caffeine → vo2max: more",
        "size 4.5 %", "p <0.05", "in trained cyclists", "n = 40", "speaks for “yes”", ROW.words, "yes 79%",
        "near the question: nothing found = 0.25: yes −0.31", "they have 33% of the say",
    ):  # fmt: skip
        assert words in told


def test_the_signs_of_a_source_are_told_once() -> None:
    told = "\n".join(derivation_lines([event(DERIVED, "one"), event(DERIVED, "two")]))
    assert told.count("near the question: nothing found") == 1
    assert "signs: as above" in told


def test_a_run_with_models_shows_votes_weights_claims_and_checks() -> None:
    told = "\n".join(derivation_lines(full_debate().events))
    assert "Votes after round 0" in told
    assert "Agreement" in told
    assert "strength" in told
    assert "✓" in told
    assert "Decided by" in told


def test_a_log_that_broke_off_anywhere_is_told_as_far_as_it_goes() -> None:
    events = [*full_debate().events, event(DERIVED)]
    for end in range(len(events) + 1):
        list(derivation_lines(events[:end]))
    broken = Event("run", 1, "2026-01-01", "expert.derived", "x", 0, {"derivation": {"rows": 3}})
    assert derivations([broken]) == {}


def test_what_was_read_in_private_does_not_leave() -> None:
    private = replace(DERIVED, rows=(replace(ROW, private=True),), private=True)
    left = to_json(to_plain(redacted_event(event(private))))
    assert "Caffeine" not in left
    assert '"position":"yes"' in left.replace(" ", "")
    assert "Caffeine" in to_json(to_plain(redacted_event(event(DERIVED))))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_sign_has_a_name(language: Language) -> None:
    for name in signs_of("Does it help?", [("RESULTS", "It helped (p=0.01).")]):
        assert sign_name(name, language)


def test_a_told_reading_can_be_added_up_again() -> None:
    reading = read_stance("Does it help?", [("RESULTS", "It did not differ from placebo (p=0.61).")])
    odds = math.log(reading.probabilities["no"] / reading.probabilities["yes"])
    terms = sum(term.adds["no"] - term.adds["yes"] for term in reading.terms)
    other = read_stance("Is it so?", [("RESULTS", "It was.")])
    bias = math.log(other.probabilities["no"] / other.probabilities["yes"]) - sum(
        term.adds["no"] - term.adds["yes"] for term in other.terms
    )
    assert math.isclose(odds, terms + bias, abs_tol=1e-9)
