"""Runs as OpenTelemetry traces, by the semantic conventions for generative AI. Needs the extra ``otel``.

A trace is read off the event log like everything else: the run is a workflow, each turn of a member an
agent's invocation in it, each request to a model a chat below that. No text of a question, a note or an
answer is ever part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, set_span_in_context

from consilium import __version__
from consilium.types.event import Event

_PROVIDERS: Final = {"google": "gcp.gemini", "mistral": "mistral_ai", "xai": "x_ai"}
"""Vendors whose name in the conventions is another."""

_TURNS: Final = ("answer", "critique", "revise", "judge")
_JUDGE: Final = "judge"


class Tracer:
    """Turns events into spans.

    Args:
        processor: takes the finished spans.
    """

    def __init__(self, processor: SpanProcessor) -> None:
        resource = Resource.create({"service.name": "consilium", "service.version": __version__})
        self._provider = TracerProvider(resource=resource)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("consilium", __version__)
        self._runs: dict[str, Span] = {}
        self._turns: dict[tuple[str, str, str], Span] = {}
        self._vendors: dict[tuple[str, str], str] = {}

    @classmethod
    def to(cls, endpoint: str) -> Tracer:
        """A tracer that sends to an OTLP collector over HTTP.

        Args:
            endpoint: its base address, such as ``http://localhost:4318``.
        """
        return cls(BatchSpanProcessor(OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces")))

    def heard(self, event: Event) -> None:
        """Take one event in."""
        verb, _, phase = event.kind.partition(".")
        if event.kind == "run.started":
            self._run_started(event)
        elif event.run_id not in self._runs:
            return
        elif event.kind in {"run.finished", "run.failed"}:
            self._run_ended(event)
        elif event.kind == "call.finished":
            self._call(event)
        elif verb in _TURNS and phase == "started":
            self._turn_started(event, verb)
        elif verb in _TURNS and phase == "finished":
            self._end(self._turns.pop((event.run_id, event.member, verb), None), event)

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()

    def _run_started(self, event: Event) -> None:
        for seat in (*event.data["members"], *event.data["judges"]):
            self._vendors[event.run_id, seat["name"]] = seat["vendor"]
        if event.run_id in self._runs:
            return
        attributes = {
            "gen_ai.operation.name": "invoke_workflow",
            "gen_ai.workflow.name": "consilium",
            "gen_ai.conversation.id": event.data["parent"] or event.run_id,
            "consilium.run.id": event.run_id,
            "consilium.question.kind": event.data["question"]["kind"],
            "consilium.members": [seat["name"] for seat in event.data["members"]],
        }
        self._runs[event.run_id] = self._tracer.start_span(
            "invoke_workflow consilium", kind=SpanKind.INTERNAL, attributes=attributes, start_time=_nanoseconds(event)
        )

    def _run_ended(self, event: Event) -> None:
        span = self._runs.pop(event.run_id)
        for key in [key for key in self._turns if key[0] == event.run_id]:
            self._end(self._turns.pop(key), event)
        self._vendors = {key: vendor for key, vendor in self._vendors.items() if key[0] != event.run_id}
        if event.kind == "run.failed":
            span.set_status(Status(StatusCode.ERROR))
            span.set_attribute("consilium.exit_code", event.data["exit_code"])
        else:
            verdict = event.data["verdict"]
            span.set_attribute("consilium.status", verdict["status"])
            span.set_attribute("consilium.rounds", verdict["rounds"])
            span.set_attribute("consilium.confidence", verdict["confidence"])
        self._end(span, event)

    def _turn_started(self, event: Event, purpose: str) -> None:
        name = event.member or _JUDGE
        attributes: dict[str, Any] = {
            "gen_ai.operation.name": "invoke_agent",
            "gen_ai.agent.name": name,
            "consilium.purpose": purpose,
            "consilium.round": event.round,
        }
        parent = set_span_in_context(self._runs[event.run_id])
        self._turns[event.run_id, event.member, purpose] = self._tracer.start_span(
            f"invoke_agent {name}", parent, attributes=attributes, start_time=_nanoseconds(event)
        )

    def _call(self, event: Event) -> None:
        data, ended = event.data, _nanoseconds(event)
        span = self._tracer.start_span(
            f"chat {data['model']}",
            set_span_in_context(self._turn_of(event)),
            kind=SpanKind.CLIENT,
            attributes=self._chat(event.run_id, event.member, data),
            start_time=ended - round(data["seconds"] * 1e9),
        )
        span.end(ended)

    def _chat(self, run_id: str, member: str, data: Mapping[str, Any]) -> dict[str, Any]:
        vendor = self._vendors.get((run_id, member), "")
        attributes = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": _PROVIDERS.get(vendor, vendor),
            "gen_ai.request.model": data["model"],
            "gen_ai.response.model": data["answering_model"],
            "gen_ai.response.finish_reasons": [data["finish"]],
            "gen_ai.usage.input_tokens": data["prompt_tokens"],
            "gen_ai.usage.output_tokens": data["completion_tokens"],
            "gen_ai.prompt.name": data["template"],
            "consilium.purpose": data["purpose"],
            "consilium.cached": data["cached"],
        }
        # A price that nobody knows is left out, and is not nought.
        return attributes if data["cost_usd"] is None else {**attributes, "consilium.cost_usd": data["cost_usd"]}

    def _turn_of(self, event: Event) -> Span:
        """The turn that a call belongs to; a repair belongs to whatever turn its member has just now."""
        purposes = [event.data["purpose"], *_TURNS]
        names = [event.member, ""] if event.data["purpose"] == _JUDGE else [event.member]
        open_turns = (self._turns.get((event.run_id, name, purpose)) for purpose in purposes for name in names)
        return next((turn for turn in open_turns if turn is not None), self._runs[event.run_id])

    def _end(self, span: Span | None, event: Event) -> None:
        if span is not None:
            span.end(_nanoseconds(event))


def _nanoseconds(event: Event) -> int:
    """An event's time since 1970, as spans count it."""
    return round(datetime.fromisoformat(event.at).timestamp() * 1e9)
