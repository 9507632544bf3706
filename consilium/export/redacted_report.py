"""What a learning did, for readers outside this machine: nothing by which a private note could be known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from consilium.types.learned import Flagged, LearnReport


def redacted_report(report: LearnReport, private: Collection[str]) -> LearnReport:
    """The report without private sources, and without names of which nobody knows whether they are private.

    That a file was left out or is gone can be counted from the whole report; its name, its reason (which
    may repeat a line of it) and headings found in it stay here.

    Args:
        report: the whole report.
        private: ids of the private sources among those taken in and flagged.
    """
    return replace(
        report,
        taken=tuple(one for one in report.taken if one.source not in private),
        flagged=tuple(_flagged(one) for one in report.flagged if one.source not in private),
        contradictions=tuple(one for one in report.contradictions if not (one.new.private or one.known.private)),
        # A thesis is the user's own, and the quotation that changed it may be private.
        theses=(),
        skipped=(),
        deleted=(),
        other={},
        asking={},
    )


def _flagged(one: Flagged) -> Flagged:
    # The reason names the source that was there before, which may be private.
    return replace(one, flag=replace(one.flag, reason="")) if one.flag.name == "duplicate" else one
