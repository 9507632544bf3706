"""Prompts: our records in, the parts of a request out.

Records are stripped of names before a template sees them, so no template, shipped or edited, can tell
a reader who spoke.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from consilium.members.guarding import guarded
from consilium.members.templates import ChainTurn, Rendered, Templates
from consilium.protocols.member import Brief, Colleague
from consilium.types.opinion import Critique, Opinion
from consilium.types.request import Purpose
from consilium.types.verdict import LedgerClaim, Settlement

CriticTask = Literal["evidence", "condition", "number", "steelman"]
CRITIC_TASKS: tuple[CriticTask, ...] = ("evidence", "condition", "number", "steelman")
"""What a critic is sent to do: check evidence, find where a claim fails, check numbers, find the best in it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What a member's card adds to a prompt.

    ``compact`` asks for the short rendering that small local models can follow. ``chain`` and
    ``template``, the member's own template, hold where it answers and revises.
    """

    discipline: str = ""
    watch_for: str = ""
    compact: bool = False
    chain: tuple[ChainTurn, ...] = ()
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """A stretch of text to be judged, with its privacy."""

    text: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """A position on the judge's table, in one wording; how many hold it is not known here."""

    position: str
    settled: bool
    answer: str = ""
    private: bool = False


class Prompts:
    """Every prompt of a run.

    Args:
        folders: where templates are looked for, the user's own first.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.templates = Templates(folders)

    def hashes(self) -> dict[str, str]:
        """SHA-256 of every template that could be used, by its name without the suffix."""
        return self.templates.hashes()

    def answer_parts(self, brief: Brief, seat: Seat) -> Rendered:
        """The prompt of a blind answer."""
        return self._seated("answer", brief, seat)

    def critique_parts(self, brief: Brief, seat: Seat, target: Colleague, task: CriticTask) -> Rendered:
        """The prompt of a critique: one nameless colleague's claims, and the task to do on them."""
        return self._seated("critique", brief, seat, target=_seen(target), task=task)

    def revise_parts(
        self, brief: Brief, seat: Seat, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None
    ) -> Rendered:
        """The prompt of a revision: the own opinion, what was said of its claims, the rival's first claim."""
        strongest = _seen(rival) if rival else None
        return self._seated(
            "revise",
            brief,
            seat,
            own=_nameless(own),
            critiques=_critiques_of(own, critiques),
            rival=replace(strongest, claims=strongest.claims[:1]) if strongest else None,
        )

    def judge_parts(
        self,
        brief: Brief,
        seat: Seat,
        opinions: Sequence[Colleague],
        ledger: Sequence[LedgerClaim],
        settlement: Settlement,
        *,
        words: int = 250,
    ) -> Rendered:
        """The prompt of a verdict, at most ``words`` long, from claims and positions in the order given."""
        claims = tuple(map(_nameless_claim, ledger))
        stands = _stands(opinions, settlement, wordings=brief.question.kind == "open")
        return self._seated("judge", brief, seat, ledger=claims, stands=stands, words=words)

    def amend_parts(
        self,
        brief: Brief,
        seat: Seat,
        ledger: Sequence[LedgerClaim],
        faulty: Material,
        problems: Sequence[str],
        names: Sequence[str],
    ) -> Rendered:
        """The prompt that asks a judge to mend sentences that its claims do not carry.

        Args:
            brief: the brief of the verdict.
            seat: the judge's seat.
            ledger: the claims as it was shown them.
            faulty: its reply, private if its prompt was.
            problems: each sentence with what is wrong with it.
            names: the fields wanted, in order.
        """
        bare = replace(brief, evidence=(), thread="", nails=(), memory=())
        claims = tuple(map(_nameless_claim, ledger))
        return self._seated(
            "repair", bare, seat, "amend", ledger=claims, faulty=faulty, problems=tuple(problems), names=tuple(names)
        )

    def rewrite_parts(self, brief: Brief, seat: Seat) -> Rendered:
        """The prompt that makes a follow-up stand alone."""
        return self._seated("rewrite", brief, seat)

    def support_parts(self, brief: Brief, seat: Seat, claim: Material, quote: Material) -> Rendered:
        """The prompt that asks whether a quotation bears a claim out."""
        return self._seated(
            "support", replace(brief, evidence=(), thread="", nails=(), memory=()), seat, claim=claim, quote=quote
        )

    def same_parts(self, brief: Brief, seat: Seat, answer: Material, other: Material) -> Rendered:
        """The prompt that asks whether two answers come to the same."""
        bare = replace(brief, evidence=(), thread="", nails=(), memory=())
        return self._seated("same", bare, seat, answer=answer, other=other)

    def repair_parts(
        self, brief: Brief, seat: Seat, faulty: Material, problems: Sequence[str], names: Sequence[str]
    ) -> Rendered:
        """The prompt that mends a reply's form.

        Args:
            brief: the brief of the call that went wrong.
            seat: the seat of the member that wrote it.
            faulty: the reply as it came, private if its call's prompt was.
            problems: what does not fit, from ``FormRejected``.
            names: the fields wanted, in order.
        """
        return self._seated("repair", brief, seat, faulty=faulty, problems=tuple(problems), names=tuple(names))

    def _seated(
        self, purpose: Purpose, brief: Brief, seat: Seat, template: str | None = None, **records: Any
    ) -> Rendered:
        """Render with what every prompt may show, the records' text made harmless first."""
        if not any(char.isalnum() for char in brief.fence):
            raise ValueError("a brief without a fence cannot hold material")
        thread = Material(brief.thread, brief.thread_private) if brief.thread else None
        # The question is asked of everybody who gets this brief: its privacy marks parts, it hides nothing.
        records |= {"passages": brief.evidence, "thread": thread, "question": replace(brief.question, private=False)}
        records |= {"nails": brief.nails, "memory": brief.memory}
        own_voice = purpose in {"answer", "revise"}
        rendered = self.templates.render(
            purpose,
            language=brief.question.language,
            compact=seat.compact,
            template=seat.template if own_voice else template,
            chain=seat.chain if own_voice else (),
            fence=brief.fence,
            discipline=seat.discipline,
            watch_for=seat.watch_for,
            **{name: guarded(record, brief.fence) for name, record in records.items()},
        )
        return _asked_privately(rendered, brief.question.text) if brief.question.private else rendered


def _asked_privately(rendered: Rendered, text: str) -> Rendered:
    """The prompt with every part marked private that shows a private question."""
    shown = (part.origin == "question" or text in part.text for part in rendered.parts)
    parts = zip(rendered.parts, shown, strict=True)
    return replace(rendered, parts=tuple(replace(part, private=part.private or marked) for part, marked in parts))


def _nameless(opinion: Opinion) -> Opinion:
    """The opinion without anything that tells whose it is; reasons of failures name models too."""
    return replace(opinion, member="", model="", answering_model="", reason="", cause="")


def _nameless_claim(claim: LedgerClaim) -> LedgerClaim:
    """A claim without the names of those who hold or argued it."""
    arguments = tuple(replace(one, id="", by="") for one in claim.arguments)
    return replace(claim, supported_by=(), attacked_by=(), arguments=arguments)


def _seen(colleague: Colleague) -> Opinion:
    """A colleague's opinion as a reader may see it: without its author, and bare where it is withheld."""
    opinion = colleague.opinion
    if colleague.withheld:
        return Opinion("", opinion.round, answer=None, position=opinion.position, confidence=0.0)
    return _nameless(opinion)


def _critiques_of(own: Opinion, critiques: Sequence[Critique]) -> tuple[Critique, ...]:
    """What was said of these claims, without the critics' names; failed and stray points left out."""
    claims = {claim.id for claim in own.claims}
    kept = []
    for critique in critiques:
        points = tuple(point for point in critique.points if point.claim in claims)
        if points:
            kept.append(replace(critique, critic="", target="", points=points))
    return tuple(kept)


def _stands(opinions: Sequence[Colleague], settlement: Settlement, *, wordings: bool) -> tuple[Stand, ...]:
    """The positions on the table, each once, in the order given; open questions in one wording each.

    A position is public even where its wording is private: then the wording stands apart.
    """
    wording: dict[str, Opinion] = {}
    for opinion in (_seen(colleague) for colleague in opinions):
        if opinion.position is not None and (opinion.position not in wording or not wording[opinion.position].answer):
            wording[opinion.position] = opinion
    stands = []
    for position, opinion in wording.items():
        settled, answer = position == settlement.position, opinion.answer if wordings and opinion.answer else ""
        stands.append(Stand(position, settled, "" if opinion.private else answer))
        if opinion.private and answer:
            stands.append(Stand(position, settled, answer, private=True))
    return tuple(stands)
