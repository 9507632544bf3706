"""Asking one model for a form: send, read, and at most one repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from consilium.errors import LimitReached, ModelError, PrivacyBreach
from consilium.members.forms import Form, FormPurpose
from consilium.members.packing import Packed, packed
from consilium.members.prompting import Material, Prompts, Seat
from consilium.members.reading import read_reply
from consilium.members.schemas import FormRejected, read_form, schema_for
from consilium.members.templates import Rendered
from consilium.members.visibility import visible_brief
from consilium.protocols import Brief, Caller, EventLog
from consilium.types.member import MemberCard
from consilium.types.question import Language, Question
from consilium.types.request import JsonSchema, Limits, ModelReply, ModelRequest

F = TypeVar("F", bound=Form)

MOST_EVIDENCE: Final = 128_000
"""Tokens of evidence in one prompt at most, whatever the model's window."""

FAILURES: Final = (ModelError, LimitReached, PrivacyBreach)
"""What ends one call and never the run. A breach is a fault of ours, but the line has stopped it."""

# The field without which a reply is worth nothing.
_KEYS: dict[FormPurpose, str] = {
    "answer": "answer",
    "revise": "answer",
    "critique": "points",
    "judge": "verdict",
    "rewrite": "question",
    "support": "supports",
    "same": "same",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A model as someone who can be asked: who it is, the line to it, and what its card says.

    ``seats`` holds what the card adds to prompts, by the question's language; ``own_schema`` replaces
    ours for a member that was trained on a form of its own. ``evidence_tokens`` is how much evidence
    its prompts hold.
    """

    card: MemberCard
    caller: Caller
    prompts: Prompts
    seats: Mapping[Language, Seat]
    events: EventLog
    limits: Limits
    own_schema: JsonSchema | None = None
    evidence_tokens: int = MOST_EVIDENCE

    def reads(self, brief: Brief) -> Packed:
        """The brief as far as this reader may see it and has room for it."""
        return packed(visible_brief(self.card, brief), self.evidence_tokens)

    def seat(self, brief: Brief) -> Seat:
        """What the card adds to a prompt about this question."""
        return self.seats[brief.question.language]


_OBJECT = re.compile(r"""[{\[]\s*["'“{]""")


@dataclass(frozen=True, slots=True)
class FormReading(Generic[F]):
    """How replies of one call are read.

    Args:
        form: what they must fill in.
        purpose: what they are for.
        question: what was asked.
        names: the fields to look for.
        own: the form is the member's own.
        whole_prose: prose is kept whole by whoever reads, so that no guess at what it says is taken.
    """

    form: type[F]
    purpose: FormPurpose
    question: Question
    names: Sequence[str]
    own: bool = False
    whole_prose: bool = False

    def read(self, text: str) -> F:
        """The form that a reply fills in.

        Raises:
            FormRejected: it fills in none.
        """
        found = read_reply(text, wanted=self.names, key=_KEYS[self.purpose])
        fields: dict[str, Any] = {} if found.how == "prose" and self.whole_prose else dict(found.fields)
        if "answer" in fields and fields.get("confidence") in (None, ""):
            # A missing confidence is no reason to pay for a repair: it counts as "open".
            fields["confidence"] = "open"
        return read_form(self.form, fields, self.question, own=self.own)


@dataclass(frozen=True, slots=True)
class Said(Generic[F]):
    """A form that was filled in, the reply and request it came from, and how the reply was read."""

    form: F
    reply: ModelReply
    request: ModelRequest
    reading: FormReading[F]

    @property
    def private(self) -> bool:
        """Whether private text went into it."""
        return self.request.private


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

    Args:
        voice: who is asked.
        brief: what the prompt was rendered from.
        rendered: the prompt.
        purpose: what the reply is for.
        form: the form it must fill in.
        round_: the round of the debate.
        target: whose claims are criticised.
        ordinal: tells calls apart that share all of the above.
        salvage: keeps a reply in prose as it stands, where the repair fails too. The reader's guess at what
            prose says is then not taken, but for a closed answer: a sentence torn out would stand for the whole.

    Raises:
        FormRejected: neither the reply nor its repair could be read.
        ModelError: the call failed.
        LimitReached: the call does not fit the budget.
        PrivacyBreach: the prompt held private text and the model is not on this machine.
    """
    own = voice.own_schema if purpose in {"answer", "revise"} else None
    schema = schema_for(purpose, brief.question, own, compact=voice.seat(brief).compact)
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
    names = list(schema.get("properties", {})) or ["answer", "confidence"]
    # A closed answer may be told in prose ("Answer: B"); whatever else is kept whole must not be torn.
    whole = salvage is not None and (purpose != "answer" or brief.question.kind == "open")
    reading = FormReading(form, purpose, brief.question, names, own=own is not None, whole_prose=whole)
    try:
        return Said(reading.read(reply.text), reply, request, reading)
    except FormRejected as rejected:
        return await _mended(voice, brief, request, reply, rejected, reading, salvage)


async def ask_again(voice: Voice, said: Said[F], rendered: Rendered) -> Said[F]:
    """One further call about a reply that was read but does not hold; told apart by the call it amends.

    Args:
        voice: who is asked.
        said: the reply.
        rendered: the prompt, which shows it and says what is wrong.

    Raises:
        FormRejected: what came back could not be read.
        ModelError: the call failed.
        LimitReached: the call does not fit the budget.
        PrivacyBreach: the prompt held private text and the model is not on this machine.
    """
    request = said.request
    again = replace(
        request, purpose="repair", parts=rendered.parts, template=rendered.template, target=f"{request.purpose}/content"
    )
    reply = await _send(voice, again)
    return Said(said.reading.read(reply.text), reply, again, said.reading)


def prose(text: str) -> str:
    """The text where it is prose; empty where it is blank or what is left of a broken object.

    >>> prose(" It depends. "), prose('{"claims": [{"text": "It')
    ('It depends.', '')
    """
    return "" if _OBJECT.search(text) else text.strip()


async def _send(voice: Voice, request: ModelRequest) -> ModelReply:
    def on_delta(text: str) -> None:
        voice.events.delta(text, member=request.member, round_=request.round, purpose=request.purpose)

    # A second reading of the same case would be written into the first one's text.
    watched = voice.events.watched and request.ordinal == 0
    return await voice.caller.send(request, on_delta if watched else None)


async def _mended(
    voice: Voice,
    brief: Brief,
    request: ModelRequest,
    reply: ModelReply,
    rejected: FormRejected,
    reading: FormReading[F],
    salvage: Salvage[F] | None,
) -> Said[F]:
    """One repair call; where that fails too, whatever can be salvaged from the first reply's prose."""
    if not reply.text.strip():
        raise rejected
    try:
        mended = await _send(voice, _repair(voice, brief, request, reply, rejected, reading.names))
        return Said(reading.read(mended.text), mended, request, reading)
    except FAILURES:
        saved = salvage(reply.text) if salvage else None
        if saved is None:
            raise
        return Said(saved, reply, request, reading)


def _repair(
    voice: Voice, brief: Brief, request: ModelRequest, reply: ModelReply, rejected: FormRejected, names: Sequence[str]
) -> ModelRequest:
    """The call that mends a reply's form; it is told apart by the call it mends."""
    faulty = Material(reply.text, request.private)
    rendered = voice.prompts.repair_parts(brief, voice.seat(brief), faulty, rejected.problems, names)
    mends = f"{request.purpose}/{request.target}" if request.target else request.purpose
    return replace(request, purpose="repair", parts=rendered.parts, template=rendered.template, target=mends)
