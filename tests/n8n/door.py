"""The door in front of Consilium: passes calls on to the real server, or plays a fault of its own."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

SKIPPED = {"connection", "transfer-encoding", "content-length", "date", "server", "host", "accept-encoding"}


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    def json(self) -> Any:
        """The body, which must be JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Played:
    """What the door answers by itself."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, status: int, body: Any, **headers: str) -> Self:
        """A JSON reply; underscores of header names stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = json.dumps(body, ensure_ascii=False).encode()
        return cls(status, data, {"Content-Type": "application/json", **named})


Answerer = Callable[[Call], "Played | None"]


class Door:
    """A loopback HTTP server; ``play`` decides per call, None passes it on to ``upstream``.

    Args:
        play: what is answered; replaced by tests for a while with ``playing``.
        upstream: the real server's address; without one every call is thanked for with 200.
    """

    def __init__(self, play: Answerer | None = None, *, upstream: str = "", port: int = 0) -> None:
        self.play: Answerer | None = play
        self.upstream = upstream
        self.calls: list[Call] = []
        self.strip: frozenset[str] = frozenset()
        self.released = threading.Event()
        self._port = port
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it listens; the same after it was shut and opened again."""
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.shut()

    def reset(self) -> None:
        """Forget calls and faults, and let go whoever hangs."""
        self.released.set()
        self.released = threading.Event()
        self.play, self.strip = None, frozenset()
        self.calls.clear()

    def open(self) -> None:
        """Listen."""
        door = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                door.answer(self)

            do_POST = do_GET  # noqa: N815 - names of the protocol
            do_DELETE = do_GET  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._server.daemon_threads = True
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def shut(self) -> None:
        """Stop listening: from now on connections are refused."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join(5)
            self._server = None

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Record a call and answer it."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        received = Call(handler.command, handler.path, headers, body, time.monotonic())
        self.calls.append(received)
        played = self.play(received) if self.play is not None else None
        if played is None:
            played = self._pass_on(received)
        handler.close_connection = True
        try:
            handler.send_response(played.status)
            for name, value in played.headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(played.body)))
            handler.send_header("Connection", "close")
            handler.end_headers()
            handler.wfile.write(played.body)
        except OSError:  # the caller lost patience, which is what some tests are about
            pass

    def hang(self, _: Call) -> Played:
        """Answer only when the test is over."""
        self.released.wait(60)
        return Played(503)

    def _pass_on(self, received: Call) -> Played:
        if not self.upstream:
            return Played.json(200, {"taken": True})
        parts = urlsplit(self.upstream)
        headers = {k: v for k, v in received.headers.items() if k not in SKIPPED | self.strip}
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        try:
            connection.request(received.method, received.path, received.body or None, headers)
            response = connection.getresponse()
            kept = {k: v for k, v in response.getheaders() if k.lower() not in SKIPPED}
            return Played(response.status, response.read(), kept)
        except OSError:
            return Played.json(502, {"title": "the server behind the door is gone"})
        finally:
            connection.close()
