"""A server on a Unix socket that answers as it is told, and hangs up in the middle of a word."""

from __future__ import annotations

import json
import os
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from consilium import __version__

HANG_UP = 0
"""A status that is none: the connection is closed without a word."""


@dataclass(frozen=True)
class Said:
    """One answer: a status with JSON, or a stream of events; ``ends`` says whether the stream ends as it should."""

    status: int = 200
    plain: Any = None
    events: list[dict[str, Any]] | None = None
    ends: bool = True


@dataclass(frozen=True)
class Heard:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Stub:
    """What is said to each request in turn, and what was heard."""

    answers: list[Said]
    heard: list[Heard] = field(default_factory=list)


@contextmanager
def stub(home: Path, *answers: Said) -> Iterator[Stub]:
    """A server of a home, as long as the block lasts."""
    told = Stub(list(answers))
    home.mkdir(exist_ok=True)
    path = home / "stub.sock"
    record = {"version": __version__, "pid": os.getpid(), "socket": str(path), "url": "", "started": ""}
    with socketserver.ThreadingUnixStreamServer(str(path), _handler(told)) as server:
        (home / "server.json").write_text(json.dumps(record), encoding="utf-8")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()
    path.unlink()


def _handler(told: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def log_message(self, *_: object) -> None:
            pass

        def address_string(self) -> str:
            return "socket"

        def _answer(self) -> None:
            self.close_connection = True
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            told.heard.append(Heard(self.command, self.path, dict(self.headers), body))
            said = told.answers.pop(0)
            if said.status == HANG_UP:
                return
            self.send_response(said.status)
            if said.events is None:
                content = json.dumps(said.plain).encode()
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                return
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for event in said.events:
                self._chunk(f"id: {event['seq']}\ndata: {json.dumps(event)}\n\n".encode())
            self._chunk(b"" if said.ends else b": ping\n\n")

        def _chunk(self, content: bytes) -> None:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))

    return Handler
