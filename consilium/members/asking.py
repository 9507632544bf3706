"""Asking one model for a form: send, read, and at most one repair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from consilium.members.prompting import Material, Prompts, Rendered, Seat
from consilium.members.reading import read_reply
from consilium.members.schemas import Form, FormPurpose, FormRejected, read_form, schema_for
from consilium.protocols import Brief, Caller, EventLog
from consilium.types.member import MemberCard
from consilium.types.question import Language
from consilium.types.request import JsonSchema, Limits, ModelReply, ModelRequest

F = TypeVar("F", bound=Form)

# The field without which a reply is worth nothing.
_KEYS: dict[FormPurpose, str] = {
    "answer": "answer",
    "revise": "answer",
    "critique": "points",
    "judge": "verdict",
    "rewrite": "question",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A model as someone who can be asked: who it is, the line to it, and what its card says.

    ``seats`` holds what the card adds to prompts, by the question's language; ``own_schema`` replaces ours for a member that was trained on a form of its own.
    """

    card: MemberCard
    caller: Caller
    prompts: Prompts
    seats: Mapping[Language, Seat]
    events: EventLog
    limits: Limits
    own_schema: JsonSchema | None = None

    def seat(self, brief: Brief) -> Seat:
        """What the card adds to a prompt about this question."""
        return self.seats[brief.question.language]


@dataclass(frozen=True, slots=True)
class Said(Generic[F]):
    """A form that was filled in, the reply it came from, and whether private text went into it."""

    form: F
    reply: ModelReply
    private: bool


Salvage = Callable[[str], F | None]
"""Makes a form out of a reply in prose; None where nothing usable stands there."""


async def ask(
    voice: Voice,
    brief: Brief,
    rendered: Rendered,
    purpose: FormPurpose,
    form: type[F],
    *,
    round_: int = 0,
    target: str = "",
    ordinal: int = 0,
    salvage: Salvage[F] | None = None,
) -> Said[F]:
    """Send a prompt and read the reply into a form; mend it with one more call where it does not fit.

    Raises:
        FormRejected: neither the reply nor its repair could be read.
        ModelError: the call failed.
        LimitReached: the call does not fit the budget.
    """
    own = voice.own_schema if purpose in {"answer", "revise"} else None
    schema = schema_for(purpose, brief.question, own)
    request = ModelRequest(
        run_id=brief.run_id,
        purpose=purpose,
        member=voice.card.name,
        round=round_,
        parts=rendered.parts,
        template=rendered.template,
        target=target,
        ordinal=ordinal,
        schema=schema,
        schema_name=purpose,
        limits=voice.limits,
    )
    reply = await _send(voice, request)
    reading = _Reading(form, purpose, brief, schema, own=own is not None)
    try:
        return Said(reading.read(reply.text), reply, request.private)
    except FormRejected as rejected:
        return await _mended(voice, request, reply, rejected, reading, salvage)


async def _send(voice: Voice, request: ModelRequest) -> ModelReply:
    def on_delta(text: str) -> None:
        voice.events.delta(text, member=request.member, round_=request.round, purpose=request.purpose)

    return await voice.caller.send(request, on_delta)


@dataclass(frozen=True, slots=True)
class _Reading(Generic[F]):
    """How replies of one call are read: the form, and the names of the fields to look for."""

    form: type[F]
    purpose: FormPurpose
    brief: Brief
    schema: JsonSchema
    own: bool

    @property
    def names(self) -> list[str]:
        return list(self.schema.get("properties", {})) or ["answer", "confidence"]

    def read(self, text: str) -> F:
        found = read_reply(text, wanted=self.names, key=_KEYS[self.purpose])
        fields: dict[str, Any] = dict(found.fields)
        if "answer" in fields:
            # A missing confidence is no reason to pay for a repair: it counts as "open".
            fields.setdefault("confidence", "open")
        return read_form(self.form, fields, self.brief.question, own=self.own)


async def _mended(
    voice: Voice,
    request: ModelRequest,
    reply: ModelReply,
    rejected: FormRejected,
    reading: _Reading[F],
    salvage: Salvage[F] | None,
) -> Said[F]:
    """One repair call; where that fails too, whatever can be salvaged from the first reply's prose."""
    faulty = Material(reply.text, request.private)
    rendered = voice.prompts.repair_parts(reading.brief, voice.seat(reading.brief), faulty, rejected.problems, reading.names)
    repair = replace(
        request, purpose="repair", parts=rendered.parts, template=rendered.template, target=request.purpose
    )
    try:
        mended = await _send(voice, repair) if reply.text.strip() else reply
        return Said(reading.read(mended.text), mended, request.private)
    except FormRejected:
        saved = salvage(reply.text) if salvage else None
        if saved is None:
            raise
        return Said(saved, reply, request.private)
