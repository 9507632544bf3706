"""What the user has pinned: definitions and theses that steer every member, and where they mattered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NailKind = Literal["definition", "thesis"]


@dataclass(frozen=True, slots=True)
class Nail:
    """One thing that the user has pinned.

    Args:
        id: by which claims name it.
        kind: what a term means, or what the user holds.
        text: in the user's words.
        term: what a definition defines.
        source: the file or note it stands in.
        private: whether it may be read on this machine only.
    """

    id: str
    kind: NailKind
    text: str
    term: str = ""
    source: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class NailUse:
    """Where a nail mattered: ids of claims that name it or say the same, and of those that contradict it.

    ``evidence`` holds those of the contradicting claims that have a quotation which bears them out.
    """

    id: str
    text: str
    used_by: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    private: bool = False
