"""A verdict for tests that are about one part of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from consilium.types.request import Usage
from consilium.types.verdict import ConfidenceBasis, VerdictRecord

_PLAIN = VerdictRecord(
    run_id="r1",
    status="full",
    question="Does caffeine help?",
    kind="open",
    language="en",
    answer="It depends.",
    position="depends",
    confidence=0.6,
    confidence_basis=ConfidenceBasis(),
    decided_by="plurality",
    stop_reason="agreed",
    members=(),
    claims=(),
    dissent=(),
    rounds=0,
    usage=Usage(),
    seconds=1.0,
)


def make_verdict(**changes: Any) -> VerdictRecord:
    """A finished verdict on an open question, with some parts changed."""
    return replace(_PLAIN, **changes)
