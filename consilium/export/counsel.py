"""What a verdict says of the user's nails and of what was remembered, in the question's language."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.types.verdict import LedgerClaim, VerdictRecord
from consilium.wording import say


def nails_line(record: VerdictRecord) -> str:
    """Which nails mattered and to how many claims; empty where the panel was given none."""
    if not record.nails:
        return ""
    touched = [
        say("export.nail_used", record.language, id=nail.id, count=len(nail.used_by))
        for nail in record.nails
        if nail.used_by
    ]
    count = len(record.nails)
    return "; ".join(touched) or say("export.nails_unused", record.language, count=count)


def memory_line(record: VerdictRecord) -> str:
    """Which earlier runs the panel was told of; empty where none was like this one."""
    lines = [say("export.remembered", record.language, question=one.question, run=one.run_id) for one in record.memory]
    return "; ".join(lines)


def contradictions(record: VerdictRecord) -> Iterator[str]:
    """A sentence for each nail that claims contradict, evidence before bare claims."""
    claims = {claim.id: claim for claim in record.claims}
    for nail in record.nails:
        against = [claims[name] for name in (*nail.evidence, *nail.contradicted_by) if name in claims]
        if not against:
            continue
        strongest = against[0]
        told = {"id": nail.id, "claim": strongest.text, "source": _source(strongest)}
        proven = strongest.id in nail.evidence
        yield say("export.nail_disproved" if proven else "export.nail_contradicted", record.language, **told)


def _source(claim: LedgerClaim) -> str:
    return next((one.source or one.passage for one in claim.verified), "")
