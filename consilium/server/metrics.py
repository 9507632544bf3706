"""What the server has done, for Prometheus: read off the one event log, like everything else."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consilium.types.event import Event

_RUN_SECONDS = (0.1, 0.5, 1, 5, 15, 30, 60, 120, 300, 600, 1800)
_REQUEST_SECONDS = (0.005, 0.02, 0.1, 0.5, 2, 10, 60)


class Metrics:
    """Counters of one server; a registry of its own, so that two servers in one process do not mix."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._runs = Counter("consilium_runs", "Runs that ended.", ["status"], registry=registry)
        self._seconds = Histogram(
            "consilium_run_seconds", "Time to a verdict.", buckets=_RUN_SECONDS, registry=registry
        )
        self._calls = Counter("consilium_calls", "Calls of models.", ["member", "purpose", "cached"], registry=registry)
        self._retries = Counter("consilium_call_retries", "Calls sent again.", ["member"], registry=registry)
        self._tokens = Counter("consilium_tokens", "Tokens.", ["member", "direction"], registry=registry)
        self._cost = Counter("consilium_cost_usd", "Known cost in US dollars.", ["member"], registry=registry)
        self._abstentions = Counter(
            "consilium_abstentions", "Answers not given.", ["member", "cause"], registry=registry
        )
        self.active = Gauge("consilium_runs_active", "Runs under way.", registry=registry)
        self.queued = Gauge("consilium_runs_queued", "Runs that wait for their turn.", registry=registry)
        self._callbacks = Counter("consilium_callbacks", "Reports of ends.", ["state"], registry=registry)
        self._requests = Counter(
            "consilium_http_requests", "Requests.", ["method", "route", "status"], registry=registry
        )
        self._latency = Histogram(
            "consilium_http_seconds",
            "Time to an answer's first byte.",
            ["route"],
            buckets=_REQUEST_SECONDS,
            registry=registry,
        )

    def heard(self, event: Event) -> None:
        """Count one event of a run."""
        if event.kind == "call.finished":
            self._call(event)
        elif event.kind == "call.retried":
            self._retries.labels(event.member).inc()
        elif event.kind == "answer.finished" and event.data["opinion"]["answer"] is None:
            self._abstentions.labels(event.member, event.data["opinion"]["cause"] or "none").inc()
        elif event.kind == "run.finished":
            self._runs.labels(event.data["verdict"]["status"]).inc()
            self._seconds.observe(event.data["verdict"]["seconds"])
        elif event.kind == "run.failed":
            self._runs.labels("failed").inc()

    def delivered(self, state: str) -> None:
        """Count a report that was delivered or given up."""
        self._callbacks.labels(state).inc()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            method: its HTTP method.
            route: the template of its path, so that ids do not become labels.
            status: the HTTP status.
            seconds: until the first byte of the answer.
        """
        self._requests.labels(method, route, str(status)).inc()
        self._latency.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)

    def _call(self, event: Event) -> None:
        data, cached = event.data, bool(event.data["cached"])
        self._calls.labels(event.member, data["purpose"], str(cached).lower()).inc()
        if not cached:
            self._tokens.labels(event.member, "prompt").inc(data["prompt_tokens"])
            self._tokens.labels(event.member, "completion").inc(data["completion_tokens"])
            self._cost.labels(event.member).inc(data["cost_usd"] or 0.0)


class Measured:
    """Counts requests by route, status and the time to the answer's first byte.

    Args:
        app: what lies behind.
        metrics: where they are counted.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through and look at its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()

        async def seen(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "unknown")
                self._metrics.answered(scope["method"], route, message["status"], time.perf_counter() - started)
            await send(message)

        await self._app(scope, receive, seen)
