"""Who agrees with whom: what runs show of members' skill before anybody tells what was right.

A member that often says what most of the others say errs less than one that stands alone, as long as errors scatter.
That is too little to outvote anybody, and enough to break a tie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def accord(answers: Mapping[str, str | None]) -> dict[str, float]:
    """How far each member says what most of the others say, in [0, 1]; whoever has nobody beside it is left out.

    Args:
        answers: each member's position; None where it took none.

    >>> accord({"ann": "A", "bob": "A", "cid": "B"})
    {'ann': 0.5, 'bob': 0.5, 'cid': 0.0}
    """
    found = {}
    for member, own in answers.items():
        others = Counter(held for other, held in answers.items() if other != member and held is not None)
        if not others:
            continue
        most = max(others.values())
        leading = [held for held, count in others.items() if count == most]
        found[member] = (own in leading) / len(leading)
    return found
