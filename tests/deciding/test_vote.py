"""The plain vote, and when the judge may leave it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.dissent import dissents
from consilium.deciding import Plurality
from consilium.deciding.overturn import final_position
from consilium.types.opinion import Opinion, abstention
from consilium.types.verdict import ConfidenceBasis, LedgerClaim
from tests.deciding.records import a_judgement, a_question, a_settlement, an_opinion
from tests.types.calm import CALM

QUESTION = a_question("choice", A="a", B="b", C="c")
DECIDER = Plurality()
VOTES = st.lists(st.tuples(st.sampled_from(["A", "B", "C", None]), st.floats(0, 1, allow_nan=False)), max_size=9).map(
    lambda votes: [an_opinion(f"m{n}", position, confidence=sure) for n, (position, sure) in enumerate(votes)]
)


@CALM
@given(VOTES, st.randoms(use_true_random=False))
def test_the_order_of_opinions_never_matters(opinions: list[Opinion], order: random.Random) -> None:
    shuffled = list(opinions)
    order.shuffle(shuffled)
    assert DECIDER.settle(QUESTION, shuffled) == DECIDER.settle(QUESTION, opinions)


@CALM
@given(VOTES)
def test_a_settlement_counts_every_vote_once(opinions: list[Opinion]) -> None:
    settled = DECIDER.settle(QUESTION, opinions)
    voters = [opinion for opinion in opinions if opinion.position]
    assert sorted(name for names in settled.votes.values() for name in names) == sorted(o.member for o in voters)
    if not voters:
        assert (settled.position, settled.confidence, settled.agreement) == (None, 0.0, 0.0)
        return
    assert settled.position is not None
    most = max(len(names) for names in settled.votes.values())
    assert len(settled.votes[settled.position]) == most
    assert settled.agreement == settled.confidence == most / len(voters)
    assert settled.basis.method == "uncalibrated"


@CALM
@given(st.integers(1, 9))
def test_a_unanimous_panel_agrees_wholly(size: int) -> None:
    settled = DECIDER.settle(QUESTION, [an_opinion(f"m{n}", "B", confidence=0.0) for n in range(size)])
    assert (settled.position, settled.agreement) == ("B", 1.0)


def test_more_votes_win_over_more_conviction() -> None:
    opinions = [an_opinion("a", "A", confidence=1.0), *(an_opinion(name, "B", confidence=0.01) for name in "bc")]
    assert DECIDER.settle(QUESTION, opinions).position == "B"


def test_a_tie_goes_to_the_surer_and_then_to_the_first_name() -> None:
    opinions = [an_opinion("a", "B", confidence=0.6), an_opinion("b", "A", confidence=0.5)]
    assert DECIDER.settle(QUESTION, opinions).position == "B"
    assert DECIDER.settle(QUESTION, [an_opinion("a", "B"), an_opinion("b", "A")]).position == "A"


def test_who_abstains_or_only_testifies_has_no_vote() -> None:
    expert = Opinion("librarian", 0, "A passage of the notes.", None, 0.0)
    opinions = [an_opinion("a", "A"), abstention("b", 0, "no key"), expert]
    settled = DECIDER.settle(QUESTION, opinions)
    assert (settled.votes, settled.agreement) == ({"A": ("a",)}, 1.0)


SPLIT = a_settlement("A", 2 / 3, A=["x", "y"], B=["z"])
TIED = a_settlement("A", 0.4, A=["v", "w"], B=["x", "y"], C=["z"])


@pytest.mark.parametrize(
    ("overturn", "verified", "supports", "expected"),
    [
        ("B", True, True, ("B", "overturn")),
        ("B", False, True, ("A", "plurality")),
        ("B", True, None, ("A", "plurality")),
        ("B", True, False, ("A", "plurality")),
        ("A", True, True, ("A", "plurality")),
    ],
)
def test_the_vote_falls_only_to_a_verified_quotation_that_supports_the_other_position(
    overturn: str, verified: bool, supports: bool | None, expected: tuple[str, str]
) -> None:
    assert final_position(SPLIT, a_judgement(overturn=overturn, verified=verified, supports=supports)) == expected


def test_the_judges_mere_opinion_changes_nothing() -> None:
    assert final_position(SPLIT, a_judgement("B")) == ("A", "plurality")
    assert final_position(SPLIT, None) == ("A", "plurality")


@pytest.mark.parametrize(("choice", "expected"), [("A", ("A", "judge")), ("B", ("B", "judge"))])
def test_the_judge_breaks_a_tie(choice: str, expected: tuple[str, str]) -> None:
    assert final_position(TIED, a_judgement(choice)) == expected


@pytest.mark.parametrize("choice", ["C", "D", None])
def test_a_tie_is_no_licence_for_a_position_that_did_not_tie(choice: str | None) -> None:
    """Leaving the largest groups for a smaller one, or for nobody's position, is an overturn and needs its proof."""
    assert final_position(TIED, a_judgement(choice)) == ("A", "plurality")
    assert final_position(TIED, a_judgement(choice, overturn="C", verified=False)) == ("A", "plurality")
    assert final_position(TIED, a_judgement(choice, overturn="C")) == ("C", "overturn")


def test_a_tie_that_labels_have_settled_is_none() -> None:
    learnt = replace(TIED, basis=ConfidenceBasis("stacked", 100), decided_by="auto")
    assert final_position(learnt, a_judgement("B")) == ("A", "auto")
    assert final_position(learnt, a_judgement("B", overturn="B")) == ("B", "overturn")


def test_a_tie_that_conditions_have_settled_is_none() -> None:
    between = replace(a_settlement("depends", 1.0, supports=["x"], opposes=["y"]), decided_by="conditions")
    assert final_position(between, a_judgement("supports")) == ("depends", "conditions")


def test_where_nobody_voted_the_judge_settles_no_position() -> None:
    assert final_position(a_settlement(None, 0.0), a_judgement("A")) == (None, "plurality")


LEDGER = [
    LedgerClaim("c1", "Shared.", ("x", "z"), strength=0.9),
    LedgerClaim("c2", "Only ours.", ("z",), strength=0.6),
    LedgerClaim("c3", "Weaker.", ("z",), strength=0.4),
]


def test_the_minority_keeps_its_holders_its_own_strongest_claim_and_the_answer() -> None:
    judged = a_judgement()
    judged.answered["B"] = "Too few subjects."
    (dissent,) = dissents(SPLIT, "A", LEDGER, judged)
    assert (dissent.position, dissent.members) == ("B", ("z",))
    assert dissent.strongest_claim == "Only ours.", "not the one that it merely granted the majority"
    assert dissent.answered == "Too few subjects."


def test_a_minority_without_claims_of_its_own_shows_the_shared_one_or_none() -> None:
    assert dissents(SPLIT, "A", LEDGER[:1], None)[0].strongest_claim == "Shared."
    assert dissents(SPLIT, "A", [], None)[0].strongest_claim == ""


def test_after_an_overturn_the_majority_is_the_dissent() -> None:
    assert [(one.position, one.members) for one in dissents(SPLIT, "B", LEDGER, None)] == [("A", ("x", "y"))]
    assert dissents(a_settlement("A", 1.0, A=["x"]), "A", LEDGER, None) == ()


TWINS = {"gpt": "openai", "mini": "openai", "claude": "anthropic"}


def test_two_of_one_maker_have_one_vote_between_them() -> None:
    said = [an_opinion("gpt", "A"), an_opinion("mini", "A"), an_opinion("claude", "B", confidence=0.9)]
    plain, voiced = (decider.settle(QUESTION, said) for decider in (Plurality(), Plurality(voices=TWINS)))
    assert (plain.position, plain.weights) == ("A", {})
    assert (voiced.position, voiced.agreement, voiced.weights) == ("B", 0.5, {"A": 1.0, "B": 1.0})


def test_twins_that_part_hold_half_a_vote_each() -> None:
    said = [an_opinion("gpt", "A"), an_opinion("mini", "B"), an_opinion("claude", "B")]
    told = Plurality(voices=TWINS).settle(QUESTION, said)
    assert (told.position, told.weights) == ("B", {"A": 0.5, "B": 1.5})
    assert told.share("B") == 0.75
    assert told.share(None) == 0.0


def test_a_twin_that_keeps_silent_leaves_the_other_its_vote() -> None:
    said = [an_opinion("gpt", "A"), an_opinion("mini", None), an_opinion("claude", "B"), an_opinion("qwen", "A")]
    assert Plurality(voices=TWINS).settle(QUESTION, said).weights == {}
