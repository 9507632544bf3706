"""Members asked one after another: who, in which order, and when enough have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from consilium.deciding import Plurality, SplitGate
from consilium.deciding.cascade import Cascade, fit_cascade
from consilium.graph import Context
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import Settlement
from tests.deciding.made_rows import MEMBERS, rolled
from tests.graph.company import CHOICE, OPEN, Player, company, events_of, expert, model, walk


@pytest.fixture(scope="module")
def learnt() -> Cascade:
    """Four members in a learnt order; one alone is never sure enough, two that agree are."""
    fitted = fit_cascade(rolled(600), MEMBERS)
    return replace(fitted, target=_sure(fitted, "A", "A") - 0.01)


def _sure(cascade: Cascade, *positions: str) -> float:
    said = [Opinion(name, 0, one, one, 0.5) for name, one in zip(cascade.order, positions, strict=False)]
    return cascade.settle(CHOICE, said).confidence


def asking(cascade: Cascade, *positions: str | None, debate: bool = False, quorum: int = 1) -> Context:
    """A company that gives these answers, by the learnt order."""
    players = [Player(model(name), position) for name, position in zip(cascade.order, positions, strict=True)]
    context = company(players, debate="when_split" if debate else "never", quorum=quorum)
    gate = SplitGate("when_split" if debate else "never", 1, 0.75, cascade.target)
    return replace(context, decider=cascade, asking=cascade, stop_rule=gate)


def asked(context: Context) -> list[str]:
    return [event.member for event in events_of(context).events if event.kind == "answer.started"]


async def test_two_that_agree_spare_the_others(learnt: Cascade) -> None:
    assert _sure(learnt, "A") < learnt.target < _sure(learnt, "A", "A")
    context = asking(learnt, "A", "A", "B", "B")
    verdict, state = await walk(context)
    assert asked(context) == list(learnt.order[:2])
    assert (verdict.position, verdict.decided_by, verdict.status) == ("A", "cascade", "full")
    assert {one.name: one.state for one in verdict.members} == {
        name: "answered" if name in learnt.order[:2] else "not_asked" for name in learnt.order
    }
    assert verdict.confidence == pytest.approx(_sure(learnt, "A", "A"))
    assert set(state["opinions"]) == {f"0/{name}" for name in learnt.order[:2]}


async def test_each_further_member_is_told_with_its_reason(learnt: Cascade) -> None:
    context = asking(learnt, "A", "B", "A", "A")
    await walk(context)
    told = [event.data["assessment"] for event in events_of(context).events if event.kind == "assessed"]
    assert asked(context) == list(learnt.order)
    assert [one["asking"] for one in told] == [[learnt.order[1]], [learnt.order[2]], [learnt.order[3]], []]
    assert told[0]["why"] == f"not sure enough ({_sure(learnt, 'A'):.0%}): asking {learnt.order[1]}"


async def test_whoever_fails_is_followed_by_the_next(learnt: Cascade) -> None:
    context = asking(learnt, None, "A", "A", "A")
    verdict, _ = await walk(context)
    assert asked(context)[:2] == list(learnt.order[:2])
    assert verdict.position == "A"
    assert verdict.status in {"single", "partial"}


async def test_whoever_is_absent_is_passed_over(learnt: Cascade) -> None:
    context = asking(learnt, "A", "A", "A", "A")
    there = {name: member for name, member in context.members.items() if name != learnt.order[0]}
    context = replace(context, members=there)
    await walk(context)
    assert asked(context)[0] == learnt.order[1]


async def test_a_quorum_is_asked_for_at_once(learnt: Cascade) -> None:
    context = asking(learnt, "A", "A", "A", "A", quorum=3)
    verdict, _ = await walk(context)
    assert sorted(asked(context)) == sorted(learnt.order[:3])
    assert verdict.status == "full"


async def test_experts_are_always_asked_and_an_open_question_is_everybodys(learnt: Cascade) -> None:
    context = asking(learnt, "A", "A", "A", "A")
    witness = Player(expert("lib"), "notes", votes=False)
    context = replace(context, members={**context.members, "lib": witness})
    await walk(context)
    assert asked(context) == [*sorted([learnt.order[0], "lib"]), learnt.order[1]]
    everybody = replace(asking(learnt, *["supports"] * 4), decider=Plurality())
    await walk(everybody, OPEN)
    assert sorted(asked(everybody)) == sorted(learnt.order)


async def test_the_same_rule_decides_whether_to_debate(learnt: Cascade) -> None:
    context = asking(learnt, "A", "B", "C", "D", debate=True)
    verdict, _ = await walk(context)
    assert verdict.rounds == 1
    sure = asking(learnt, "A", "A", "B", "B", debate=True)
    verdict, _ = await walk(sure)
    assert (verdict.rounds, verdict.stop_reason) == (0, f"the answer is sure enough: {verdict.confidence:.0%}")


async def test_nobody_else_is_asked_once_the_user_has_heard_enough(learnt: Cascade) -> None:
    context = asking(learnt, "A", "B", "A", "A")

    class Cutting(Plurality):
        def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
            context.cut.set()
            return learnt.settle(question, opinions)

    await walk(replace(context, decider=Cutting()))
    assert len(asked(context)) == 1
