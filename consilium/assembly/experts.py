"""Experts without a model, by the name that a card gives under ``model``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from consilium.members import Desk, Librarian, Methodologist, Skeptic
from consilium.protocols import Member

_EXPERTS: Final[Mapping[str, Callable[[Desk], Member]]] = {
    "librarian": Librarian,
    "methodologist": Methodologist,
    "skeptic": Skeptic,
}

EXPERTS: Final = tuple(_EXPERTS)


def expert(name: str, desk: Desk) -> Member:
    """The expert of that name at its desk.

    Raises:
        KeyError: there is no such expert; the settings were checked before.
    """
    return _EXPERTS[name](desk)
