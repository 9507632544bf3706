"""What a question may cost, from static prices, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass

from consilium.assembly.company import Company
from consilium.assembly.panel import Seating
from consilium.config import Settings
from consilium.types.member import Price
from consilium.types.request import ModelRequest

CHARS_PER_TOKEN = 3.0
"""Cautious for English (about 4) and fair for Russian (about 2.5 to 3)."""

_TEMPLATE_TOKENS = 900
_PASSAGE_TOKENS = 150
_REPLY_TOKENS = 600


@dataclass(frozen=True, slots=True)
class Estimate:
    """An upper guess at a run: US dollars, calls and prompt tokens.

    ``cost_usd`` is None when nobody's price is known; ``unpriced`` names members without one.
    """

    cost_usd: float | None
    calls: int
    prompt_tokens: int
    unpriced: tuple[str, ...]


def estimate_run(settings: Settings, company: Company, question_chars: int) -> Estimate:
    """An estimate of one question with every round of critique that the settings allow."""
    models = [seating for seating in company.present if not seating.card.expert]
    judges = list(company.judges[:1]) if models else []
    rounds = 0 if settings.debate == "never" or len(models) < 2 else settings.rounds  # noqa: PLR2004  a debate takes two
    critics = {"ring": 1, "sparse": min(settings.readers, max(0, len(models) - 1)), "all": max(0, len(models) - 1)}
    per_member = 1 + rounds * (critics[settings.topology] + 1)
    prompt = round(question_chars / CHARS_PER_TOKEN) + _TEMPLATE_TOKENS + settings.knowledge.passages * _PASSAGE_TOKENS
    plan = [(seating, per_member) for seating in models] + [(judge, 2) for judge in judges]
    costs = [_cost(seating, calls, prompt) for seating, calls in plan]
    known = [cost for cost in costs if cost is not None]
    return Estimate(
        cost_usd=sum(known) if known or not plan else None,
        calls=sum(calls for _, calls in plan),
        prompt_tokens=prompt * sum(calls for _, calls in plan),
        unpriced=tuple(seating.card.name for (seating, _), cost in zip(plan, costs, strict=True) if cost is None),
    )


def _cost(seating: Seating, calls: int, prompt_tokens: int) -> float | None:
    return None if seating.price is None else calls * _dollars(seating.price, prompt_tokens, _REPLY_TOKENS)


def most_expensive(price: Price | None, request: ModelRequest) -> float:
    """An upper bound of one request's cost: its whole prompt and every token it may answer with."""
    if price is None:
        return 0.0
    prompt = sum(len(part.text) for part in request.parts) / CHARS_PER_TOKEN
    return _dollars(price, prompt, request.limits.max_tokens)


def _dollars(price: Price, prompt_tokens: float, reply_tokens: float) -> float:
    return (price.input * prompt_tokens + price.output * reply_tokens) / 1_000_000
