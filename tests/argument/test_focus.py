"""What members fill in tells the names of a panel's claims from their wording."""

from __future__ import annotations

import pytest

from consilium.argument.focus import focused
from consilium.argument.grouping import grouped
from consilium.argument.reading.sense import sense_of
from consilium.types.opinion import Claim
from consilium.types.statement import Statement

FILLED = Claim(
    "filled",
    "Spirulina raises jump height by 8 % in swimmers.",
    says=Statement(subject="spirulina", outcome="jump height", direction="up", magnitude=8.0, unit="%"),
)
WORDED = Claim("worded", "In a kitchen test, spirulina raised jump height in swimmers by 8 %.")


def joined(*claims: Claim) -> list[set[str]]:
    found, _ = grouped([(claim.id, claim) for claim in claims])
    return sorted(({claim.id for _, claim in group} for group in found), key=sorted)


def test_words_beside_subject_and_outcome_do_not_keep_a_finding_apart() -> None:
    alone = Claim(FILLED.id, FILLED.text)
    assert joined(alone, WORDED) == [{"filled"}, {"worded"}]
    assert joined(FILLED, WORDED) == [{"filled", "worded"}]


def test_a_contradiction_is_seen_through_the_same_words() -> None:
    denied = Claim("denied", "In a kitchen test, spirulina did not change jump height in swimmers.")
    _, relations = grouped([("one", FILLED), ("two", denied)])
    assert relations[frozenset(("filled", "denied"))] == "contrary"


@pytest.mark.parametrize(
    "text",
    [
        "Spirulina raised grip strength in swimmers by 8 %.",
        "Melatonin raised jump height in swimmers by 8 %.",
        "Spirulina raised jump height in rowers by 8 %.",
        "Spirulina raised jump height in swimmers by 9 %.",
    ],
)
def test_another_subject_outcome_group_or_size_is_another_finding(text: str) -> None:
    assert joined(FILLED, Claim("other", text)) == [{"filled"}, {"other"}]


def test_what_is_trained_beside_stays_part_of_a_finding() -> None:
    after = Claim("after", "After strength training, spirulina raised jump height in swimmers by 8 %.")
    sense = focused({"after": sense_of(after.text)}, [FILLED, after])["after"]
    assert any(idea.key == "strength training" for idea in sense.ideas)


def test_without_anything_filled_in_every_word_counts() -> None:
    bare = {WORDED.id: sense_of(WORDED.text)}
    assert focused(bare, [WORDED]) == bare
