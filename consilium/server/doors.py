"""What every HTTP request passes before it is looked at: host, origin, size, language.

A server on loopback is reached by every web page that the user opens, unless it looks at who sends
the request: the ``Host`` header gives away a page that was rebound to this machine's address, the
``Origin`` header any other page.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consilium.server.problems import Problem
from consilium.types.question import Language
from consilium.wording import say, speaking

BODY_TIMEOUT_S = 60.0

OWN_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})
LOCAL_ORIGIN: Final = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"


def over_socket(scope: Scope) -> bool:
    """Whether a request came over the Unix socket, which only this user can open."""
    server = scope.get("server")
    return server is not None and server[1] is None


class Doors:
    """The outermost layer of the server.

    Args:
        app: what lies behind.
        hosts: names that the server may be addressed by, besides this machine's own; None where it may have
            any, because nobody comes in without a key.
        origins: origins that may call, besides this machine's own.
        body_bytes: the largest body.
        told: a problem in the form that the callers of a path read.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Collection[str] | None,
        origins: Collection[str],
        body_bytes: int,
        told: Callable[[str, Problem], Response],
    ) -> None:
        self._app = app
        self._hosts = None if hosts is None else OWN_HOSTS | {host.lower() for host in hosts}
        self._origins = frozenset(origins)
        self._most = body_bytes
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        with speaking(_language(headers.get("accept-language", ""))):
            problem = self._objection(scope, headers)
            if problem is not None:
                response = self._told(scope["path"], problem)
                if problem.name == "too_large" and (origin := headers.get("origin")):
                    # A page that may call must be able to read why it was refused.
                    response.headers.update({"Access-Control-Allow-Origin": origin, "Vary": "Origin"})
                await response(scope, receive, send)
                return
            await self._app(scope, _Body(receive, self._most), send)

    def _objection(self, scope: Scope, headers: Headers) -> Problem | None:
        if over_socket(scope):
            return None
        host = _host_name(headers.get("host", ""))
        if self._hosts is not None and host not in self._hosts:
            return Problem(421, "wrong_host", say("server.host", host=host), next_step=say("server.allow_host"))
        origin = headers.get("origin")
        if origin and origin not in self._origins and not re.fullmatch(LOCAL_ORIGIN, origin):
            return Problem(403, "origin", say("server.origin", origin=origin), next_step=say("server.allow_origin"))
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._most:
            return too_large(self._most)
        return None


def too_large(most: int) -> Problem:
    """The problem of a body that is larger than the server takes."""
    return Problem(413, "too_large", say("server.too_large", most=most), next_step=say("server.shorten"))


class _Body:
    """A request's body that may be neither larger than announced nor longer under way than is decent."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._had = 0
        self._whole = False

    async def __call__(self) -> Message:
        # Once the body is in, what comes next is the caller's leaving, and may take as long as it likes.
        limit = None if self._whole else BODY_TIMEOUT_S
        try:
            message = await asyncio.wait_for(self._receive(), limit)
        except TimeoutError:
            raise Problem(408, "slow", say("server.slow_body"), next_step=say("server.send_again")) from None
        self._had += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._had > self._most:
            raise too_large(self._most)
        return message


def _host_name(host: str) -> str:
    """The name in a ``Host`` header, without the port."""
    bracketed = re.match(r"\[([^\]]*)\]", host)
    return (bracketed[1] if bracketed else host.partition(":")[0]).lower()


def _language(accepted: str) -> Language:
    """The first of our languages that a caller accepts; without a word of it, English."""
    found = re.search(r"\b(ru|en)\b", accepted.lower())
    return "ru" if found and found[1] == "ru" else "en"
