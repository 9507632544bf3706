"""What a finding weighs before any question is asked: by its study, its sample, its place and its flags."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from consilium.types.source import FlagName, SectionLabel

_BEST_GRADE: Final = 7
_UNGRADED: Final = 1
_FULL_SAMPLE: Final = 1000
_UNKNOWN_SAMPLE: Final = 0.5

_SECTION: Final[Mapping[SectionLabel, float]] = {
    "RESULTS": 1.0,
    "CONCLUSIONS": 0.9,
    "": 0.8,
    "OBJECTIVE": 0.3,
    "BACKGROUND": 0.4,
    "METHODS": 0.2,
}
FLAGGED: Final[Mapping[FlagName, float]] = {
    "retracted": 0.0,
    "duplicate": 0.0,
    "concern": 0.3,
    "animal-only": 0.4,
    "low-quality": 0.5,
    "preprint": 0.7,
}
"""What a flag leaves of a weight; flags that are not named leave all of it."""


def weight_of(grade: int, sample: int, label: SectionLabel, flags: Iterable[FlagName]) -> float:
    """A weight in [0, 1], the product of four shares.

    Args:
        grade: of the study type, 7 best, 0 not graded.
        sample: how many were studied, 0 unknown; counts by its logarithm, as precision grows slowly.
        label: role of the passage: a finding cited in the background weighs less than one of the results.
        flags: of the source; what was retracted or is a duplicate weighs nothing.

    >>> weight_of(7, 1000, "RESULTS", ()), weight_of(7, 1000, "RESULTS", ("retracted",))
    (1.0, 0.0)
    """
    study = (grade + _UNGRADED) / (_BEST_GRADE + _UNGRADED)
    size = min(1.0, 0.4 + 0.6 * math.log(sample) / math.log(_FULL_SAMPLE)) if sample else _UNKNOWN_SAMPLE
    left = math.prod(FLAGGED.get(flag, 1.0) for flag in flags)
    return round(study * size * _SECTION[label] * left, 4)
