"""Which claim or critique a model means when it names one."""

from __future__ import annotations

import re
from collections.abc import Sequence


def meant(said: str, ids: Sequence[str]) -> str:
    """The id that is named, however it is written; empty where none is.

    Small models like to count instead of copying an opaque id, so a lone number means the place in
    the list as it was shown.

    >>> meant("[c4f09a2]", ["c11111a", "c4f09a2"]), meant("claim 1", ["c11111a", "c4f09a2"]), meant("all", ["c11111a"])
    ('c4f09a2', 'c11111a', '')
    """
    words = re.findall(r"\w+", said)
    named = [name for name in ids if name in words]
    if named:
        return named[0]
    places = [int(word) for word in words if word.isdecimal()]
    return ids[places[0] - 1] if len(places) == 1 and 1 <= places[0] <= len(ids) else ""
