"""HTTP/1.1 as far as model clients use it: keep-alive, Content-Length in, Content-Length or chunks out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from tests.wire.records import Head, Stream, Whole

Handler = Callable[["Connection", Head, bytes], Awaitable[None]]


class Connection(asyncio.Protocol):
    """One client; its request is handled in a task that ends when the client goes away."""

    def __init__(self, handler: Handler, tasks: set[asyncio.Task[None]]) -> None:
        self._handler = handler
        self._tasks = tasks
        self._buffer = b""
        self._task: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop answering a client that is gone."""
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        """Collect bytes until a request is whole, then answer it."""
        self._buffer += data
        if self._task is None or self._task.done():
            self._next()

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        """Close after what was written has left."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Cut the connection at once, as a crashed server would."""
        if self._transport is not None:
            self._transport.abort()

    def begin(self, stream: Stream) -> None:
        """Send the head of a chunked response."""
        self.write(_head(200, {"content-type": stream.content_type, "transfer-encoding": "chunked"}))

    def chunk(self, frame: bytes) -> None:
        """Send one frame, in two chunks: no client may rely on a frame arriving in one read."""
        half = len(frame) // 2
        for piece in (frame[:half], frame[half:]):
            if piece:
                self.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")

    def end(self) -> None:
        """Send the last chunk."""
        self.write(b"0\r\n\r\n")

    def respond(self, response: Whole) -> None:
        """Send a complete response."""
        self.write(self.headed(response) + response.body)

    def headed(self, response: Whole) -> bytes:
        """The head of a complete response."""
        length = {"content-type": response.content_type, "content-length": str(len(response.body))}
        return _head(response.status, {**length, **response.headers})

    def _next(self) -> None:
        parsed = _parse(self._buffer)
        if parsed is None:
            return
        head, body, self._buffer = parsed
        task = asyncio.ensure_future(self._serve(head, body))
        self._task = task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, head: Head, body: bytes) -> None:
        try:
            await self._handler(self, head, body)
        except Exception:
            # A mistake of the server's own must not look like a slow model.
            self.abort()
            raise
        self._task = None
        self._next()


def _parse(data: bytes) -> tuple[Head, bytes, bytes] | None:
    """The first whole request in ``data`` and the bytes after it; None when it is not all there."""
    top, found, rest = data.partition(b"\r\n\r\n")
    if not found:
        return None
    first, *lines = top.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", "0"))
    if len(rest) < length:
        return None
    url = urlsplit(target)
    return Head(method, url.path, dict(parse_qsl(url.query)), headers), rest[:length], rest[length:]


def _head(status: int, headers: dict[str, str]) -> bytes:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Overloaded"
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
