"""A run as it may leave this machine: without anything that private notes went into.

What is left of a private opinion is its bare position, as for members outside this machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consilium.types.codec import from_plain, to_plain
from consilium.types.event import Event
from consilium.types.question import Language
from consilium.types.statement import UNSAID
from consilium.types.verdict import Dissent, Judgement, LedgerClaim, MemberReport, VerdictRecord
from consilium.wording import say


def redacted_verdict(verdict: VerdictRecord) -> VerdictRecord:
    """The verdict without claims, quotations, sentences, nails and memories that private notes went into."""
    hidden = say("export.withheld", verdict.language)
    verdict = replace(
        verdict,
        nails=tuple(replace(nail, text=hidden) if nail.private else nail for nail in verdict.nails),
        memory=tuple(replace(one, question=hidden) if one.private else one for one in verdict.memory),
    )
    if not verdict.private:
        return verdict
    bare = verdict.position if verdict.kind != "open" else None
    return replace(
        verdict,
        answer=None if verdict.answer is None else bare or hidden,
        claims=tuple(_claim(claim, hidden) for claim in verdict.claims),
        members=tuple(_report(report) for report in verdict.members),
        dissent=tuple(_dissent(dissent, hidden) for dissent in verdict.dissent),
        judge=_judge(verdict.judge, hidden) if verdict.judge else None,
        warnings=tuple(
            warning for warning in verdict.warnings if not verdict.judge or warning not in verdict.judge.notes
        ),
    )


def redacted_event(event: Event, language: Language = "en") -> Event:
    """An event without private text; text that is still being written cannot be told apart and is left out."""
    hidden = say("export.withheld", language)
    data = dict(event.data)
    if event.kind == "token.delta":
        data["text"] = ""
    if event.kind == "run.finished":
        data["verdict"] = to_plain(redacted_verdict(from_plain(VerdictRecord, data["verdict"])))
    if "passages" in data:
        data["passages"] = [one if not one["private"] else _passage(one, hidden) for one in data["passages"]]
    if event.kind == "evidence.packed":
        # A passage's id is the name of a note.
        data |= {"taken": [], "left_out": []}
    if event.kind == "expert.derived":
        data["derivation"] = _derivation(data["derivation"])
    if event.kind == "claims.weighed":
        data["weighings"] = [_weighing(one) for one in data["weighings"]]
    for name, fields in _WRITTEN.items():
        if isinstance(data.get(name), Mapping) and data[name].get("private"):
            written = {field: data[name][field] for field in fields if field in data[name]}
            data[name] = {**data[name], **{field: _emptied(value, hidden) for field, value in written.items()}}
    if event.kind == "question.rewritten":
        data["text"] = data["asked"]
    return replace(event, data=data)


_WRITTEN = {
    "opinion": ("answer", "claims", "reason", "falsifier", "change"),
    "critique": ("points", "failed"),
    "judgement": ("text", "overturn", "answered", "would_change", "notes", "removed", "rejected", "translations"),
    "question": ("text",),
}
"""Fields of each record that a member wrote itself."""


def _emptied(value: Any, hidden: str) -> Any:
    if isinstance(value, str):
        return hidden if value else ""
    return type(value)() if isinstance(value, (list, dict)) else None


def _derivation(plain: Mapping[str, Any]) -> dict[str, Any]:
    """A derivation without what was read in private; where that was anything, only the bare position is left."""
    if plain["private"]:
        return {**plain, "sources": [], "rows": [], "rules": [], "probabilities": {}}
    return dict(plain)


def _passage(plain: Mapping[str, Any], hidden: str) -> dict[str, Any]:
    # A section is a heading of the note, a place may hold who spoke, and a day tells which diary entry it is.
    shown = {"id": hidden, "text": hidden, "title": hidden, "source": hidden}
    return {**plain, **shown, **{field: "" for field in ("section", "place", "date") if field in plain}}


def _claim(claim: LedgerClaim, hidden: str) -> LedgerClaim:
    if not claim.private:
        return claim
    return replace(claim, text=hidden, citations=(), says=UNSAID, arguments=())


def _judge(judge: Judgement, hidden: str) -> Judgement:
    """A judge's part without a word of what it wrote, struck out or not."""
    bare = replace(judge, text=hidden, overturn=None, answered={}, would_change="", notes=())
    return replace(bare, removed=tuple(hidden for _ in judge.removed), rejected={}, translations={})


def _weighing(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The computation without the names of sources."""
    parts = plain["parts"]
    return {**plain, "parts": [{**one, "by": []} for one in parts]} if plain["private"] else dict(plain)


def _report(report: MemberReport) -> MemberReport:
    # What a member misses may tell what it has read; any other reason is the program's own.
    return replace(report, reason="") if report.cause == "NotAnswerable" else report


def _dissent(dissent: Dissent, hidden: str) -> Dissent:
    return replace(
        dissent,
        strongest_claim=hidden if dissent.strongest_claim else "",
        answered=hidden if dissent.answered else "",
    )
