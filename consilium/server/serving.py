"""A process that serves: one owner of the home, its sockets, and an end that loses nothing."""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import json
import os
import signal
import socket
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from filelock import FileLock, Timeout

from consilium import __version__
from consilium.api import Engine
from consilium.config import Loaded, Places
from consilium.config.fingerprint import fingerprint
from consilium.disk import write_atomic
from consilium.errors import ConfigError, UsageError
from consilium.server.app import create_app
from consilium.server.hosting import BACKLOG, drained, quiet_server
from consilium.store import SqliteRunStore, SystemClock
from consilium.types.codec import to_json
from consilium.wording import say

_LONGEST_SOCKET = 100
"""Unix socket addresses have room for some hundred bytes only."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens; without a host only on the Unix socket of its home."""

    host: str | None
    port: int = 0

    @property
    def public(self) -> bool:
        """Whether other machines can reach it."""
        return self.host is not None and self.host != "localhost" and not _is_loopback(self.host)


@dataclass(frozen=True, slots=True)
class Listening:
    """Open sockets, and where they are found."""

    sockets: list[socket.socket]
    url: str
    socket: str


def serve(loaded: Loaded, address: Address, announce: Callable[[str, str], None]) -> None:
    """Serve until told to end.

    Args:
        loaded: the settings in force.
        address: where to listen.
        announce: told the URL (empty without one) and the Unix socket once questions are taken.

    Raises:
        UsageError: another server owns this home, or the address is taken or not safe to listen on.
    """
    places = loaded.places
    # Before cards and keys are read: what changes from here on must not pass for what is in force.
    instance = fingerprint(__version__, loaded.path, places)
    _refuse_open_doors(places, address)
    with owned(places), bound(places, address) as listening:
        # Only whoever owns the home may open it for runs that were left.
        engine = Engine(loaded)
        try:
            app = create_app(engine, public=address.public, instance=instance)
            tell = partial(announce, listening.url, listening.socket)
            asyncio.run(_serve(app, listening.sockets, loaded.settings.server.drain_s, tell))
        finally:
            engine.close()


@contextmanager
def owned(places: Places) -> Iterator[None]:
    """Own the home's runs; the operating system gives them back however the process ends.

    Raises:
        UsageError: another server owns them.
    """
    places.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(places.server_lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        known = _read(places.server)
        where = known.get("url") or known.get("socket") or "?"
        message = say("server.owned", home=places.home, pid=str(known.get("pid", "?")), where=where)
        raise UsageError(message, next_step=say("server.end_other")) from None
    try:
        yield
    finally:
        places.server.unlink(missing_ok=True)
        lock.release()


@contextmanager
def bound(places: Places, address: Address) -> Iterator[Listening]:
    """The sockets to listen on, and the file that tells this user's programs where they are.

    Raises:
        UsageError: the address cannot be listened on.
    """
    sockets: list[socket.socket] = []
    path = _socket_path(places.home)
    try:
        url = ""
        if address.host is not None:
            sockets.append(_tcp(address.host, address.port))
            host = f"[{address.host}]" if ":" in address.host else address.host
            url = f"http://{host}:{sockets[0].getsockname()[1]}"
        if path is not None:
            sockets.append(_unix(path))
        record = {
            "version": __version__,
            "pid": os.getpid(),
            "url": url,
            "socket": str(path or ""),
            "started": SystemClock().now(),
        }
        write_atomic(places.server, to_json(record), mode=0o600)
        yield Listening(sockets, url, str(path or ""))
    finally:
        for one in sockets:
            one.close()
        if path is not None:
            path.unlink(missing_ok=True)


async def _serve(app: FastAPI, sockets: list[socket.socket], drain_s: float, announce: Callable[[], None]) -> None:
    server = quiet_server(app, announce)
    loop = asyncio.get_running_loop()
    ending: list[asyncio.Task[None]] = []

    def end() -> None:
        if ending:  # told twice: at once
            server.should_exit = True
        else:
            ending.append(loop.create_task(drained(app, server, drain_s)))

    for one in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows ends a process without asking it
            loop.add_signal_handler(one, end)
    await server.serve(sockets)
    for task in ending:
        task.cancel()


def _refuse_open_doors(places: Places, address: Address) -> None:
    if not address.public:
        return
    store = SqliteRunStore(places.database, SystemClock())
    try:
        safe = store.keys.any()
    finally:
        store.close()
    if not safe:
        raise ConfigError(say("server.no_keys", host=address.host), next_step="consilium keys create NAME")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _tcp(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.create_server((host, port), family=family, backlog=BACKLOG)
        # asyncio does this only for sockets whose protocol it was told; without it each answer waits 40 ms
        # for the acknowledgement of its own head.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        message = say("server.cannot_listen", where=f"{host}:{port}", error=error.strerror or error)
        raise UsageError(message, next_step=say("server.other_port")) from error
    made.setblocking(False)
    return made


def _unix(path: Path) -> socket.socket:
    path.unlink(missing_ok=True)  # left by a server that was killed; whoever owns the home owns it too
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        made.bind(str(path))
    finally:
        os.umask(before)
    made.listen(BACKLOG)
    made.setblocking(False)
    return made


def _socket_path(home: Path) -> Path | None:
    """Where the home's Unix socket lies; in a folder of this user's own where the home's path is too long."""
    if not hasattr(socket, "AF_UNIX"):
        return None
    path = home / "consilium.sock"
    if len(os.fsencode(path)) < _LONGEST_SOCKET:
        return path
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"consilium-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    kind = folder.lstat()
    if not stat.S_ISDIR(kind.st_mode) or kind.st_uid != os.getuid() or kind.st_mode & 0o077:
        raise UsageError(say("server.bad_folder", folder=folder), next_step=say("server.remove_folder"))
    return folder / f"{name}.sock"


def _read(path: Path) -> dict[str, object]:
    try:
        known: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known
