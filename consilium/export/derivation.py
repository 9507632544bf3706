"""Why a run answered as it did: rows, weights and rules of the experts, votes, claims and checks of everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consilium.export.neutral import one_line
from consilium.export.phrases import decimal, mark, names, percent, position
from consilium.export.proceedings import Proceedings, gather
from consilium.export.reading import readable
from consilium.export.signs import sign_name
from consilium.export.weighing import weighing_lines, weighings
from consilium.types.derivation import Derivation, UsedRow, UsedRule, UsedSource
from consilium.types.event import Event
from consilium.types.opinion import Opinion
from consilium.types.question import Language
from consilium.types.verdict import Assessment, LedgerClaim, VerdictRecord
from consilium.types.weighing import Weighing
from consilium.wording import say

_STEP = "   "


def derivation_lines(events: Sequence[Event], verdict: VerdictRecord | None = None) -> Iterator[str]:
    """The derivation of a run as plain lines, headings marked with ``#``.

    Args:
        events: the run's log.
        verdict: as stored; taken from the log where it is not given.
    """
    run = gather(events, verdict)
    language = run.language
    if run.question:
        yield f"# {one_line(run.question.text)}"
    derived = derivations(events)
    shown: set[str] = set()
    for name, derivation in derived.items():
        yield from _section(name, _derived(derivation, run, shown))
    for opinion in run.opinions:
        heading = opinion.member if not opinion.round else f"{opinion.member} · {opinion.round}"
        yield from _section(f"{heading}: {say('explain.said', language)}", _opinion(opinion, run, language))
    for assessment in run.assessments:
        heading = say("explain.round", language, number=assessment.round)
        yield from _section(heading, _assessed(assessment, run, language))
    if run.verdict:
        yield from _section(say("explain.ledger", language), _ledger(run.verdict, weighings(events)))
        yield from _section(say("explain.verdict", language), _verdict(run.verdict))


def derivations(events: Sequence[Event]) -> Mapping[str, Derivation]:
    """Each expert's derivation, by its name; the last where a resumed run derived twice."""
    found = {}
    for event in events:
        if event.kind == "expert.derived" and (one := readable(Derivation, event.data.get("derivation"))):
            found[event.member] = one
    return found


def _section(heading: str, lines: Iterator[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield f"## {heading}"
        yield from body


def _derived(derivation: Derivation, run: Proceedings, shown: set[str]) -> Iterator[str]:
    """One expert's derivation; the signs of a source in ``shown`` have been printed before."""
    language = run.language
    if derivation.sources:
        yield say("explain.sources", language)
    for source in derivation.sources:
        yield from _source(source, language)
        yield from _signs(source, language, again=source.source in shown)
        shown.add(source.source)
    if derivation.rows:
        yield say("explain.rows", language)
    for row in derivation.rows:
        yield from _row(row, language)
    for rule in derivation.rules:
        yield _rule(rule, language)
    if derivation.probabilities:
        yield say("explain.probabilities", language, shares=_shares(derivation.probabilities, language))
    stands = position(derivation.position, run.question.kind if run.question else "open", language)
    yield say("explain.stands", language, position=stands, confidence=percent(derivation.confidence, language))


def _source(source: UsedSource, language: Language) -> Iterator[str]:
    study = say(f"export.study_{source.study}", language) if source.grade else say("explain.ungraded", language)
    yield _STEP + say(
        "explain.source",
        language,
        source=source.source,
        relevance=decimal(source.relevance, 2, language),
        study=study,
        grade=source.grade,
        weight=decimal(source.weight, 3, language),
    )
    if source.probabilities:
        yield _STEP * 2 + say("explain.reads", language, shares=_shares(source.probabilities, language))


def _signs(source: UsedSource, language: Language, *, again: bool) -> Iterator[str]:
    if again and source.signs:
        yield _STEP * 3 + say("explain.signs_above", language)
        return
    for sign in source.signs:
        adds = ", ".join(f"{_side(side, language)} {_signed(value, language)}" for side, value in sign.adds.items())
        yield f"{_STEP * 3}{sign_name(sign.name, language)} = {decimal(sign.value, 2, language)}: {adds}"


def _row(row: UsedRow, language: Language) -> Iterator[str]:
    frame = row.frame
    yield _STEP + say(
        "explain.row",
        language,
        what=f"{frame.intervention} → {frame.outcome}",
        went=say(f"experts.went_{frame.direction}", language),
        weight=decimal(row.weight, 3, language),
    )
    size = f"{frame.magnitude:g} {frame.unit}" if frame.magnitude is not None else ""
    known = {
        "size": size.replace(".", ",") if language == "ru" else size,
        "p": f"p {frame.p}" if frame.p else "",
        "people": frame.population,
        "against": frame.comparator,
        "study": say(f"export.study_{row.study}", language) if row.study != "unknown" else "",
        "sample": str(row.sample or ""),
        "speaks": _side(row.speaks, language) if row.speaks else "",
    }
    told = [say(f"explain.row_{name}", language, value=value) for name, value in known.items() if value]
    if told:
        yield _STEP * 2 + "; ".join(told)
    yield f"{_STEP * 2}{say('explain.quoted', language, words=one_line(row.words), passage=row.passage)}"


def _rule(rule: UsedRule, language: Language) -> str:
    numbers = {name: decimal(value, 2, language) for name, value in rule.numbers.items()}
    if rule.name == "readings":
        return say("explain.rule_readings", language, sources=int(rule.numbers["sources"]))
    if rule.name == "overlap":
        shares = ", ".join(f"{label} {value}" for label, value in numbers.items())
        return say("explain.rule_overlap", language, shares=shares)
    if rule.name == "conflict":
        return say("explain.rule_conflict", language, yes=numbers["yes"], no=numbers["no"])
    share = percent(rule.numbers["say"], language)
    return say("explain.rule_findings", language, yes=numbers["yes"], no=numbers["no"], share=share)


def _opinion(opinion: Opinion, run: Proceedings, language: Language) -> Iterator[str]:
    if opinion.abstained:
        yield say("explain.abstained", language, reason=opinion.reason)
        return
    stands = position(opinion.position, run.question.kind if run.question else "open", language)
    yield say("explain.stands", language, position=stands, confidence=percent(opinion.confidence, language))
    for claim in opinion.claims:
        yield f"- {claim.id} {one_line(claim.text)}"
        for one in claim.citations:
            quoted = say("explain.quoted", language, words=one_line(one.quote), passage=one.passage)
            yield f"{_STEP}{mark(one)} {quoted}"


def _assessed(assessment: Assessment, run: Proceedings, language: Language) -> Iterator[str]:
    kind = run.question.kind if run.question else "open"
    for side, members in assessment.settlement.votes.items():
        yield f"- {position(side, kind, language)}: {names(members, language)}"
    share = percent(assessment.settlement.agreement, language)
    yield say("explain.agreement", language, share=share, by=assessment.settlement.decided_by)
    yield say("explain.route", language, why=assessment.why)


def _ledger(verdict: VerdictRecord, weighed: Mapping[str, Weighing]) -> Iterator[str]:
    for claim in verdict.claims:
        yield f"- {claim.id} {one_line(claim.text)}"
        yield _STEP + _standing(claim, verdict.language)
        if claim.id in weighed:
            yield from weighing_lines(weighed[claim.id], verdict.language)


def _standing(claim: LedgerClaim, language: Language) -> str:
    checks = " ".join(mark(one) for one in claim.citations)
    return say(
        "explain.claim",
        language,
        strength=percent(claim.strength, language),
        supported=names(claim.supported_by, language),
        attacked=names(claim.attacked_by, language),
        checks=checks or "–",
    )


def _verdict(verdict: VerdictRecord) -> Iterator[str]:
    language = verdict.language
    stands = position(verdict.position, verdict.kind, language)
    yield say("explain.stands", language, position=stands, confidence=percent(verdict.confidence, language))
    yield say("explain.decided", language, by=verdict.decided_by)
    yield say("explain.stopped", language, why=verdict.stop_reason)


def _shares(shares: Mapping[str, float], language: Language) -> str:
    return ", ".join(f"{_side(side, language)} {percent(share, language)}" for side, share in shares.items())


def _side(side: str, language: Language) -> str:
    return say(f"experts.side_{side}", language) if side in {"yes", "no", "maybe"} else side


def _signed(value: float, language: Language) -> str:
    return f"{'−' if value < 0 else '+'}{decimal(abs(value), 2, language)}"
