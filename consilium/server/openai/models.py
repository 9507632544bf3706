"""The models on offer: each is a way of asking the panel."""

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


def offer_of(model: str) -> Offer:
    """The model of that name.

    Raises:
        Problem: there is none.
    """
    found = next((offer for offer in OFFERS if offer.id == model), None)
    if found is None:
        known = ", ".join(offer.id for offer in OFFERS)
        detail = say("server.no_model", model=model[:100])
        raise Problem(404, "model_not_found", detail, next_step=known, param="model")
    return found


def model_of(inquiry: Inquiry) -> str:
    """The model that a question was asked of."""
    return next(offer.id for offer in reversed(OFFERS) if offer.shape(inquiry) == inquiry)


router = APIRouter(prefix="/v1/models", tags=["openai"])


@router.get(
    "", response_model=ModelList, responses=refusals(), summary="List the models", operation_id="list_openai_models"
)
async def listing(_caller: Reader) -> Any:
    """The ways of asking the panel, as models."""
    return JSONResponse(ModelList(data=[ModelCard(id=offer.id) for offer in OFFERS]).model_dump())


@router.get(
    "/{model}",
    response_model=ModelCard,
    responses=refusals(404),
    summary="Look at a model",
    operation_id="get_openai_model",
)
async def show(model: Annotated[str, Path(max_length=200, description="The model's name.")], _caller: Reader) -> Any:
    """One way of asking the panel."""
    return JSONResponse(ModelCard(id=offer_of(model).id).model_dump())
