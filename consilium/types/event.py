"""What happened: the one event log that every surface reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

EventKind = Literal[
    "run.started",  # question, asked, members, judges, estimate, parent, embedded, prompts
    "member.absent",  # reason, fix
    "evidence.found",  # passages
    "evidence.packed",  # tokens, budget, taken, left_out, withheld
    "question.rewritten",  # asked, text
    "answer.started",
    "token.delta",  # text, purpose
    "call.finished",  # purpose, template, model, answering_model, tokens, cost_usd, seconds, finish, cached
    "call.retried",  # purpose, reason, wait_s
    "expert.derived",  # derivation
    "answer.finished",  # opinion
    "assessed",  # assessment
    "critique.started",  # target
    "critique.finished",  # critique
    "revise.started",
    "revise.finished",  # opinion
    "judge.started",
    "judge.finished",  # judgement
    "claims.weighed",  # weighings
    "run.cut",  # somebody has heard enough: the judge is next
    "warning",  # message
    "run.finished",  # verdict
    "run.failed",  # error, exit_code
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a run; ``seq`` is gapless and increasing from 1 within it."""

    run_id: str
    seq: int
    at: str
    kind: EventKind
    member: str = ""
    round: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)
