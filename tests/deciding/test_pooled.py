"""Experts that read the same passages are no independent voters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consilium.deciding import Plurality, Pooled
from consilium.types.opinion import Opinion
from consilium.types.question import Question

ASKED = Question("Does it help?", "yes_no_maybe")
OPINIONS = st.lists(st.tuples(st.sampled_from(["yes", "no", "maybe", None]), st.floats(0, 1)), max_size=6).map(
    lambda said: [Opinion(f"m{at}", 0, "words", side, sure) for at, (side, sure) in enumerate(said)]
)


def test_agreement_does_not_raise_the_confidence_above_their_own() -> None:
    said = [Opinion(name, 0, "yes", "yes", 0.6) for name in ("one", "two", "three")]
    settled = Pooled().settle(ASKED, said)
    assert (settled.position, settled.confidence, settled.agreement) == ("yes", 0.6, 1.0)
    assert (settled.decided_by, settled.basis.method) == ("experts", "uncalibrated")


@given(OPINIONS)
def test_the_position_is_the_plain_votes(said: list[Opinion]) -> None:
    pooled, plain = Pooled().settle(ASKED, said), Plurality().settle(ASKED, said)
    assert (pooled.position, pooled.votes, pooled.agreement) == (plain.position, plain.votes, plain.agreement)
    assert 0 <= pooled.confidence <= 1
