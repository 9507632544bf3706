"""What a member's model has room for: evidence in its window and for its price, weights on the graphics card."""

from __future__ import annotations

from consilium.assembly.panel import Seating
from consilium.calls import ELSEWHERE, Weights
from consilium.config import Settings
from consilium.models.gpu import likely_gb
from consilium.models.prices import window_of

_USUAL_WINDOW = 32_768
"""The window of a model about which nothing is known; today's local models read at least as much."""

_BESIDE_EVIDENCE = 2_500
"""Tokens for the template, the question and what colleagues say."""

_EVIDENCE_SHARE = 0.5
"""Share of a question's money that may go into reading evidence; the rest is for answers."""


def evidence_tokens(seating: Seating, settings: Settings, readers: int) -> int:
    """How many tokens of evidence each prompt of this member holds.

    Args:
        seating: the member.
        settings: money per question, rounds.
        readers: how many members and judges read evidence in this run.
    """
    card = seating.settings
    window = int(card.options.get("num_ctx") or window_of(card.model) or _USUAL_WINDOW)
    room = window - card.calls.max_tokens - _BESIDE_EVIDENCE
    return max(0, min(card.evidence_tokens, room, _affordable(seating, settings, readers)))


def _affordable(seating: Seating, settings: Settings, readers: int) -> int:
    price = seating.price.input if seating.price else 0.0
    if price <= 0:
        return seating.settings.evidence_tokens
    prompts = 1 + 2 * settings.rounds
    share = settings.limits.usd_per_question * _EVIDENCE_SHARE / max(1, readers) / prompts
    return int(share / price * 1_000_000)


def weights_of(seating: Seating) -> Weights:
    """What a member's model takes on this machine's graphics card.

    Only models that Ollama runs here are known to be on it, and those whose card says so.
    """
    card = seating.settings
    if card.gpu_gb is not None:
        return Weights(card.model, card.gpu_gb)
    guessed = likely_gb(card.model, card.options) if card.transport == "ollama" and seating.card.local else None
    return Weights(card.model, guessed) if guessed else ELSEWHERE
