"""A run at the server: started, watched, waited for, stopped."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from consilium import __version__
from consilium.client.failures import Fault, Stopped, failure_of, server_lost
from consilium.client.finding import NotServed, find_server, not_listening
from consilium.client.received import ReceivedVerdict
from consilium.client.wire import ANSWER_S, BROKEN, CannotConnect, Reply, Wire
from consilium.config.fingerprint import fingerprint, spelled
from consilium.config.lookup import find_settings
from consilium.config.places import Places
from consilium.errors import ConsiliumError
from consilium.types.event import Event
from consilium.wording import reader_language, say

POLL_S: Final = 50
LAST_WORDS_S: Final = 10

ACCEPTED: Final = 202
CHANGED: Final = 412
BUSY: Final = 503
_SAID_HERE: Final = frozenset({400, 404, 413, 422})
"""Refusals of the question itself, which this process words in its own way."""

_UNDER_WAY: Final = frozenset({"queued", "running"})


def hand_on(body: Mapping[str, Any], config: Path | None, places: Places, *, watched: bool) -> RemoteRun:
    """Have the home's server start a run.

    Args:
        body: the question, as ``POST /v1/runs`` takes it.
        config: the settings file that was named.
        places: the home.
        watched: whether somebody will see text arrive.

    Raises:
        NotServed: no server takes the question.
        ConfigError: the settings file named is missing.
        ConsiliumError: the server was sent the question and never answered.
        Stopped: by Ctrl-C, and the run with it.
    """
    path = find_server(places)
    mine = spelled(fingerprint(__version__, find_settings(config, places), places))
    wire = Wire(path, {"Accept-Language": reader_language()})
    # A question that comes again under the same key starts nothing and is not paid for twice.
    headers = {"Consilium-Instance": mine, "Idempotency-Key": os.urandom(16).hex()}
    submit = partial(_submitted, wire, places, body, headers, watched=watched)
    try:
        return _run_of(wire, places, submit(ANSWER_S))
    except KeyboardInterrupt:
        # The server may have begun, and nobody would know the run that goes on.
        with suppress(NotServed, Fault), _run_of(wire, places, submit(LAST_WORDS_S)).stoppable():
            raise
        raise


class RemoteRun:
    """A run that the server carries out.

    Args:
        wire: reaches the server.
        run_id: the run's id.
        transcript: where its Markdown transcript lies in the end.
    """

    def __init__(self, wire: Wire, run_id: str, transcript: Path) -> None:
        self.run_id = run_id
        self.transcript = transcript
        self._wire = wire
        self._seen = 0

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Stop the run at the server where this process is stopped inside the block.

        Raises:
            Stopped: by Ctrl-C.
        """
        try:
            yield
        except ConsiliumError:
            raise
        except KeyboardInterrupt as error:
            self._cancel()
            raise Stopped(self.transcript) from error
        except BaseException:
            self._cancel()
            raise

    def verdict(self, tell: Callable[[Event], None] | None = None) -> ReceivedVerdict:
        """Wait for the verdict.

        Args:
            tell: told every event; None where nobody watches.

        Raises:
            ConsiliumError: the run failed, or the server ended before it did.
        """
        state = self._watched(tell) if tell else self._waited()
        if state["verdict"] is not None:
            return ReceivedVerdict(state["verdict"])
        raise failure_of(self._last_words(), self.transcript)

    def _waited(self) -> dict[str, Any]:
        asked_again = False
        while True:
            began = time.monotonic()
            try:
                state = self._state(POLL_S)
            except BROKEN:
                if asked_again:
                    raise server_lost(self.run_id) from None
                asked_again = True
                continue
            if state["state"] not in _UNDER_WAY:
                return state
            if time.monotonic() - began < POLL_S / 2:
                # Back before its time without an end: the server has put the run aside to end itself.
                raise server_lost(self.run_id)
            asked_again = False

    def _watched(self, tell: Callable[[Event], None]) -> dict[str, Any]:
        asked_again = False
        while True:
            before = self._seen
            self._pass_on(tell)
            try:
                state = self._state()
            except BROKEN:
                raise server_lost(self.run_id) from None
            if state["state"] not in _UNDER_WAY:
                return state
            if asked_again and self._seen == before:
                raise server_lost(self.run_id)
            asked_again = True

    def _pass_on(self, tell: Callable[[Event], None]) -> None:
        stream = self._wire.events(self._at("/events"), self._seen)
        while (plain := self._next(stream)) is not None:
            self._seen = plain["seq"]
            tell(Event(**plain))

    def _next(self, stream: Iterator[dict[str, Any]]) -> dict[str, Any] | None:
        """The next event; None at the end of the stream, be it meant or not."""
        try:
            return next(stream, None)
        except CannotConnect:
            raise server_lost(self.run_id) from None
        except BROKEN:
            return None

    def _last_words(self) -> Mapping[str, Any]:
        """The data of the event that says why there is no verdict."""
        try:
            events = list(self._wire.events(self._at("/events"), 0))
        except (CannotConnect, *BROKEN):
            raise server_lost(self.run_id) from None
        failed: list[Mapping[str, Any]] = [event["data"] for event in events if event["kind"] == "run.failed"]
        if not failed:
            raise server_lost(self.run_id)
        return failed[-1]

    def _state(self, wait_s: int = 0) -> dict[str, Any]:
        try:
            reply = self._wire.send("GET", self._at(f"?wait_s={wait_s}"), patience_s=wait_s + 30)
        except CannotConnect:
            raise server_lost(self.run_id) from None
        if "state" not in reply.plain:
            raise server_lost(self.run_id)
        return reply.plain

    def _cancel(self) -> None:
        """Stop the run, and wait for what the server still does: keeping what was paid for."""
        with suppress(CannotConnect, ConsiliumError, *BROKEN):
            self._wire.send("POST", self._at("/cancel"), {}, patience_s=LAST_WORDS_S)
            self._state(LAST_WORDS_S)

    def _at(self, rest: str) -> str:
        return f"/v1/runs/{self.run_id}{rest}"


def _run_of(wire: Wire, places: Places, reply: Reply) -> RemoteRun:
    run_id = str(reply.plain.get("id") or reply.plain.get("run_id") or "")
    if not run_id:
        raise _refused(reply)
    return RemoteRun(wire, run_id, places.transcripts / f"{run_id}.md")


def _submitted(
    wire: Wire,
    places: Places,
    body: Mapping[str, Any],
    headers: Mapping[str, str],
    patience_s: float,
    *,
    watched: bool,
) -> Reply:
    # Text is streamed from the models only where somebody sees it arrive; a reply that got lost is asked
    # for once more.
    target, content = ("/v1/runs", body) if watched else ("/v1/ask", {**body, "wait_s": 0})
    for last in (False, True):
        try:
            return wire.send("POST", target, content, headers=headers, patience_s=patience_s)
        except CannotConnect as error:
            if last:
                break
            raise not_listening(places, error.cause) from error
        except BROKEN:
            continue
    raise server_lost("")


def _refused(reply: Reply) -> NotServed:
    if reply.status in _SAID_HERE:
        return NotServed()
    if reply.status == CHANGED:
        parts = [say(f"client.part_{name}") for name in reply.plain.get("differs", [])]
        return NotServed(say("client.differs", parts=", ".join(parts)))
    if reply.status == BUSY:
        return NotServed(say("client.busy"))
    return NotServed(say("client.refused", detail=reply.plain.get("detail") or reply.status))
