"""Fitted deciders that a home keeps by name, with the outcomes that they were fitted on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from consilium.config import Places
from consilium.deciding.cascade import Cascade
from consilium.deciding.keeping import Learnt, kept, revived
from consilium.disk import write_atomic
from consilium.errors import ConfigError, UsageError
from consilium.protocols import Asking
from consilium.types.codec import to_json
from consilium.wording import say

RESERVED: Final = ("auto", "plurality")
_NAME: Final = re.compile(r"\w[\w.-]{0,63}")

Tally = Mapping[str, Mapping[str, Sequence[int]]]
"""Right answers and answers that were due, by member and topic."""


def keep(places: Places, name: str, decider: Learnt, tally: Tally) -> None:
    """Keep a fitted decider under a name; one that was kept under it before is replaced.

    Raises:
        UsageError: the name is no file name, or stands for a built-in decider.
    """
    check_name(name)
    path = places.decider(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, to_json({**kept(decider), "outcomes": tally}) + "\n")


def check_name(name: str) -> None:
    """Refuse a name that a decider cannot be kept under.

    Raises:
        UsageError: it is no file name, or stands for a built-in decider.
    """
    if name in RESERVED or not _NAME.fullmatch(name):
        raise UsageError(say("assembly.decider_name", name=name), next_step=say("assembly.decider_rename"))


def kept_names(places: Places) -> list[str]:
    """The names under which this home keeps deciders."""
    folder = places.decider("-").parent
    return sorted(one.stem for one in folder.glob("*.json")) if folder.is_dir() else []


def kept_decider(places: Places, name: str) -> Learnt:
    """The decider of this name.

    Raises:
        ConfigError: the home keeps none of this name, or what it keeps cannot be read.
    """
    return revived(_read(places, name))


def asking_of(decider: Learnt) -> Asking | None:
    """Whom to ask one after another, where the decider has learnt an order; else everybody is asked at once."""
    return decider if isinstance(decider, Cascade) else None


def kept_tally(places: Places, name: str) -> Tally:
    """The outcomes that the decider of this name was fitted on.

    Raises:
        ConfigError: as for the decider.
    """
    found: Tally = _read(places, name).get("outcomes", {})
    return found


def _read(places: Places, name: str) -> dict[str, Any]:
    path = places.decider(name)
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        revived(plain)
    except (OSError, ValueError, UsageError) as error:
        names = ", ".join((*RESERVED, *kept_names(places)))
        raise ConfigError(say("assembly.no_decider", name=name, path=path), next_step=names) from error
    return dict(plain)
