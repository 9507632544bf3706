"""From a seat to a voice: the guarded line to its model, and what its card adds to prompts."""

from __future__ import annotations

from functools import partial

from consilium.assembly.capacity import weights_of
from consilium.assembly.estimate import most_expensive
from consilium.assembly.panel import Seating
from consilium.calls import CallLine, Seam
from consilium.config import CardSettings
from consilium.members import Prompts, Seat, Voice
from consilium.models.prices import cost_of
from consilium.types.question import Language
from consilium.types.request import Limits


def open_voice(seating: Seating, seam: Seam, prompts: Prompts, evidence_tokens: int) -> Voice:
    """A model as someone who can be asked.

    Args:
        seating: the member or judge.
        seam: what all lines of one run share.
        prompts: every prompt.
        evidence_tokens: how much evidence its prompts hold.
    """
    assert seating.transport is not None
    settings = seating.settings
    line = CallLine(
        card=seating.card,
        model=seating.transport,
        seam=seam,
        estimate=partial(most_expensive, seating.price),
        server=seating.server,
        priced=partial(cost_of, seating.price) if settings.price else None,
        concurrent=settings.calls.concurrent,
        tries=settings.calls.attempts,
        weights=weights_of(seating),
    )
    languages: tuple[Language, ...] = ("en", "ru")
    seats = {language: _seat(settings, language) for language in languages}
    limits = Limits(settings.calls.max_tokens, settings.calls.timeout_s)
    return Voice(seating.card, line, prompts, seats, seam.events, limits, settings.answer_schema, evidence_tokens)


def labels(seating: Seating) -> bool:
    """Whether a member may be asked if quotations bear their claims out: a model on this machine that costs nothing."""
    if seating.transport is None or not seating.card.local:
        return False
    return seating.settings.transport == "ollama" if seating.settings.labels is None else seating.settings.labels


def _seat(settings: CardSettings, language: Language) -> Seat:
    return Seat(
        discipline=getattr(settings.discipline, language),
        watch_for=getattr(settings.watch_for, language),
        compact=settings.compact,
        chain=tuple((turn.role, turn.text) for turn in settings.chain),
        template=settings.prompt or None,
    )
