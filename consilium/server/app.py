"""The application: routes, problems, and the engine behind them from start to end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.cors import CORSMiddleware

from consilium import __version__
from consilium.api import Engine
from consilium.config.fingerprint import fingerprint
from consilium.errors import ConsiliumError, UsageError
from consilium.server.callbacks import Courier, signing_secret
from consilium.server.desk import Desk
from consilium.server.doors import LOCAL_ORIGIN, Doors
from consilium.server.guard import Guard
from consilium.server.lessons import Lessons
from consilium.server.mcp.room import McpRoom
from consilium.server.meanings import described
from consilium.server.metrics import Measured, Metrics
from consilium.server.openai import chat, embeddings, models, responses
from consilium.server.openai.errors import told
from consilium.server.problems import Problem, fault, problem_of
from consilium.server.ring import Ring
from consilium.server.routes import ask, house, learn, library, reading, runs, spar, steering
from consilium.store import SystemClock
from consilium.wording import say

if TYPE_CHECKING:
    from consilium.server.tracing import Tracer

log = logging.getLogger("consilium.server")

DESCRIPTION = (
    "A panel of language models and experts: blind answers, anonymous critique, one verdict with its evidence."
)


class _Application(FastAPI):
    """An application whose document says what every field means."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        return described(super().openapi())


def create_app(engine: Engine, *, public: bool = False, instance: Mapping[str, str] | None = None) -> FastAPI:
    """The application over an engine, which it closes in the end.

    Args:
        engine: carries runs out.
        public: whether other machines can reach the server; then nobody comes in without a key.
        instance: what the process goes by, taken before the engine read it; None takes it now.
    """
    settings = engine.loaded.settings.server
    app = _Application(
        title="Consilium",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,  # its pages would be loaded from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
        openapi_external_docs=None,
    )
    app.state.engine = engine
    app.state.instance = instance or fingerprint(__version__, engine.loaded.path, engine.loaded.places)
    app.state.metrics = Metrics()
    app.state.guard = Guard(engine.store, public=public)
    app.state.ring = Ring(engine, app.state.guard)
    app.state.lessons = Lessons(engine.library)
    app.state.started = SystemClock().now()
    ours = (runs.router, steering.router, reading.router, ask.router, house.router)
    beside = (library.router, learn.router, spar.router)
    for router in (*ours, *beside, models.router, chat.router, responses.router, embeddings.router):
        app.include_router(router)
    app.state.mcp = McpRoom(settings.body_bytes)
    app.router.routes.append(app.state.mcp.route)
    _handle_errors(app)
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.origins),
        allow_origin_regex=LOCAL_ORIGIN,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["*"],
        allow_private_network=True,
        expose_headers=["Location", "Retry-After", "Idempotency-Replayed", "x-request-id", "x-should-retry"],
    )
    app.add_middleware(
        Doors,
        hosts=None if public else settings.hosts,
        origins=settings.origins,
        body_bytes=settings.body_bytes,
        told=told,
    )
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    engine: Engine = app.state.engine
    metrics: Metrics = app.state.metrics
    tracer = _tracer(engine.loaded.settings.server.otlp)
    listeners = [metrics.heard, *([tracer.heard] if tracer else [])]
    desk = Desk(engine, engine.loaded.settings.server, listeners)
    metrics.active.set_function(lambda: desk.queue.running)
    metrics.queued.set_function(lambda: desk.queue.waiting)
    courier = Courier(desk, signing_secret(engine.loaded.places.signing_secret), metrics.delivered)
    desk.on_end.append(courier.wake)
    app.state.desk = desk
    found = desk.recover()
    if found:
        log.info("took up %d runs", found)
    delivering = asyncio.create_task(courier.run())
    try:
        async with app.state.mcp.open():
            yield
    finally:
        await app.state.lessons.stop()
        await desk.drain(0 if desk.draining else engine.loaded.settings.server.drain_s)
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering
        await asyncio.to_thread(engine.close)
        if tracer:
            await asyncio.to_thread(tracer.close)


def _tracer(endpoint: str) -> Tracer | None:
    """What sends traces, where the settings name a collector.

    Raises:
        UsageError: the extra ``otel`` is not installed.
    """
    if not endpoint:
        return None
    try:
        from consilium.server.tracing import Tracer  # noqa: PLC0415  an extra
    except ModuleNotFoundError as error:
        raise UsageError(say("server.no_otel"), next_step="pip install 'consilium-ai[otel]'") from error
    return Tracer.to(endpoint)


def _handle_errors(app: FastAPI) -> None:
    """Every error leaves as problem details, or in OpenAI's form on OpenAI's paths."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, error: Problem) -> Response:
        return told(request.url.path, error)

    @app.exception_handler(ConsiliumError)
    async def _ours(request: Request, error: ConsiliumError) -> Response:
        return told(request.url.path, problem_of(error))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        return told(request.url.path, _invalid_body(error))

    @app.exception_handler(StarletteHTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        # FastAPI hides what went wrong while it read a body behind an error of its own.
        if isinstance(error.__cause__, Problem):
            return told(request.url.path, error.__cause__)
        names = {404: "not_found", 405: "method", 415: "not_json", 400: "unreadable"}
        step = say("server.see_document")
        headers = dict(error.headers or {})
        if error.status_code == 405:  # noqa: PLR2004  the framework names the methods of the first route only
            headers["Allow"] = ", ".join(sorted(_methods(request)))
        name = names.get(error.status_code, "http")
        problem = Problem(error.status_code, name, str(error.detail), next_step=step, headers=headers)
        return told(request.url.path, problem)

    @app.exception_handler(Exception)
    async def _fault(request: Request, error: Exception) -> Response:
        log.error("a request failed", exc_info=error)
        return told(request.url.path, fault())


def _methods(request: Request) -> set[str]:
    """The methods that a path can be asked with, by the server's own document."""
    template = getattr(request.scope.get("route"), "path_format", "")
    return {method.upper() for method in request.app.openapi()["paths"].get(template, {})}


def _invalid_body(error: RequestValidationError) -> Problem:
    """All mistakes of a body, each with its place; what was sent is not repeated."""
    faults: list[dict[str, Any]] = [
        {"where": ".".join(str(step) for step in one["loc"]), "what": one["msg"]} for one in error.errors()
    ]
    if any(one["type"] == "json_invalid" for one in error.errors()):
        return Problem(400, "unreadable", say("server.bad_json"), next_step=say("server.send_json"), errors=faults)
    detail = say("server.invalid", where=faults[0]["where"], what=faults[0]["what"])
    return Problem(422, "invalid", detail, next_step=say("server.see_document"), errors=faults)
