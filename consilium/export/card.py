"""The verdict card: what every surface says of a verdict, in the order in which it says it.

Status first, then the answer, then how far to trust it. The Markdown and the terminal form lay out
this one card, so that they cannot differ in what they tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilium.export.counsel import contradictions, memory_line, nails_line
from consilium.export.phrases import (
    confidence,
    duration,
    money,
    names,
    percent,
    position,
    quotation_counter,
    spread,
    substituted,
)
from consilium.export.review import review_lines
from consilium.types.question import Language
from consilium.types.verdict import Dissent, LedgerClaim, MemberReport, VerdictRecord
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the card: a label and what stands behind it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Minority:
    """A position that did not carry: who holds it, and its case."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A verdict in words; ``lead`` is its one sentence and ``body`` the reasoning behind it."""

    status: str
    why: str
    question: str
    lead: str
    body: str
    facts: tuple[Fact, ...]
    dissent: tuple[Minority, ...]
    warnings: tuple[str, ...]


def card(record: VerdictRecord) -> Card:
    """The card of a verdict, in the language of its question."""
    lead, body = _answer(record)
    return Card(
        status=say(f"export.status_{record.status}", record.language),
        why=_why(record),
        question=record.question,
        lead=lead,
        body=body,
        facts=tuple(_facts(record)),
        dissent=tuple(_minority(record, dissent) for dissent in record.dissent),
        warnings=tuple(_warnings(record)),
    )


def describe_claim(claim: LedgerClaim, language: Language) -> str:
    """Who holds a claim, who attacks it, and how strong that leaves it."""
    parts = [say("export.supported", language, names=names(claim.supported_by, language))]
    if claim.attacked_by:
        parts.append(say("export.attacked", language, names=names(claim.attacked_by, language)))
    parts.append(say("export.strength", language, value=percent(claim.strength, language)))
    return " · ".join(parts)


def _why(record: VerdictRecord) -> str:
    answered = sum(member.state == "answered" for member in record.members)
    asked = sum(member.state != "not_asked" for member in record.members)
    return say(f"export.why_{record.status}", record.language, answered=answered, total=asked)


def _answer(record: VerdictRecord) -> tuple[str, str]:
    """The answer's first paragraph and the rest; a closed answer is explained by the judge's text."""
    judged = record.judge.text if record.judge else ""
    if record.answer is None:
        return say("export.no_answer", record.language), judged
    if record.kind != "open" and record.answer == record.position:
        return position(record.position, record.kind, record.language), judged
    lead, _, body = record.answer.strip().partition("\n\n")
    return lead, body.strip()


def _facts(record: VerdictRecord) -> Iterator[Fact]:
    language = record.language

    def fact(key: str, text: str) -> Fact:
        return Fact(say(f"export.{key}", language), text)

    if record.position is not None:
        yield fact("confidence", confidence(record.confidence, record.confidence_basis, language))
        yield fact("agreed", _agreed(record))
    yield from (fact("spread", spread(one, language)) for one in [record.spread] if one)
    if witnesses := [member.name for member in record.members if _testified(member)]:
        yield fact("testified", names(witnesses, language))
    if record.dissent:
        yield fact("dissent", "; ".join(_held(record, dissent) for dissent in record.dissent))
    yield from (fact(key, names(silent, language)) for key, silent in _silent(record))
    yield fact("quotations", quotation_counter((c for claim in record.claims for c in claim.citations), language))
    if record.position is not None:
        yield fact("decided_by", _decided_by(record))
    if nails := nails_line(record):
        yield fact("nails", nails)
    if remembered := memory_line(record):
        yield fact("memory", remembered)
    yield fact("cost", _cost(record))
    yield fact("time", duration(record.seconds, language))
    rounds = f" · {say('export.rounds', language, rounds=record.rounds)}" if record.rounds else ""
    yield fact("stopped", f"{record.stop_reason}{rounds}")
    yield from (Fact(label, text) for label, text in review_lines(record))
    if record.judge and record.judge.would_change:
        yield fact("would_change", record.judge.would_change)


def _silent(record: VerdictRecord) -> Iterator[tuple[str, list[str]]]:
    """Who said nothing: those that nobody asked, and those that did not answer."""
    for key, states in (("not_asked", {"not_asked"}), ("missing_members", {"abstained", "absent"})):
        if silent := [member.name for member in record.members if member.state in states]:
            yield key, silent


def _testified(member: MemberReport) -> bool:
    # A member without a position in a settled run gave passages and did not vote.
    return member.state == "answered" and member.position is None


def _agreed(record: VerdictRecord) -> str:
    voters = [member for member in record.members if member.state == "answered" and member.position is not None]
    agreeing = [member.name for member in voters if member.position == record.position]
    # An open answer is a text, so the stance behind it has to be named somewhere.
    stance = f"{position(record.position, record.kind, record.language)}: " if record.kind == "open" else ""
    return stance + say(
        "export.agreed_who",
        record.language,
        names=names(agreeing, record.language),
        count=len(agreeing),
        total=len(voters),
    )


def _held(record: VerdictRecord, dissent: Dissent) -> str:
    held = position(dissent.position, record.kind, record.language)
    return say("export.holds", record.language, members=names(dissent.members, record.language), position=held)


def _minority(record: VerdictRecord, dissent: Dissent) -> Minority:
    lines = [say("export.strongest", record.language, claim=dissent.strongest_claim)] if dissent.strongest_claim else []
    if dissent.answered:
        lines.append(say("export.answered", record.language, reply=dissent.answered))
    elif record.judge is not None:
        lines.append(say("export.not_answered", record.language))
    return Minority(_held(record, dissent), tuple(lines))


def _decided_by(record: VerdictRecord) -> str:
    """Who settled it; a judge either broke a tie or overturned the vote, which must be told apart."""
    if record.decided_by not in {"plurality", "judge", "conditions", "overturn"}:
        return record.decided_by
    told = say(f"export.by_{record.decided_by}", record.language)
    if record.decided_by != "overturn" or record.judge is None or record.judge.overturn is None:
        return told
    proof = record.judge.overturn.citation
    return say("export.overturn_quoted", record.language, by=told, quote=proof.quote, source=proof.source)


def _cost(record: VerdictRecord) -> str:
    usage = record.usage
    text = say(
        "export.cost_of",
        record.language,
        money=money(usage.cost_usd, record.language),
        calls=usage.calls,
        tokens=usage.prompt_tokens + usage.completion_tokens,
    )
    twice = usage.possibly_billed_twice
    return f"{text} · {say('export.billed_twice', record.language, count=twice)}" if twice else text


def _warnings(record: VerdictRecord) -> Iterator[str]:
    for member in record.members:
        if substituted(member.model, member.answering_model):
            yield substitution(member.name, member.model, member.answering_model, record.language)
    judge = record.judge
    if judge and substituted(judge.requested, judge.by):
        yield substitution(say("export.judge", record.language), judge.requested, judge.by, record.language)
    yield from contradictions(record)
    yield from record.warnings


def substitution(member: str, requested: str, answering: str, language: Language) -> str:
    """The sentence that tells of another model having answered than the one asked for."""
    return say("export.substituted", language, member=member, requested=requested, answering=answering)


def further_claims(record: VerdictRecord) -> tuple[LedgerClaim, ...]:
    """Claims that the answer does not already quote in full, as a verdict composed by template does."""
    return tuple(claim for claim in record.claims if claim.text not in (record.answer or ""))
