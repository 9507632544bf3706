"""Reports of a run's end to whoever asked for one: signed, retried, only to places that are allowed.

Signed as Standard Webhooks (standardwebhooks.com) describe. What is still to be delivered is kept with
the run, so a restart loses no report. Reports leave this machine and are redacted.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import random
import secrets
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import httpx

from consilium import __version__
from consilium.disk import write_atomic
from consilium.server.desk import Desk
from consilium.server.problems import Problem
from consilium.server.state import run_state
from consilium.store import Accepted, Callback
from consilium.types.codec import to_json
from consilium.wording import say

MOST_ATTEMPTS: Final = 10
LONGEST_WAIT_S: Final = 3600.0
TIMEOUT_S: Final = 15.0
_FIRST_WAIT_S: Final = 2.0
_OURS: Final = frozenset({"host", "content-length", "content-type", "transfer-encoding", "connection", "user-agent"})


def signing_secret(path: Path) -> str:
    """The home's secret for signing reports, in the form receivers expect; made on first use."""
    if not path.is_file():
        write_atomic(path, "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode() + "\n", mode=0o600)
    return path.read_text(encoding="utf-8").strip()


def signed(secret: str, name: str, at: int, body: str) -> dict[str, str]:
    """The headers that prove a report is ours.

    Args:
        secret: ``whsec_`` and 32 bytes in base 64.
        name: the report's id, the same for every attempt, so that a receiver can tell a repetition.
        at: Unix time of the attempt.
        body: the exact text that is sent.
    """
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mark = hmac.new(key, f"{name}.{at}.{body}".encode(), hashlib.sha256).digest()
    return {
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(mark).decode()}",
    }


def allowed(url: str, headers: Mapping[str, str], origins: Collection[str]) -> Callback:
    """A callback that may be kept.

    An address is compared as it is written, before any name is looked up, and no redirection is
    followed, so a name that changes its mind leads nowhere new.

    Raises:
        Problem: it leads to a place that the settings do not allow, or carries a header that is ours.
    """
    origin = _origin(url)
    if origin is None or origin not in {_origin(one) for one in origins}:
        raise Problem(403, "callback", say("server.callback", url=url), next_step=say("server.allow_callback"))
    wrong = [name for name, value in headers.items() if name.lower() in _OURS or not _plain(name) or not _plain(value)]
    if wrong:
        detail = say("server.callback_header", name=wrong[0])
        raise Problem(422, "invalid", detail, next_step=say("server.other_header"))
    return Callback(url, dict(headers))


def _origin(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an address without a user in it, read as the client that sends will read it."""
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return None
    usual = {"http": 80, "https": 443}
    if parts.scheme not in usual or parts.userinfo:
        return None
    return parts.scheme, parts.host, parts.port or usual[parts.scheme]


def _plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


class Courier:
    """Delivers what is due, one report after another, until it is told to stop.

    Args:
        desk: knows the runs.
        secret: signs the reports.
        delivered: told ``delivered`` or ``failed`` for each report that is done with.
    """

    def __init__(self, desk: Desk, secret: str, delivered: Callable[[str], None]) -> None:
        self._desk = desk
        self._secret = secret
        self._delivered = delivered
        self._news = asyncio.Event()
        self._client = httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False)

    def wake(self, _run_id: str = "") -> None:
        """Look at once whether something is due."""
        self._news.set()

    async def run(self) -> None:
        """Deliver for as long as the server lives."""
        try:
            while True:
                self._news.clear()
                wait = await self._round()
                try:
                    await asyncio.wait_for(self._news.wait(), wait)
                except TimeoutError:
                    continue
        finally:
            await self._client.aclose()

    async def _round(self) -> float | None:
        """Deliver everything that is due; seconds until the next is, None where nothing waits."""
        now = time.time()
        rows = self._desk.store.intake.undelivered()
        await asyncio.gather(*(self._deliver(row) for row in rows if row.callback.due <= now))
        waiting = [row.callback.due for row in self._desk.store.intake.undelivered()]
        return max(0.0, min(waiting) - time.time()) if waiting else None

    async def _deliver(self, row: Accepted) -> None:
        error, asked_wait = await self._send(row)
        tried = replace(row.callback, attempts=row.callback.attempts + 1, last_error=error)
        if not error:
            done = replace(tried, state="delivered")
        elif tried.attempts >= MOST_ATTEMPTS:
            done = replace(tried, state="failed")
        else:
            backoff = min(LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0**row.callback.attempts) * random.uniform(0.8, 1.2)  # noqa: S311
            done = replace(tried, due=time.time() + max(backoff, asked_wait))
        self._desk.store.intake.delivery(row.run_id, done)
        if done.state != "waiting":
            self._delivered(done.state)

    async def _send(self, row: Accepted) -> tuple[str, float]:
        """Why the attempt failed (empty: it did not), and how many seconds the receiver asked us to wait."""
        state = run_state(self._desk, row.run_id, redacted=True)
        kind = "run.finished" if state["verdict"] else "run.failed"
        body = to_json({"type": kind, "run": {**state, "callback": None}})
        headers = {
            **row.callback.headers,
            "content-type": "application/json",
            "user-agent": f"consilium/{__version__}",
            **signed(self._secret, f"msg_{row.run_id}", int(time.time()), body),
        }
        try:
            reply = await self._client.post(row.callback.url, content=body.encode(), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return f"{type(error).__name__}: {error}", 0.0
        if reply.is_success:
            return "", 0.0
        after = reply.headers.get("retry-after", "")
        return f"HTTP {reply.status_code}", min(float(after), LONGEST_WAIT_S) if after.isdecimal() else 0.0
