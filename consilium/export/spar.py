"""A sparring match as text: what speaks for each claim first, then what speaks against it, then what it came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.export.neutral import one_line
from consilium.types.question import Language
from consilium.types.spar import Attack, Concession, Evidence, Outcome, Reply, SparClaim, SparRecord
from consilium.wording import say


def spar_markdown(record: SparRecord) -> str:
    """The whole match, in the language of its thesis."""
    blocks = [f"# {say('spar.heading', record.language)}", f"> {one_line(record.thesis)}"]
    for claim in record.claims:
        replies = [one for one in record.replies if one.claim == claim.id]
        given = [one for one in record.concessions if one.claim == claim.id]
        blocks.append("\n".join(claim_lines(claim, replies, record.language, given)))
    if record.silent:
        blocks.append(say("spar.silent", record.language, members=", ".join(record.silent)))
    return "\n\n".join(blocks) + "\n"


def claim_lines(
    claim: SparClaim, replies: Sequence[Reply], language: Language, concessions: Sequence[Concession] = ()
) -> Iterator[str]:
    """One claim: its best support, its attacks, his replies, what members gave up, and its outcome."""
    yield f"## {claim.id}. {one_line(claim.text)}"
    yield ""
    if claim.support:
        yield f"- {say('spar.for_it', language)} {quoted_line(claim.support[0], language)}"
    elif not claim.pleas:
        yield f"- {say('spar.nothing_for_it', language)}"
    for plea in claim.pleas:
        yield f"- {say('spar.pleaded', language, member=plea.by, reason=one_line(plea.reason))}" + (
            f" {quoted_line(plea.evidence, language)}" if plea.evidence else ""
        )
    for attack in claim.attacks:
        yield f"- {attack_line(attack, language)}"
    if not claim.attacks:
        yield f"- {say('spar.no_counter_evidence', language)}"
    for reply in replies:
        brought = say(f"spar.brought_{reply.kind}", language)
        yield f"- {say('spar.replied', language, text=one_line(reply.text))} {brought}"
    for given in concessions:
        key = "spar.conceded" if given.accepted else "spar.capitulated"
        yield f"- {say(key, language, member=given.by, reason=one_line(given.reason))}"
    yield f"- **{outcome_line(claim, language)}**"


def attack_line(attack: Attack, language: Language) -> str:
    """One attack with its quotation, its source and date."""
    if attack.kind == "argument":
        return _argued(attack, language)
    if attack.evidence is None:
        return say("spar.impossible_number", language, reason=one_line(attack.reason))
    said = quoted_line(attack.evidence, language)
    if attack.kind == "elsewhere":
        return say("spar.otherwise", language, condition=one_line(attack.condition), said=said)
    if attack.evidence.provenance == "own" and attack.evidence.date:
        return say("spar.you_wrote", language, day=_day(attack.evidence.date, language), said=said)
    return say("spar.against_it", language, said=said)


def ended_line(outcome: Outcome, language: Language) -> str:
    """How a claim ends, in a word or two."""
    return say(f"spar.ended_{outcome.state}", language)


def outcome_line(claim: SparClaim, language: Language) -> str:
    """What a claim came to, and why."""
    outcome = claim.outcome
    ended = ended_line(outcome, language)
    why = say(f"spar.because_{outcome.because}", language)
    where = f" {say('spar.except_for', language, condition=one_line(outcome.condition))}" if outcome.condition else ""
    return f"{ended} {why}{where}"


def _argued(attack: Attack, language: Language) -> str:
    said = say("spar.argued", language, member=attack.by, reason=one_line(attack.reason))
    quoted = f" {quoted_line(attack.evidence, language)}" if attack.evidence else ""
    taken_back = f" {say('spar.withdrawn', language)}" if attack.withdrawn else ""
    return f"{said}{quoted}{taken_back}"


def quoted_line(evidence: Evidence, language: Language) -> str:
    """A quotation with its source and its date."""
    left, right = ("«", "»") if language == "ru" else ("“", "”")
    dated = f", {_day(evidence.date, language)}" if evidence.date else ""
    return f"{left}{one_line(evidence.quote)}{right} ({one_line(evidence.title)}{dated})"


def _day(date: str, language: Language) -> str:
    parts = date[:10].split("-")
    return ".".join(reversed(parts)) if language == "ru" else date[:10]
