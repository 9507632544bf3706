"""Where the run goes after a round: every route, and the reason that is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from consilium.deciding import Plurality, SplitGate
from consilium.deciding.gate import Debate
from consilium.protocols import Attendance
from consilium.types.opinion import Opinion
from consilium.types.question import AnswerKind
from consilium.types.verdict import Assessment
from tests.deciding.records import a_question, an_opinion


def assess(
    now: str,
    before: str = "",
    *,
    kind: AnswerKind = "choice",
    debate: Debate = "when_split",
    rounds: int = 2,
    round_: int = 0,
    settle_at: float = 0.75,
    quorum: bool = True,
    debaters: int | None = None,
    opinions: Sequence[Opinion] = (),
) -> Assessment:
    """The assessment of positions written as letters, ``-`` for none."""
    latest = list(opinions) or panel(now)
    question = a_question(kind, A="a", B="b") if kind == "choice" else a_question(kind)
    settlement = Plurality().settle(question, latest)
    attendance = Attendance(len(latest), quorum, len(latest) if debaters is None else debaters)
    return SplitGate(debate, rounds, settle_at).assess(question, round_, latest, panel(before), settlement, attendance)


def panel(positions: str) -> list[Opinion]:
    return [an_opinion(f"m{n}", None if letter == "-" else letter) for n, letter in enumerate(positions)]


def test_no_quorum_ends_the_run_whatever_else() -> None:
    found = assess("A", quorum=False, debate="always", kind="open")
    assert (found.route, found.why, found.quorum) == ("conclude", "no quorum: only 1 member answered", False)


def test_a_split_goes_to_critique() -> None:
    found = assess("AAB")
    assert found.route == "critique"
    assert "67%" in found.why


@pytest.mark.parametrize(
    ("assessed", "why"),
    [
        (lambda: assess("AAB", debate="never"), "debate is switched off"),
        (lambda: assess("AAB", rounds=0), "debate is switched off"),
        (lambda: assess("AAB", debaters=1), "can debate with another"),
        (lambda: assess("--", debaters=2), "no model took a position"),
        (lambda: assess("AAB", "ABB", round_=2), "used up"),
        (lambda: assess("AAB", "ABB", round_=1, rounds=1), "used up"),
        (lambda: assess("AAB", "AAB", round_=1), "no member moved"),
        (lambda: assess("AAAB"), "agreed"),
        (lambda: assess("AAB", settle_at=0.66), "agreed"),
    ],
)
def test_a_closed_question_that_is_not_unanimous_goes_to_the_judge(
    assessed: Callable[[], Assessment], why: str
) -> None:
    found = assessed()
    assert found.route == "judge"
    assert why in found.why


@pytest.mark.parametrize("debate", ["when_split", "never"])
def test_a_closed_unanimous_question_is_concluded_without_a_judge(debate: Debate) -> None:
    assert assess("AAA", debate=debate).route == "conclude"


@pytest.mark.parametrize("debate", ["when_split", "never"])
def test_an_open_question_always_has_its_judge(debate: Debate) -> None:
    assert assess("AAA", debate=debate, kind="open").route == "judge"


def test_debate_can_be_asked_for_even_where_all_agree() -> None:
    assert assess("AAA", debate="always").route == "critique"
    assert assess("AAA", "AAA", debate="always", round_=1).route == "conclude"


def test_another_round_follows_while_somebody_moves() -> None:
    found = assess("AABB", "AAAB", round_=1)
    assert (found.route, found.flips, found.round) == ("critique", 1, 1)


def test_a_capitulation_is_counted_apart_and_moves_nothing() -> None:
    now = [an_opinion("m0", "A"), an_opinion("m1", "A", capitulation=True), an_opinion("m2", "B")]
    found = assess("", "ABB", round_=1, opinions=now)
    assert (found.flips, found.capitulations, found.route) == (0, 1, "judge")
    assert "no member moved" in found.why


def test_a_move_for_a_reason_and_a_newcomer() -> None:
    now = [an_opinion("m0", "A", capitulation=False), an_opinion("new", "B"), an_opinion("m2", "B")]
    assert assess("", "BBB", round_=1, opinions=now).flips == 1


@pytest.mark.parametrize(("positions", "route"), [("AAAB", "judge"), ("AAB", "critique")])
def test_the_share_at_which_a_panel_counts_as_agreed_is_included(positions: str, route: str) -> None:
    assert assess(positions, settle_at=0.75).route == route


def test_a_lone_voice_has_nobody_to_argue_with() -> None:
    found = assess("A-", debaters=1)
    assert found.route == "conclude"
    assert "fewer than two" in found.why
