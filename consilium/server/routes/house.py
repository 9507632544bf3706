"""The server itself: whether it is well, who sits on its panel, which one it is."""

from __future__ import annotations

import os
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from consilium import __version__
from consilium.api import SeatCheck
from consilium.server.guard import Admin, DeskOf, Reader
from consilium.server.records import Health, Instance, PanelState
from consilium.server.routes.responses import problems

router = APIRouter(tags=["server"])


@router.get("/healthz", response_model=Health, responses=problems(), operation_id="health")
async def health() -> Any:
    """Whether the process answers; needs no key."""
    return {"status": "ok"}


@router.get(
    "/readyz",
    response_model=Health,
    responses={503: {"model": Health, "description": "It is about to end and takes no more questions."}, **problems()},
    operation_id="ready",
)
async def ready(desk: DeskOf) -> Any:
    """Whether the server takes questions; needs no key."""
    return JSONResponse({"status": "draining"}, 503) if desk.draining else {"status": "ready"}


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    responses={
        200: {"description": "Prometheus text.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        **problems(),
    },
    operation_id="metrics",
)
async def metrics(request: Request, _caller: Admin) -> Any:
    """What the server has done, for Prometheus."""
    return PlainTextResponse(request.app.state.metrics.text(), media_type=CONTENT_TYPE_LATEST)


@router.get("/v1/panel", response_model=PanelState, responses=problems(), operation_id="panel")
async def panel(_caller: Reader, desk: DeskOf) -> Any:
    """Who could answer now, and what a typical question would cost; asks nobody anything that costs money."""
    found = await desk.engine.checkup()
    return {
        "members": [_seat(check) for check in found.seats],
        "judges": [_seat(check) for check in found.judges],
        "estimate_usd": found.estimate.cost_usd,
    }


@router.get("/v1/instance", response_model=Instance, responses=problems(), operation_id="instance")
async def instance(request: Request, _caller: Admin, desk: DeskOf) -> Any:
    """Which server this is."""
    loaded = desk.engine.loaded
    return {
        "version": __version__,
        "pid": os.getpid(),
        "home": str(loaded.places.home),
        "config": str(loaded.path),
        "started": request.app.state.started,
    }


def _seat(check: SeatCheck) -> dict[str, Any]:
    card, absence = check.seat.card, check.absence
    return {
        "name": card.name,
        "model": card.model,
        "vendor": card.vendor,
        "local": card.local,
        "expert": card.expert,
        "present": absence is None,
        "reason": absence.reason if absence else "",
        "fix": absence.fix if absence else "",
    }
