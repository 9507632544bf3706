"""Planted worlds: the same from one seed, and as varied as they claim to be."""

from __future__ import annotations

from itertools import combinations

import pytest

from consilium.evaluation.worlds.facts import sentence, templates
from consilium.evaluation.worlds.words import akin, names
from consilium.evaluation.worlds.world import world, worlds

KINDS = ("up", "down", "none", "comparison", "mechanism", "weeks", "sample", "recommendation")


def test_one_seed_gives_one_set_of_worlds() -> None:
    assert list(worlds(6, "a")) == list(worlds(6, "a"))
    assert world(3, "a") != world(3, "b")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fact_has_many_wordings(language: str, kind: str) -> None:
    texts = templates("ru" if language == "ru" else "en", kind)
    assert len(set(texts)) == len(texts) >= 7


def test_the_vocabulary_is_large_enough() -> None:
    assert len(names("interventions")) >= 60
    assert len(names("outcomes")) >= 40
    assert len(names("populations")) >= 20


def test_no_two_members_say_a_fact_alike_and_the_note_says_it_in_its_own_way() -> None:
    for one in worlds(12, "paraphrases"):
        for held in one.held:
            said = [one.replies[member].said[held.fact.id] for member in held.holders]
            assert len(set(said)) == len(said)
            assert not any(text in one.note for text in said)


def test_a_world_holds_every_part_and_the_many_are_wrong() -> None:
    for one in worlds(12, "parts"):
        assert 12 <= len(one.held) <= 20
        assert 3 <= len(one.members) <= 6
        assert {held.fact.part for held in one.held} >= {"false", "truth", "half", "twin"}
        wrong = next(held for held in one.held if held.fact.part == "false")
        right = next(held for held in one.held if held.fact.id == wrong.fact.pair)
        assert len(wrong.holders) > len(one.members) / 2
        assert right.quoting
        assert not set(wrong.holders) & set(right.holders)


def test_things_of_one_world_are_told_apart_by_their_words() -> None:
    for one in worlds(6, "things"):
        things = {fact.subject.key: fact.subject for fact in one.facts} | {
            fact.outcome.key: fact.outcome for fact in one.facts
        }
        assert not any(akin(first, other) for first, other in combinations(things.values(), 2))


def test_a_fact_is_told_in_its_language_with_its_number() -> None:
    fact = next(fact for fact in world(1, "numbers").facts if fact.kind == "sample")
    assert {f"{fact.amount:g}" in sentence(fact, "ru", turn) for turn in range(7)} == {True}
