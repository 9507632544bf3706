"""The models on offer: ways of asking the panel, and the opponent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse

from consilium.api import Inquiry
from consilium.server.guard import Reader
from consilium.server.openai.errors import refusals
from consilium.server.openai.shapes import ModelCard, ModelList
from consilium.server.problems import Problem
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Offer:
    """One model.

    Args:
        id: its name.
        shape: makes a question one for this model; must change nothing the second time.
    """

    id: str
    shape: Callable[[Inquiry], Inquiry]


def _whole(inquiry: Inquiry) -> Inquiry:
    return inquiry


def _fast(inquiry: Inquiry) -> Inquiry:
    return replace(inquiry, rounds=0)


def _overlay(inquiry: Inquiry) -> Inquiry:
    return replace(inquiry, embedded=True)


OFFERS: Final = (Offer("consilium", _whole), Offer("consilium-fast", _fast), Offer("overlay", _overlay))
"""From the plainest to the most particular."""

OPPONENT: Final = "opponent"
"""The model that attacks a thesis; it debates no question."""

NAMES: Final = (*(offer.id for offer in OFFERS), OPPONENT)
"""All models."""


def known(model: str) -> str:
    """The name of a model that there is.

    Raises:
        Problem: there is none of that name.
    """
    if model not in NAMES:
        detail = say("server.no_model", model=model[:100])
        raise Problem(404, "model_not_found", detail, next_step=", ".join(NAMES), param="model")
    return model


def offer_of(model: str) -> Offer:
    """The way of asking a question that goes by that name."""
    return next(offer for offer in OFFERS if offer.id == model)


def model_of(inquiry: Inquiry) -> str:
    """The model that a question was asked of."""
    return next(offer.id for offer in reversed(OFFERS) if offer.shape(inquiry) == inquiry)


router = APIRouter(prefix="/v1/models", tags=["openai"])


@router.get(
    "", response_model=ModelList, responses=refusals(), summary="List the models", operation_id="list_openai_models"
)
async def listing(_caller: Reader) -> Any:
    """The ways of asking the panel, as models."""
    return JSONResponse(ModelList(data=[ModelCard(id=name) for name in NAMES]).model_dump())


@router.get(
    "/{model}",
    response_model=ModelCard,
    responses=refusals(404),
    summary="Look at a model",
    operation_id="get_openai_model",
)
async def show(model: Annotated[str, Path(max_length=200, description="The model's name.")], _caller: Reader) -> Any:
    """One way of asking the panel."""
    return JSONResponse(ModelCard(id=known(model)).model_dump())
