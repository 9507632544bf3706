"""A fitted decider as plain JSON, and back, so that ``ask`` can use tomorrow what labels taught today."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from consilium.deciding.auto import Auto
from consilium.deciding.best_single import BestSingle
from consilium.deciding.calibration import Calibrated
from consilium.deciding.cascade import Cascade
from consilium.deciding.learning.joint import Joint
from consilium.deciding.learning.traits import Reader, Scale
from consilium.deciding.log_odds import LogOdds
from consilium.deciding.skilled import SkilledPlurality
from consilium.deciding.stacked import Stacked
from consilium.errors import UsageError
from consilium.wording import say

Learnt = Auto | Stacked | LogOdds | BestSingle | SkilledPlurality | Cascade

KEPT_AS = 1
"""Number of this layout; a later one is not read as if it were this."""


def kept(decider: Learnt) -> dict[str, Any]:
    """The decider as what JSON can hold: its numbers, the names of members and topics, nothing else of the rows."""
    if isinstance(decider, Cascade):
        stages = [kept(stage) for stage in decider.stages]
        return {
            "kept_as": KEPT_AS,
            "decider": decider.name,
            "order": decider.order,
            "target": decider.target,
            "stages": stages,
        }
    body = asdict(decider)
    if isinstance(decider, Auto | Stacked):
        body["model"]["coefficients"] = decider.model.coefficients.tolist()
    return {"kept_as": KEPT_AS, "decider": decider.name, **body}


def revived(plain: Mapping[str, Any]) -> Learnt:
    """The decider that was kept.

    Raises:
        UsageError: it is of another layout, or no decider at all.
    """
    try:
        if plain["kept_as"] != KEPT_AS:
            raise UsageError(say("deciding.kept_unknown"))
        return _MAKERS[plain["decider"]](plain)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(say("deciding.kept_unknown")) from error


def _joint(plain: Mapping[str, Any]) -> Joint:
    reads = plain["reads"]
    read = Reader(
        members=tuple(reads["members"]),
        topics=tuple(reads["topics"]),
        few=tuple(reads["few"]),
        lettered=bool(reads["lettered"]),
        distinct=Scale(**reads["distinct"]),
        questions=_scales(reads["questions"]),
        tokens=_scales(reads["tokens"]),
        seconds=_scales(reads["seconds"]),
        vendors=tuple(reads["vendors"]),
    )
    return Joint(read, np.array(plain["coefficients"], dtype=float), int(plain["labels"]))


def _scales(plain: Sequence[Mapping[str, float]]) -> tuple[Scale, ...]:
    return tuple(Scale(**one) for one in plain)


def _calibrated(plain: Mapping[str, Any]) -> Calibrated:
    return Calibrated(**plain["sureness"])


def _auto(plain: Mapping[str, Any]) -> Auto:
    return Auto(_joint(plain["model"]), tuple(plain.get("leads", ())))


def _cascade(plain: Mapping[str, Any]) -> Cascade:
    stages = tuple(map(_auto, plain["stages"]))
    return Cascade(tuple(plain["order"]), stages, float(plain["target"]))


_MAKERS: Final[dict[str, Callable[[Mapping[str, Any]], Learnt]]] = {
    "cascade": _cascade,
    "auto": _auto,
    "stacked": lambda plain: Stacked(_joint(plain["model"])),
    "log_odds": lambda plain: LogOdds(tuple(plain["members"]), tuple(plain["weights"]), _calibrated(plain)),
    "best_single": lambda plain: BestSingle(tuple(plain["members"]), tuple(plain["order"]), _calibrated(plain)),
    "skilled_plurality": lambda plain: SkilledPlurality(
        tuple(plain["members"]), tuple(plain["skill"]), _calibrated(plain)
    ),
}
