"""The state of the user's theses: a note that is kept up to date, and lines on what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from consilium.export.neutral import anchor, inline, one_line, yaml_string
from consilium.export.spar import attack_line, ended_line, outcome_line, quoted_line
from consilium.types.question import Language
from consilium.types.spar import SparClaim, SparRecord, ThesisChange
from consilium.wording import say

TITLES: Final[dict[Language, str]] = {"en": "Theses", "ru": "Тезисы"}
"""What the note is called, without its suffix."""

_CHECK: Final = "cons_check: "


def theses_note(records: Sequence[SparRecord], language: Language, at: str) -> str:
    """The note on the theses of one language, with a check sum of its body, by which a change by hand is seen.

    Args:
        records: the newest match on every thesis.
        language: of the note.
        at: when it is written, ISO 8601.
    """
    body = "\n\n".join(_body(records, language)) + "\n"
    head = ["---", f"cons_theses: {len(records)}", f"cons_updated: {yaml_string(at)}", f"{_CHECK}{_sum(body)}", "---"]
    return "\n".join(head) + "\n" + body


def untouched(note: str) -> bool:
    """Whether a note is as it was written here: nobody has added to it or taken from it since."""
    head, mark, body = note.partition("\n---\n")
    said = next((line for line in head.splitlines() if line.startswith(_CHECK)), "")
    return bool(mark) and said == f"{_CHECK}{_sum(body)}"


def change_lines(changes: Sequence[ThesisChange], language: Language) -> Iterator[str]:
    """What came out otherwise, and the quotation that changed it, one line each."""
    for one in changes:
        before, after = ended_line(one.before, language), ended_line(one.after, language)
        why = quoted_line(one.evidence, language) if one.evidence else say("spar.evidence_gone", language)
        yield say("spar.changed", language, claim=one_line(one.text), before=before, after=after, why=why)


def _body(records: Sequence[SparRecord], language: Language) -> Iterator[str]:
    yield f"# {TITLES[language]}"
    yield say("spar.kept_here", language)
    for record in records:
        thesis = one_line(record.thesis)
        if [thesis] != [one_line(claim.text) for claim in record.claims]:
            yield f"## {inline(thesis[:200])}"
        for claim in record.claims:
            yield from _claim(record, claim, language)


def _claim(record: SparRecord, claim: SparClaim, language: Language) -> Iterator[str]:
    yield f"**{inline(claim.text)}** {inline(outcome_line(claim, language))} ^{anchor(f't-{record.id}-{claim.id}')}"
    attack = next((one for one in claim.attacks if not one.withdrawn), None)
    if attack is not None:
        yield f"> {inline(attack_line(attack, language))}"


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]
