"""HTTP over a Unix socket with nothing but Python's own library."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

CONNECT_S: Final = 5.0
ANSWER_S: Final = 60.0
HEARTBEATS_S: Final = 45.0
"""A stream that is silent for several of the server's heartbeats is broken."""

BROKEN: Final = (OSError, http.client.HTTPException, ValueError)
"""What a connection that breaks off raises; the last one where it broke off inside JSON."""


class CannotConnect(Exception):
    """Nobody listens: nothing was sent."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and the JSON that came with it."""

    status: int
    plain: dict[str, Any]


class Wire:
    """Requests to one server, each on a connection of its own.

    Args:
        path: its Unix socket.
        headers: sent with every request.
    """

    def __init__(self, path: str, headers: Mapping[str, str]) -> None:
        self._path = path
        self._headers = dict(headers)

    def send(
        self,
        method: str,
        target: str,
        body: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        patience_s: float = ANSWER_S,
    ) -> Reply:
        """Send a request and read its JSON.

        Raises:
            CannotConnect: nobody listens.
            OSError, HTTPException, ValueError: the connection broke off.
        """
        connection = self._connected(patience_s)
        try:
            content = None if body is None else json.dumps(body).encode()
            kind = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, target, content, {**self._headers, **kind, **(headers or {})})
            response = connection.getresponse()
            plain = json.loads(response.read() or b"{}")
            return Reply(response.status, plain if isinstance(plain, dict) else {})
        finally:
            connection.close()

    def events(self, target: str, after: int) -> Iterator[dict[str, Any]]:
        """The server-sent events of a run, until the server ends them or the connection breaks off.

        Args:
            target: the stream.
            after: the number of the last event that is known.

        Raises:
            CannotConnect: nobody listens.
            OSError, HTTPException, ValueError: the connection broke off.
        """
        connection = self._connected(HEARTBEATS_S)
        try:
            connection.request("GET", target, headers={**self._headers, "Last-Event-ID": str(after)})
            response = connection.getresponse()
            while line := response.readline():
                # Every event is one line of JSON; its number and kind stand in there too.
                if line.startswith(b"data:"):
                    yield json.loads(line[5:])
        finally:
            connection.close()

    def _connected(self, patience_s: float) -> http.client.HTTPConnection:
        connection = _Connection(self._path, patience_s)
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise CannotConnect(error) from error
        return connection


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: str, patience_s: float) -> None:
        super().__init__("localhost")
        self._path = path
        self._patience_s = patience_s

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(CONNECT_S)
        self.sock.connect(self._path)
        self.sock.settimeout(self._patience_s)
