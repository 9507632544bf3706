"""What the server says of the library, as far as its reader may know it."""

from __future__ import annotations

from consilium.api import Lesson
from consilium.assembly.review import Review
from consilium.export.digest import digest_text
from consilium.export.phrases import quotation_counter
from consilium.export.redacted_report import redacted_report
from consilium.knowledge.library import Listed
from consilium.rules import Trace
from consilium.server.lessons import Begun
from consilium.server.library_records import (
    ContradictionState,
    FlaggedState,
    Hit,
    LearnedState,
    LearnState,
    LearnSums,
    ProofState,
    SkippedState,
    SourceState,
    TakenState,
    TraceState,
    Verified,
)
from consilium.server.records import ProblemDocument
from consilium.types.evidence import Passage
from consilium.types.learned import LearnReport
from consilium.types.proof import Proof
from consilium.wording import reader_language


def hit_of(passage: Passage) -> Hit:
    """A passage as it is said over HTTP."""
    return Hit(
        passage=passage.id,
        source=passage.source,
        title=passage.title,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        section=passage.section,
        place=passage.place,
        date=passage.date,
        study=passage.study,
        grade=passage.grade,
        provenance=passage.provenance,
        flags=list(passage.flags),
        private=passage.private,
        score=passage.score,
    )


def proof_state(proof: Proof) -> ProofState:
    """A checked quotation as it is said over HTTP."""
    return ProofState(
        quote=proof.quote,
        start=proof.start,
        end=proof.end,
        claim=proof.claim,
        check=proof.citation.check,
        supports=proof.citation.supports,
        words=proof.words,
        passage=hit_of(proof.passage) if proof.passage else None,
    )


def trace_state(trace: Trace) -> TraceState:
    """A number held against a rule, as it is said over HTTP."""
    return TraceState(
        rule=trace.rule,
        found=trace.found,
        start=trace.start,
        end=trace.end,
        result=trace.result,
        value=trace.value,
        comparison=trace.comparison,
        severity=trace.severity,
        source=trace.source,
        line=trace.line(),
    )


def verified_state(review: Review) -> Verified:
    """All checked quotations and numbers of a text."""
    proofs = review.proofs
    verified = sum(one.citation.verified for one in proofs)
    return Verified(
        counter=quotation_counter((one.citation for one in proofs), reader_language()),
        verified=verified,
        failed=len(proofs) - verified,
        quotations=[proof_state(one) for one in proofs],
        numbers=[trace_state(one) for one in review.traces],
    )


def source_state(listed: Listed) -> SourceState:
    """A source as it is said over HTTP."""
    source = listed.source
    return SourceState(
        id=source.id,
        title=source.title,
        format=source.format,
        provenance=source.provenance,
        language=source.language,
        study=source.grading.study,
        grade=source.grading.grade,
        graded_by=source.grading.rule,
        population=source.population,
        date=source.date,
        authors=list(source.authors),
        ids=dict(source.ids),
        flags=[flag.name for flag in source.flags],
        private=source.private,
        passages=listed.passages,
        learned_at=listed.learned_at,
    )


def learn_state(begun: Begun, *, redacted: bool) -> LearnState:
    """A learning, for a reader who may see private sources or not."""
    lesson, problem = begun.lesson, begun.problem
    shown = _shown(lesson, redacted=redacted) if lesson else None
    return LearnState(
        id=begun.id,
        state="failed" if problem else "done" if lesson else "running",
        started=begun.started,
        done=begun.done,
        total=begun.total,
        report=_learned(lesson, shown) if lesson and shown else None,
        digest=digest_text(lesson.report, shown, lesson.titles) if lesson and shown else "",
        error=ProblemDocument.model_validate(problem.document()) if problem else None,
    )


def _shown(lesson: Lesson, *, redacted: bool) -> LearnReport:
    return redacted_report(lesson.report, lesson.private) if redacted else lesson.report


def _learned(lesson: Lesson, shown: LearnReport) -> LearnedState:
    return LearnedState(
        sums=_sums(lesson),
        taken=[
            TakenState(
                source=one.source,
                title=lesson.titles.get(one.source, one.source),
                change=one.change,
                passages=one.passages,
            )
            for one in shown.taken
        ],
        skipped=[SkippedState(file=one.file, reason=one.reason) for one in shown.skipped],
        flagged=[FlaggedState(source=one.source, flag=one.flag.name, reason=one.flag.reason) for one in shown.flagged],
        deleted=list(shown.deleted),
        other=dict(shown.other),
        asking=dict(shown.asking),
        contradictions=[
            ContradictionState(about=one.about, new=hit_of(one.new), known=hit_of(one.known))
            for one in shown.contradictions
        ],
    )


def _sums(lesson: Lesson) -> LearnSums:
    report = lesson.report
    return LearnSums(
        new=report.count("new"),
        changed=report.count("changed"),
        moved=report.count("moved"),
        deleted=len(report.deleted),
        unchanged=report.unchanged,
        skipped=len(report.skipped),
        flagged=len(report.flagged),
        contradictions=len(report.contradictions),
        passages=lesson.size,
    )
