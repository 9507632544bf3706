"""The report in words and table cells, the same for the terminal and the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from consilium.evaluation.comparing import Rival
from consilium.evaluation.counting import Count
from consilium.evaluation.report import Report
from consilium.wording import say

_WORTH_TELLING = 1e-4
_SHOWN = 20


def heads() -> list[str]:
    """Titles of the columns of the table of methods."""
    return [say(f"evaluation.head_{head}") for head in ("method", "accuracy", "gain", "p")]


def cells_of(one: Rival) -> list[str]:
    """A method's row of the table: its name, accuracy with interval, the decider's gain over it, and p."""
    name = say(f"evaluation.method_{one.method}", member=one.member)
    held = f"{100 * one.accuracy.value:.1f} [{100 * one.accuracy.low:.1f}; {100 * one.accuracy.high:.1f}]"
    if one.method == "decider":
        return [name, held, "", ""]
    gain = f"{100 * one.gain.value:+.1f} [{100 * one.gain.low:+.1f}; {100 * one.gain.high:+.1f}]"
    return [name, held, gain, f"{one.p:.3f}" if one.p >= _WORTH_TELLING else "< 0.0001"]


def sentences(report: Report) -> Iterator[str]:
    """Everything beside the table, a sentence each."""
    exam = report.exam
    yield say("evaluation.told_fit", labels=exam.labels, unlabelled=len(exam.fit) - exam.labels, rows=report.test.rows)
    wanted = exam.plan.labels
    if wanted is not None and wanted > exam.labels:
        yield say("evaluation.told_fewer_labels", wanted=wanted, labels=exam.labels)
    if report.seen:
        yield say("evaluation.told_seen", count=report.seen)
    yield from _missing(report.fit, "fit")
    yield from _missing(report.test, "test")
    if not report.rivals:
        yield say("evaluation.told_no_gold")
    elif not any(one.method == "resampled" for one in report.rivals):
        yield say("evaluation.told_not_resampled")
    yield from _figures(report)
    for case in report.admissions if exam.labels else ():
        figures = {"gain": f"{100 * case.gain:+.1f}", "error": f"{100 * case.error:.1f}", "labels": case.labels}
        yield say(f"evaluation.advice_{case.advice}", member=case.member, **figures)


def _figures(report: Report) -> Iterator[str]:
    sure, panel, effort, kept = report.sureness, report.panel, report.effort, report.answered
    if sure is not None:
        calibrated = report.exam.decider.basis.method
        figures = {"error": f"{100 * sure.error:.1f}", "auroc": f"{sure.auroc:.3f}", "vote": f"{sure.vote_auroc:.3f}"}
        yield say("evaluation.told_confidence", method=calibrated, **figures)
    if (free := report.open) is not None:
        ranks = {name: f"{value:.3f}" for name, value in asdict(free).items() if name != "rows"}
        yield say("evaluation.told_open", rows=free.rows, **ranks)
    if panel.correlation is not None:
        same = "—" if panel.same_wrong is None else f"{100 * panel.same_wrong:.0f} %"
        voices, correlation = f"{panel.voices:.2f}", f"{panel.correlation:.2f}"
        yield say("evaluation.told_panel", count=panel.vendors, voices=voices, correlation=correlation, same=same)
    share = f"{100 * effort.cost / effort.full_cost:.0f}" if effort.full_cost else "0"
    yield say(f"evaluation.told_{effort.unit}", calls=f"{effort.calls:.2f}", full=effort.full_calls, share=share)
    if effort.order:
        yield say("evaluation.told_order", order=" → ".join(effort.order), target=f"{effort.target or 0:.2f}")
    if kept is not None:
        bound, risk = f"{100 * kept.bound:g}", f"{100 * kept.risk:g}"
        if kept.threshold is None:
            yield say("evaluation.told_no_promise", bound=bound, labels=kept.labels)
        else:
            error = "—" if kept.error is None else f"{100 * kept.error:.1f} %"
            figures = {"threshold": f"{kept.threshold:.3f}", "coverage": f"{100 * kept.coverage:.1f}", "error": error}
            yield say("evaluation.told_selective", bound=bound, risk=risk, labels=kept.labels, **figures)


def _missing(told: Count, file: str) -> Iterator[str]:
    name = say(f"evaluation.file_{file}")
    if told.faults:
        yield say("evaluation.told_faults", file=name, count=len(told.faults))
        yield from (f"  {one.line}: {one.id or '—'}: {one.reason}" for one in told.faults[:_SHOWN])
    if told.silent:
        yield say("evaluation.told_silent", file=name, names=", ".join(told.silent))
    unread = [spot for spot in told.spots if spot.trouble == "unknown_gold"]
    if unread:
        shown = ", ".join(f"{spot.id} ({spot.told})" for spot in unread[:_SHOWN])
        yield say("evaluation.told_unknown_gold", file=name, count=len(unread), shown=shown)
    if len(told.kinds) > 1:
        kinds = ", ".join(f"{kind} {count}" for kind, count in told.kinds.items())
        yield say("evaluation.told_kinds", file=name, kinds=kinds)
    if told.spots:
        yield say(
            "evaluation.told_missing",
            file=name,
            no_reply=told.number("no_reply"),
            unreadable=told.number("unreadable"),
            nobody=told.number("nobody"),
            no_gold=told.number("no_gold"),
        )
