"""How two claims stand to one another: the same, contrary, otherwise of somebody else, or apart."""

from __future__ import annotations

from typing import Literal

from consilium.types.opinion import Claim

Relation = Literal["same", "contrary", "elsewhere", "apart"]
"""``same``: they assert the same. ``contrary``: on one matter they cannot both hold. ``elsewhere``: on one matter
they say otherwise of different populations or conditions. ``apart``: anything else."""


def relation(one: Claim, other: Claim) -> Relation:
    """How two claims stand to one another; symmetric, and only what is certain is called the same or contrary."""
    return "same" if _said(one) == _said(other) else "apart"


def _said(claim: Claim) -> str:
    return " ".join(claim.text.casefold().replace("ё", "е").split()).rstrip(".")
