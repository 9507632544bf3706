"""Traces: the shape of a debate, by the conventions, and not a word of what was said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from consilium import Consilium
from consilium.server.tracing import Tracer
from tests.server.conftest import panel
from tests.server.serving import hosted


@pytest.fixture
def spans(tmp_path: Path) -> list[ReadableSpan]:
    """The spans of one debate."""
    exporter = InMemorySpanExporter()
    tracer = Tracer(SimpleSpanProcessor(exporter))
    with Consilium.from_config(panel(tmp_path)) as consilium:
        consilium.ask("Does it help?", on_event=tracer.heard)
    tracer.close()
    return list(exporter.get_finished_spans())


def test_a_run_is_a_workflow_of_agents_that_chat(spans: list[ReadableSpan]) -> None:
    (run,) = [span for span in spans if span.name == "invoke_workflow consilium"]
    agents = [span for span in spans if span.name.startswith("invoke_agent ")]
    chats = [span for span in spans if span.name.startswith("chat ")]
    assert run.parent is None
    assert {span.parent.span_id for span in agents if span.parent} == {run.context.span_id}
    known = {span.context.span_id: span for span in agents}
    purposes = []
    for chat in chats:
        assert chat.parent
        assert chat.attributes
        turn = known[chat.parent.span_id]
        assert turn.attributes
        assert turn.attributes["consilium.purpose"] == chat.attributes["consilium.purpose"]
        purposes.append(str(chat.attributes["consilium.purpose"]))
    assert sorted(purposes) == ["answer"] * 2 + ["critique"] * 2 + ["judge"] * 2
    assert run.attributes
    assert run.attributes["consilium.status"] == "full"


def test_a_chat_has_what_the_conventions_ask_for(spans: list[ReadableSpan]) -> None:
    chat = next(span for span in spans if span.name == "chat model-first")
    assert chat.attributes
    assert chat.attributes["gen_ai.operation.name"] == "chat"
    assert chat.attributes["gen_ai.request.model"] == chat.attributes["gen_ai.response.model"] == "model-first"
    assert {"gen_ai.provider.name", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"} <= set(chat.attributes)
    assert chat.start_time
    assert chat.end_time
    assert chat.start_time <= chat.end_time


def test_no_word_of_question_or_answer_is_in_a_trace(spans: list[ReadableSpan]) -> None:
    written = " ".join(span.to_json() for span in spans)
    assert "help" not in written
    assert "depends" not in written


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """An OTLP collector on loopback, as far as traces need one."""
    got: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()
    server.server_close()


def test_a_server_sends_its_traces_to_the_collector_in_its_settings(
    tmp_path: Path, home: Path, collector: tuple[str, list[bytes]]
) -> None:
    url, got = collector
    with hosted(panel(tmp_path, server={"otlp": url}), home) as server, server.client() as client:
        assert client.post("/v1/ask", json={"question": "Does it help?"}).status_code == 200
    sent = [ExportTraceServiceRequest.FromString(body) for body in got]
    names = [
        span.name for one in sent for group in one.resource_spans for scope in group.scope_spans for span in scope.spans
    ]
    assert "invoke_workflow consilium" in names
    assert "chat model-first" in names
