"""Build the verdict out of everything the run holds."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.argument.dissent import dissents
from consilium.argument.ledger import weigh
from consilium.argument.nailing import uses
from consilium.argument.spread import spread_of
from consilium.deciding.overturn import final_position
from consilium.graph.context import Context, brief
from consilium.graph.counting import bench, ledger
from consilium.graph.state import State, assessment, counsel, judgement, question
from consilium.graph.voting import heard
from consilium.types.codec import from_plain, to_plain
from consilium.types.member import Absence, MemberCard
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.recollection import Recalled
from consilium.types.verdict import (
    Assessment,
    Judgement,
    LedgerClaim,
    MemberReport,
    Settlement,
    Spread,
    Status,
    VerdictRecord,
)
from consilium.wording import say


async def conclude(state: State, context: Context) -> State:
    """Put the verdict together and close the run's log with it."""
    said = [opinion for opinion in heard(state, context) if not opinion.abstained]
    found = ledger(state, context, said)
    if context.labeller is not None and not context.cut.is_set():
        found = weigh(await context.labeller.label(brief(state), found.claims), bench(state, context))
    context.events.emit("claims.weighed", round_=state["round"], weighings=[to_plain(one) for one in found.weighings])
    record = _verdict(state, context, found.claims)
    context.events.emit("run.finished", round_=state["round"], verdict=to_plain(record))
    return {"verdict": to_plain(record)}


def _verdict(state: State, context: Context, claims: Sequence[LedgerClaim]) -> VerdictRecord:
    asked, result, judged = question(state), assessment(state), judgement(state)
    latest, given = heard(state, context), counsel(state)
    position, decided_by = final_position(result.settlement, judged)
    return VerdictRecord(
        run_id=state["run_id"],
        status=_status(context, latest, result),
        question=asked.asked or asked.text,
        kind=asked.kind,
        language=asked.language,
        answer=_answer(asked.kind == "open", result, judged, position),
        position=position if result.quorum else None,
        confidence=_confidence(result.settlement, position) if result.quorum else 0.0,
        confidence_basis=result.settlement.basis,
        decided_by=decided_by,
        stop_reason=_limit(latest) or result.why,
        members=_reports(context, latest, _movers(state)),
        claims=tuple(claims),
        dissent=dissents(result.settlement, position, claims, judged),
        rounds=state["round"],
        usage=context.usage(),
        seconds=round(context.clock.monotonic() - context.started, 3),
        judge=judged,
        warnings=(*context.warnings, *(judged.notes if judged else ())),
        nails=uses(given.nails, claims),
        spread=_spread(context, asked, latest),
        memory=tuple(Recalled(one.run_id, one.question, one.private) for one in given.memory),
    )


def _spread(context: Context, asked: Question, latest: list[Opinion]) -> Spread | None:
    """How far the models' open answers differ; experts give passages."""
    models = [one for one in latest if not context.members[one.member].card.expert]
    return spread_of(asked, [one.answer for one in models if one.answer]) if asked.kind == "open" else None


def _limit(latest: list[Opinion]) -> str:
    """The limit that kept every member from answering; empty where anything else did."""
    stopped = [opinion.reason for opinion in latest if opinion.cause == "LimitReached"]
    return (
        stopped[0] if stopped and all(opinion.cause in {"LimitReached", "NothingFound"} for opinion in latest) else ""
    )


def _answer(is_open: bool, result: Assessment, judged: Judgement | None, position: str | None) -> str | None:
    """The judge's text for an open question; for a closed one the position, if there is any."""
    if not result.quorum:
        return None
    if is_open or position is None:
        return judged.text if judged else None
    return position


def _confidence(settlement: Settlement, position: str | None) -> float:
    """The settlement's confidence; for a position the judge moved to, only its share of the votes."""
    if position == settlement.position:
        return settlement.confidence
    return settlement.share(position)


def _status(context: Context, latest: list[Opinion], result: Assessment) -> Status:
    """The worst label that applies; experts neither lift nor lower it."""
    if not result.quorum:
        return "no_quorum"
    asked = {opinion.member for opinion in latest}
    models = {name for name, member in context.members.items() if not member.card.expert and name in asked}
    answered = sum(not opinion.abstained for opinion in latest if opinion.member in models)
    if answered == 0:
        return "embedded"
    if answered == 1:
        return "single"
    missing = any(not card.expert for card, _ in context.absent.values())
    return "partial" if missing or answered < len(models) else "full"


def _movers(state: State) -> set[str]:
    """Members that left a position for a reason in any round; later rounds keep no trace of it."""
    said = [from_plain(Opinion, plain) for plain in state.get("opinions", {}).values()]
    return {opinion.member for opinion in said if opinion.change and not opinion.change.capitulation}


def _reports(context: Context, latest: list[Opinion], movers: set[str]) -> tuple[MemberReport, ...]:
    asked = {opinion.member: opinion for opinion in latest}
    present = [_report(context.members[name].card, opinion, movers) for name, opinion in asked.items()]
    spared = [_spared(context.members[name].card) for name in sorted(context.members) if name not in asked]
    return (*present, *spared, *(_absent(card, absence) for card, absence in context.absent.values()))


def _report(card: MemberCard, opinion: Opinion, movers: set[str]) -> MemberReport:
    return MemberReport(
        name=card.name,
        model=card.model,
        answering_model=opinion.answering_model,
        state="abstained" if opinion.abstained else "answered",
        reason=opinion.reason,
        position=opinion.position,
        confidence=opinion.confidence,
        changed=opinion.member in movers,
        cause=opinion.cause,
    )


def _spared(card: MemberCard) -> MemberReport:
    reason = say("graph.not_asked")
    return MemberReport(card.name, card.model, "", "not_asked", reason, None, 0.0, changed=False)


def _absent(card: MemberCard, absence: Absence) -> MemberReport:
    reason = f"{absence.reason} → {absence.fix}" if absence.fix else absence.reason
    return MemberReport(card.name, card.model, "", "absent", reason, None, 0.0, changed=False)
