"""The machine, walked along every route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from consilium.graph import build_graph
from consilium.graph.context import Topology
from consilium.protocols import Brief, Colleague
from consilium.types.codec import to_plain
from consilium.types.evidence import Citation, Passage, QuoteCheck
from consilium.types.member import Absence
from consilium.types.opinion import Critique, Opinion
from consilium.types.question import Question
from consilium.types.verdict import Judgement, Overturn
from tests.graph.company import CHOICE, OPEN, Bench, Player, Shelf, company, events_of, expert, model, walk

STEPS = {"answer.started", "critique.started", "revise.started", "judge.started", "assessed"}


def players(*positions: str | None) -> list[Player]:
    return [Player(model(name), position) for name, position in zip("stuvwxyz", positions, strict=False)]


async def test_a_panel_that_agrees_on_a_closed_question_ends_without_debate_or_judge() -> None:
    bench = Bench()
    context = company(players("A", "A", "A"), bench=bench)
    verdict, _ = await walk(context)
    assert (verdict.position, verdict.answer, verdict.confidence) == ("A", "A", 1.0)
    assert (verdict.status, verdict.rounds, verdict.decided_by) == ("full", 0, "plurality")
    assert bench.cases == []
    assert "critique.started" not in events_of(context).kinds()
    assert verdict.seconds == 3.0


async def test_an_open_question_always_reaches_the_judge() -> None:
    bench = Bench(judgement=Judgement("It helps.", by="judge-model", requested="judge-model"))
    verdict, _ = await walk(company(players("supports", "supports"), bench=bench), OPEN)
    assert verdict.answer == "It helps."
    assert verdict.position == "supports"
    assert len(bench.cases) == 1
    assert verdict.rounds == 0


async def test_a_split_panel_criticises_revises_and_is_judged() -> None:
    split = players("A", "B")
    split[1].moves_to = "A"
    context = company(split)
    verdict, state = await walk(context)
    assert verdict.rounds == 1
    assert verdict.position == "A"
    assert [report.changed for report in verdict.members] == [False, True]
    assert set(state["opinions"]) == {"0/s", "0/t", "1/s", "1/t"}
    order = [kind for kind in events_of(context).kinds() if kind in STEPS]
    assert order.index("assessed") < order.index("critique.started") < order.index("revise.started")
    assert order[-1] == "assessed"  # agreed now: a closed question needs no judge


async def test_a_capitulation_is_recorded_and_does_not_count_as_convergence() -> None:
    split = players("A", "B")
    split[1].moves_to, split[1].names_reason = "A", False
    verdict, state = await walk(company(split, rounds=3))
    assert verdict.dissent != ()
    assert [report.changed for report in verdict.members] == [False, False]
    assert state["assessments"]["1"]["capitulations"] == 1
    assert verdict.rounds == 1  # nobody moved for a reason, so no further round was paid for


@pytest.mark.parametrize(("rounds", "expected"), [(0, 0), (1, 1), (2, 2), (3, 3)])
async def test_rounds_come_from_the_settings_while_members_still_move(rounds: int, expected: int) -> None:
    class Wanderer(Player):
        async def revise(
            self, brief: Brief, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None, round_: int
        ) -> Opinion:
            self.moves_to = "ABC"[("ABC".index(own.position or "A") + 1) % 3]
            return await super().revise(brief, own, critiques, rival, round_)

    split = [Wanderer(model("s"), "A"), Wanderer(model("t"), "B")]
    verdict, _ = await walk(company(split, rounds=rounds))
    assert verdict.rounds == expected


async def test_debate_never_and_always() -> None:
    never, _ = await walk(company(players("A", "B"), debate="never"))
    assert never.rounds == 0
    always, _ = await walk(company(players("A", "A"), debate="always"))
    assert always.rounds == 1


async def test_critiques_without_points_lead_straight_back_to_the_assessment() -> None:
    silent = players("A", "B")
    for player in silent:
        player.points = False
    verdict, state = await walk(company(silent))
    assert verdict.rounds == 1
    assert set(state["opinions"]) == {"0/s", "0/t"}


@pytest.mark.parametrize(
    ("topology", "pairs"), [("ring", 4), ("sparse", 8), ("all", 12)], ids=["ring", "sparse", "all"]
)
async def test_topology_decides_who_reads_whom_and_nobody_reads_itself(topology: Topology, pairs: int) -> None:
    split = players("A", "B", "C", "A")
    context = company(split, topology=topology, readers=2)
    _, state = await walk(context)
    keys = list(state["critiques"])
    assert len(keys) == pairs
    assert all(critic != target for _, critic, target in (key.split("/") for key in keys))


async def test_every_reader_sees_letters_in_an_order_of_its_own() -> None:
    split = players(*"ABCABCAB")
    await walk(company(split, topology="all", settle_at=0.9))
    orders = set()
    for player in split:
        letters = {target.opinion.member: target.alias for target in player.seen}
        assert player.card.name not in letters
        orders.add(tuple(letters[name] for name in sorted(letters)))
        assert sorted(letters.values()) == sorted("ABCDEFG")
    assert len(orders) > 4


async def test_a_member_that_fails_abstains_with_a_reason_and_the_verdict_is_partial() -> None:
    verdict, _ = await walk(company(players("A", "A", None)))
    assert verdict.status == "partial"
    failed = verdict.members[2]
    assert (failed.state, failed.reason, failed.position, failed.confidence) == ("abstained", "silent", None, 0.0)


async def test_one_answer_makes_the_verdict_single_and_starts_no_debate() -> None:
    verdict, _ = await walk(company(players("A", None, None)))
    assert (verdict.status, verdict.rounds) == ("single", 0)


async def test_absent_members_are_reported_with_the_command_that_brings_them_in() -> None:
    absent = {"z": (model("z"), Absence("z", "no key", "export KEY=…"))}
    verdict, _ = await walk(company(players("A", "A"), absent=absent))
    assert verdict.status == "partial"
    assert verdict.members[-1].state == "absent"
    assert "export KEY=…" in verdict.members[-1].reason


async def test_no_quorum_gives_no_answer() -> None:
    verdict, _ = await walk(company(players("A", None, None), quorum=2))
    assert (verdict.status, verdict.answer, verdict.position, verdict.confidence) == ("no_quorum", None, None, 0.0)
    nobody, _ = await walk(company(players(None, None)))
    assert nobody.status == "no_quorum"


async def test_experts_alone_make_the_verdict_embedded_and_do_not_vote() -> None:
    librarian = Player(expert("librarian"), "passage", votes=False)
    librarian_only = company([librarian])
    verdict, _ = await walk(librarian_only, OPEN)
    assert verdict.status == "embedded"
    with_models, _ = await walk(company([*players("A", "A"), librarian]))
    assert with_models.status == "full"


async def test_an_expert_neither_criticises_nor_is_criticised() -> None:
    librarian = Player(expert("librarian"), "passage", votes=False)
    split = [*players("A", "B"), librarian]
    _, state = await walk(company(split, topology="all"))
    assert all("librarian" not in key for key in state["critiques"])


async def test_a_private_answer_is_read_on_this_machine_only() -> None:
    split = [
        Player(model("home"), "A", private=True),
        Player(model("cloud", local=False), "B"),
        Player(model("house"), "C"),
    ]
    _, state = await walk(company(split, topology="all"))
    assert "1/cloud/home" not in state["critiques"]
    assert "1/house/home" in state["critiques"]


async def test_a_follow_up_is_rewritten_before_anything_is_looked_up() -> None:
    shelf = Shelf([Passage("n#1", "n.md", "N", "words", 0, 5)])
    verdict, state = await walk(company(players("A", "A"), shelf=shelf), CHOICE, thread="Asked: …")
    assert shelf.queries == ["[standing alone] Which?"]
    assert verdict.question == "Which?"
    assert state["evidence"][0]["id"] == "n#1"


@pytest.mark.parametrize(
    ("check", "supports", "expected"),
    [
        ("exact", True, "B"),
        ("exact", None, "A"),
        ("exact", False, "A"),
        ("missing", True, "A"),
        ("unchecked", True, "A"),
    ],
)
async def test_the_judge_overturns_only_with_a_verified_quotation_that_supports(
    check: QuoteCheck, supports: bool | None, expected: str
) -> None:
    citation = Citation("p", "words of the source", check=check, supports=supports)
    bench = Bench(judgement=Judgement("Text.", "judge", overturn=Overturn("B", citation)))
    verdict, _ = await walk(company(players("A", "A", "B"), bench=bench, settle_at=0.5))
    assert verdict.position == expected
    assert verdict.decided_by == ("overturn" if expected == "B" else "plurality")
    # Whoever reads the verdict is told that the judge wanted something else and did not prove it.
    assert bool(verdict.warnings) == (expected == "A")


async def test_the_judge_sees_letters_and_no_counts_of_the_case() -> None:
    bench = Bench()
    await walk(company(players("A", "A", "B"), bench=bench))
    seen, ledger, settlement = bench.cases[0]
    assert sorted(colleague.alias for colleague in seen) == ["A", "B", "C"]
    assert {claim.text for claim in ledger} == {"A because s", "A because t", "B because u"}
    assert settlement.position == "A"


async def test_the_rival_shown_is_the_strongest_claim_of_another_position() -> None:
    split = players("A", "B")
    await walk(company(split))
    rival = split[0].rivals[0]
    assert rival is not None
    assert rival.opinion.member == "t"
    assert len(rival.opinion.claims) == 1


async def test_a_machine_without_context_says_so() -> None:
    graph = build_graph().compile()
    with pytest.raises(TypeError, match="no context"):
        await graph.ainvoke({"question": to_plain(OPEN)})


async def test_the_order_of_members_does_not_change_the_verdict() -> None:
    forwards, _ = await walk(company(players("A", "B", "B")))
    backwards, _ = await walk(company(players("A", "B", "B")[::-1]))
    assert replace(forwards, seconds=0) == replace(backwards, seconds=0)


async def test_experts_vote_only_where_no_model_answered() -> None:
    closed = Question("Does it help?", "yes_no")
    expert_says_no = Player(expert("librarian"), "no")
    beside, _ = await walk(company([*players("yes"), expert_says_no, Player(expert("skeptic"), "no")]), closed)
    assert beside.position == "yes"
    assert not beside.dissent
    alone, _ = await walk(company([expert_says_no]), closed)
    assert (alone.position, alone.status) == ("no", "embedded")
