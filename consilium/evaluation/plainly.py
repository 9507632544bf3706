"""The report as plain JSON."""

from __future__ import annotations

from typing import Any

from consilium.evaluation.counting import Count
from consilium.evaluation.curves import Curves
from consilium.evaluation.report import Report
from consilium.types.codec import to_plain


def plain_report(report: Report, drawn: Curves | None = None) -> dict[str, Any]:
    """Every figure of a report by name; ``curves`` only where they were drawn."""
    exam, basis = report.exam, report.exam.decider.basis
    resampled = any(one.method == "resampled" for one in report.rivals)
    return {
        "decider": exam.decider.name,
        "members": list(exam.plan.members),
        "labels": exam.labels,
        "labels_wanted": exam.plan.labels,
        "unlabelled": len(exam.fit) - exam.labels,
        "confidence_basis": to_plain(basis),
        "fit": _count(report.fit),
        "test": _count(report.test),
        "seen_in_fit": report.seen,
        "methods": [to_plain(one) for one in report.rivals],
        "resampled_at_equal_cost": resampled,
        "confidence": to_plain(report.sureness) if report.sureness else None,
        "open": to_plain(report.open) if report.open else None,
        "effort": to_plain(report.effort),
        "selective": to_plain(report.answered) if report.answered else None,
        "panel": {**to_plain(report.panel), "n_eff": report.panel.voices},
        "admission": [to_plain(one) for one in report.admissions],
        **({"curves": to_plain(drawn)} if drawn else {}),
    }


def _count(told: Count) -> dict[str, Any]:
    return {
        "rows": told.rows,
        "kinds": told.kinds,
        "faults": [to_plain(one) for one in told.faults],
        "missing": {
            "no_reply": told.number("no_reply"),
            "unreadable": told.number("unreadable"),
            "no_gold": told.number("no_gold"),
            "unknown_gold": told.number("unknown_gold"),
            "nobody": told.number("nobody"),
        },
        "spots": [to_plain(one) for one in told.spots],
        "silent": list(told.silent),
    }
