"""Groups of claims: the same whatever order they come in, and no chain of near-likenesses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.relating import groups, relation
from consilium.types.opinion import Claim

TEXTS = (
    "Caffeine raises power in trained cyclists.",
    "In trained cyclists, power rises with caffeine.",
    "У тренированных велосипедистов кофеин повышает мощность.",
    "Caffeine raises power in untrained men.",
    "Caffeine does not raise power in trained cyclists.",
    "Caffeine raises power.",
    "Кофеин снижает мощность у тренированных велосипедистов.",
    "Sleep restriction lowers testosterone.",
    "Недостаток сна снижает тестостерон.",
)
HELD = [(f"m{number}", Claim(f"c{number}", text)) for number, text in enumerate(TEXTS)]


def ids(found: list[list[tuple[str, Claim]]]) -> list[list[str]]:
    return [[claim.id for _, claim in group] for group in found]


def test_what_asserts_the_same_stands_together() -> None:
    together = {frozenset(group) for group in ids(groups(HELD))}
    assert frozenset(("c0", "c1", "c2")) in together
    assert frozenset(("c7", "c8")) in together
    assert {frozenset((alone,)) for alone in ("c3", "c4", "c5", "c6")} <= together


@given(st.permutations(HELD))
def test_their_order_does_not_count(held: list[tuple[str, Claim]]) -> None:
    assert ids(groups(held)) == ids(groups(HELD))


@given(st.lists(st.sampled_from(HELD)))
def test_no_claim_is_lost_and_no_group_contradicts_itself(held: list[tuple[str, Claim]]) -> None:
    found = groups(held)
    assert sorted(claim.id for group in found for _, claim in group) == sorted(claim.id for _, claim in held)
    for group in found:
        assert all(relation(one, other) not in {"contrary", "elsewhere"} for _, one in group for _, other in group)
