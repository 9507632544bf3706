"""``--without-nails``: what the verdict lost and gained against the same question asked with them."""

from __future__ import annotations

from consilium.argument.difference import Difference, difference
from consilium.export import printable
from consilium.export.phrases import percent, position
from consilium.store import SqliteRunStore
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

_LOOKED_THROUGH = 500
"""Earlier runs among which the one with nails is looked for."""


def against_nails(store: SqliteRunStore, record: VerdictRecord) -> str:
    """The comparison in words, or where it cannot be made, what would make it.

    Args:
        store: all runs.
        record: the verdict that was reached without nails.
    """
    language = record.language
    before = _with_nails(store, record)
    if before is None:
        return say("cli.nails_nothing_to_compare", language)
    found = difference(before, record)
    lines = [say("cli.nails_compared", language, run=before.run_id), *_figures(found)]
    for key, claims in (("lost", found.lost), ("gained", found.gained)):
        lines += [say(f"cli.nails_{key}", language, claim=printable(claim.text)) for claim in claims]
    if not found.lost and not found.gained:
        lines.append(say("cli.nails_same_claims", language))
    return "\n".join(lines)


def _with_nails(store: SqliteRunStore, record: VerdictRecord) -> VerdictRecord | None:
    """The newest verdict on the same question for which nails were given."""
    asked = " ".join(record.question.casefold().split())
    for run in store.earlier(record.run_id, _LOOKED_THROUGH):
        if " ".join(run.question.casefold().split()) == asked and run.settings.get("counsel", {}).get("nails"):
            return store.verdict(run.id)
    return None


def _figures(found: Difference) -> list[str]:
    language, kind = found.after.language, found.after.kind
    names = [position(one.position, kind, language) for one in (found.before, found.after)]
    shares = [percent(one.confidence, language) for one in (found.before, found.after)]
    sure = {"share_before": shares[0], "share_after": shares[1]}
    if found.moved:
        return [say("cli.nails_moved", language, before=names[0], after=names[1], **sure)]
    return [say("cli.nails_stayed", language, after=names[1], **sure)]
