"""Answering only where the error stays below a bound, with a guarantee that holds for finitely many questions.

Fixed-sequence testing (Angelopoulos et al. 2021, Learn then test): thresholds are tried from the strictest on, and
the last one that passes is kept. The test of each is exact: where as many answers are to come as were seen, or as
many as named, it bounds how often these have more errors than allowed (the hypergeometric tail of Fisher's test).
The guarantee needs confidences of rows that the decider was not fitted on, alike to those to come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, floor, lgamma
from typing import Final

import numpy as np

_TRIED: Final = 60
"""Thresholds that are tried at most, spread over the shares of rows answered."""
_SPENT: Final = 0.5
"""Share of the risk that the tests spend; the rest is kept back, as crossed confidences are only nearly alike."""

_FORGIVEN: Final = 0.5
"""Share of the allowed errors that the first test must forgive. It looks at counts only, so the promise holds; begun
earlier, a single error among the surest few would end the sequence."""


@dataclass(frozen=True, slots=True)
class Selection:
    """From which confidence on to answer.

    Args:
        threshold: the least confidence; None where no threshold can promise the bound.
        coverage: share of the calibration rows that reach it.
        error: share of wrong answers among these.
        bound: the error that is promised not to be passed.
        risk: the probability that the promise is broken.
        labels: rows it was chosen on.
    """

    threshold: float | None
    coverage: float
    error: float
    bound: float
    risk: float
    labels: int

    def answers(self, confidence: float) -> bool:
        """Whether to answer at this confidence, or to say "I don't know"."""
        return self.threshold is not None and confidence >= self.threshold


def select(
    confidences: Sequence[float], right: Sequence[bool], *, bound: float = 0.05, risk: float = 0.05, ahead: float = 1.0
) -> Selection:
    """The least confidence at which answers keep the bound.

    Args:
        confidences: of labelled rows that the decider did not learn from.
        right: whether each was right.
        bound: the error allowed among answers.
        risk: how often the promise may fail.
        ahead: how many answers are to come for each one seen; their own errors are what is bounded.
    """
    sure, wrong = np.array(confidences, dtype=float), ~np.array(right, dtype=bool)
    order = np.argsort(-sure, kind="stable")
    missed = np.cumsum(wrong[order])
    last: int | None = None
    for taken in _steps(sure[order]):
        # Few answers prove nothing: tests begin where they would forgive a fair part of the errors allowed.
        if last is None and _chance(taken, floor(_FORGIVEN * bound * taken), bound, ahead) > _SPENT * risk:
            continue
        if _chance(taken, int(missed[taken - 1]), bound, ahead) > _SPENT * risk:
            break
        last = taken
    if last is None:
        return Selection(None, 0.0, 0.0, bound, risk, len(sure))
    error = float(missed[last - 1]) / last
    return Selection(float(sure[order][last - 1]), last / len(sure), error, bound, risk, len(sure))


def _ends(ordered: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[int]:
    """How many answers each threshold gives: equal confidences are answered together."""
    if not len(ordered):
        return []
    return [*(np.flatnonzero(np.diff(ordered)) + 1).tolist(), len(ordered)]


def _steps(ordered: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[int]:
    # A fixed grid of shares, whatever the labels say, keeps the sequence of tests fixed beforehand.
    ends = np.array(_ends(ordered), dtype=int)
    wanted = np.linspace(0, len(ordered), _TRIED + 1)[1:]
    return sorted({int(ends[np.searchsorted(ends, min(one, len(ordered)))]) for one in wanted}) if len(ends) else []


def _chance(seen: int, errors: int, bound: float, ahead: float) -> float:
    """The chance of so few errors among those seen although those to come have more than the bound allows."""
    coming = max(1, ceil(seen * ahead))
    total = errors + floor(bound * coming + 1e-9) + 1
    if total > seen + coming or total - errors > coming:
        return 0.0
    whole = _log_choose(seen + coming, total)
    return min(
        1.0,
        sum(
            exp(_log_choose(seen, found) + _log_choose(coming, total - found) - whole)
            for found in range(max(0, total - coming), errors + 1)
        ),
    )


def _log_choose(count: int, taken: int) -> float:
    if not 0 <= taken <= count:
        return float("-inf")
    return lgamma(count + 1) - lgamma(taken + 1) - lgamma(count - taken + 1)
