"""A sparring match as text: what speaks for each claim first, then what speaks against it, then what it came to."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.export.neutral import one_line
from consilium.types.question import Language
from consilium.types.spar import Attack, Evidence, Reply, SparClaim, SparRecord
from consilium.wording import say


def spar_markdown(record: SparRecord) -> str:
    """The whole match, in the language of its thesis."""
    blocks = [f"# {say('spar.heading', record.language)}", f"> {one_line(record.thesis)}"]
    for claim in record.claims:
        replies = [one for one in record.replies if one.claim == claim.id]
        blocks.append("\n".join(claim_lines(claim, replies, record.language)))
    return "\n\n".join(blocks) + "\n"


def claim_lines(claim: SparClaim, replies: list[Reply], language: Language) -> Iterator[str]:
    """One claim: its best support, its attacks, his replies and its outcome."""
    yield f"## {claim.id}. {one_line(claim.text)}"
    yield ""
    if claim.support:
        yield f"- {say('spar.for_it', language)} {_cited(claim.support[0], language)}"
    else:
        yield f"- {say('spar.nothing_for_it', language)}"
    for attack in claim.attacks:
        yield f"- {attack_line(attack, language)}"
    if not claim.attacks:
        yield f"- {say('spar.no_counter_evidence', language)}"
    for reply in replies:
        brought = say(f"spar.brought_{reply.kind}", language)
        yield f"- {say('spar.replied', language, text=one_line(reply.text))} {brought}"
    yield f"- **{outcome_line(claim, language)}**"


def attack_line(attack: Attack, language: Language) -> str:
    """One attack with its quotation, its source and date."""
    if attack.evidence is None:
        return say("spar.impossible_number", language, reason=one_line(attack.reason))
    said = _cited(attack.evidence, language)
    if attack.kind == "elsewhere":
        return say("spar.otherwise", language, condition=one_line(attack.condition), said=said)
    if attack.evidence.provenance == "own" and attack.evidence.date:
        return say("spar.you_wrote", language, day=_day(attack.evidence.date, language), said=said)
    return say("spar.against_it", language, said=said)


def outcome_line(claim: SparClaim, language: Language) -> str:
    """What a claim came to, and why."""
    outcome = claim.outcome
    ended = say(f"spar.ended_{outcome.state}", language)
    why = say(f"spar.because_{outcome.because}", language)
    where = f" {say('spar.except_for', language, condition=one_line(outcome.condition))}" if outcome.condition else ""
    return f"{ended} {why}{where}"


def _cited(evidence: Evidence, language: Language) -> str:
    left, right = ("«", "»") if language == "ru" else ("“", "”")
    dated = f", {_day(evidence.date, language)}" if evidence.date else ""
    return f"{left}{one_line(evidence.quote)}{right} ({one_line(evidence.title)}{dated})"


def _day(date: str, language: Language) -> str:
    parts = date[:10].split("-")
    return ".".join(reversed(parts)) if language == "ru" else date[:10]
