"""Positions that a model on this machine brings together, round by round."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from consilium.graph.matching import matched
from consilium.graph.state import State
from consilium.graph.voting import heard
from consilium.protocols import Brief
from consilium.types.codec import to_plain
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from tests.graph.company import Player, company, model


@dataclass
class Pairs:
    """A matcher that knows which pairs are one."""

    one: frozenset[frozenset[str]]
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def same(self, brief: Brief, one: str, other: str, *, private: bool) -> bool | None:
        self.asked.append((one, other))
        return frozenset((one, other)) in self.one


def said(round_: int, **positions: str) -> dict[str, dict[str, object]]:
    every = {name: Opinion(name, round_, held, held, 0.5) for name, held in positions.items()}
    return {f"{round_}/{name}": to_plain(one) for name, one in every.items()}


async def test_what_was_brought_together_before_goes_with_its_head() -> None:
    pairs = Pairs(frozenset({frozenset(("sinc", "sin over x")), frozenset(("sinc", "si"))}))
    context = replace(company([Player(model(name), "?") for name in "abcd"]), matcher=pairs)
    question = to_plain(Question("Which?", "expression"))
    first = said(0, a="sinc", b="sinc", c="sin over x")
    state: State = {"run_id": "run", "secret": "s", "question": question, "round": 0, "opinions": first}
    state["same"] = dict(await matched(state, context))
    assert state["same"] == {"sin over x": "sinc"}
    # Three now hold another spelling, and the old head comes to the same as theirs.
    state["opinions"] = {**first, **said(1, a="si", b="si", d="si")}
    state["opinions"] |= said(1, e="sinc")
    state["same"] = dict(await matched(state, context))
    assert {one.position for one in heard(state, context)} == {"si"}
