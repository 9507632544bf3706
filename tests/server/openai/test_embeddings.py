"""Embeddings are passed on, and nothing of what lies behind leaks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from tests.server.conftest import panel
from tests.server.openai.conftest import sdk_of
from tests.server.serving import Hosted, hosted

KEY = "key-behind-the-server"
VECTORS = {
    "object": "list",
    "model": "m",
    "data": [{"object": "embedding", "index": 0, "embedding": [0.5, 0.25]}],
    "usage": {"prompt_tokens": 1, "total_tokens": 1},
}

SAID: dict[int, Any] = {
    200: VECTORS,
    400: {"error": {"message": f"no, {KEY}", "type": "t", "param": "input", "code": None}},
    404: {"error": "model not found, try pulling it"},
    422: {"detail": []},
}


class Behind(BaseHTTPRequestHandler):
    """Answers as the model's name says, and remembers what it was sent."""

    seen: list[dict[str, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append({**body, "path": self.path, "key": self.headers.get("Authorization")})
        status = int(body["model"])
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/v1/elsewhere")
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(SAID.get(status, {"error": {"message": "no"}})).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
        """Be silent."""


@contextmanager
def behind() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    seen: list[dict[str, Any]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Behind,), {"seen": seen}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_texts_and_answers_are_passed_on(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDER_KEY", KEY)
    with behind() as (url, seen):
        settings = {"embeddings": {"api_base": url, "key_env": "EMBEDDER_KEY"}}
        with hosted(panel(tmp_path, server=settings), home) as server, sdk_of(server) as sdk:
            reply = sdk.embeddings.create(model="200", input=["beetroot"], encoding_format="float", dimensions=2)
            assert reply.data[0].embedding == [0.5, 0.25]
            expected = {"input": ["beetroot"], "dimensions": 2, "path": "/v1/embeddings", "key": f"Bearer {KEY}"}
            assert expected.items() <= seen[0].items()
            with pytest.raises(openai.BadRequestError) as refused:
                sdk.embeddings.create(model="400", input="x")
            assert (refused.value.type, refused.value.param, refused.value.code) == ("t", "input", "embeddings")
            assert KEY not in str(refused.value)
            with pytest.raises(openai.NotFoundError, match="try pulling it"):
                sdk.embeddings.create(model="404", input="x")
            with pytest.raises(openai.BadRequestError, match="HTTP 422"):
                sdk.embeddings.create(model="422", input="x")
            for status in ("302", "401", "403", "500"):
                with pytest.raises(openai.InternalServerError) as caught:
                    sdk.embeddings.create(model=status, input="x")
                assert (caught.value.status_code, caught.value.code) == (503, "embeddings")
                assert f"HTTP {status}" in caught.value.message
                assert KEY not in caught.value.message
            assert {one["path"] for one in seen} == {"/v1/embeddings"}


def test_a_service_that_is_not_there_is_named_with_the_next_step(server: Hosted, sdk: openai.OpenAI) -> None:
    with pytest.raises(openai.InternalServerError, match=r"server\.embeddings") as caught:
        sdk.embeddings.create(model="m", input="x")
    assert caught.value.status_code == 503
    assert server.engine.loaded.settings.server.embeddings.api_base in caught.value.message


def test_texts_for_this_machine_take_no_proxy(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with behind() as (url, seen), behind() as (proxy, passed):
        monkeypatch.setenv("HTTP_PROXY", proxy)
        monkeypatch.setenv("http_proxy", proxy)
        settings = {"embeddings": {"api_base": url}}
        with hosted(panel(tmp_path, server=settings), home) as server:
            reply = httpx.post(f"{server.url}/v1/embeddings", json={"model": "200", "input": "x"}, trust_env=False)
    assert (reply.status_code, len(seen), passed) == (200, 1, [])


def test_an_answer_without_end_is_refused(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilium.server.openai.embeddings.MOST_BYTES", 50)
    with behind() as (url, _), hosted(panel(tmp_path, server={"embeddings": {"api_base": url}}), home) as server:
        with sdk_of(server) as sdk, pytest.raises(openai.InternalServerError) as caught:
            sdk.embeddings.create(model="200", input="x")
        assert (caught.value.status_code, caught.value.code) == (503, "embeddings")
