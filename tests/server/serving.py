"""Servers for tests: in a thread where a socket is enough, a process of its own where one must be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import uvicorn

from consilium.api import Engine
from consilium.config import Places, load_settings
from consilium.server.app import create_app
from consilium.store import AccessKey

PATIENCE_S = 30.0


@dataclass
class Hosted:
    """A server in a thread of this process."""

    engine: Engine
    url: str

    def client(self, key: str = "", **headers: str) -> httpx.Client:
        """An HTTP client that knows the address and, if given, a key."""
        if key:
            headers["Authorization"] = f"Bearer {key}"
        return httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE_S)

    def key(self, name: str, **more: Any) -> str:
        """A new key's text."""
        more.setdefault("scope", "ask")
        return self.engine.store.keys.create(AccessKey("", name, **more))[1]


@contextmanager
def hosted(config: Path, home: Path, *, public: bool = False) -> Iterator[Hosted]:
    """A server over a home, ended when the block is left."""
    engine = Engine(load_settings(config, Places(home)))
    server = uvicorn.Server(uvicorn.Config(create_app(engine, public=public), port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Hosted(engine, f"http://127.0.0.1:{_port(server)}")
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)


def _port(server: uvicorn.Server) -> int:
    give_up = time.monotonic() + PATIENCE_S
    while not server.started:
        assert time.monotonic() < give_up, "the server did not start"
        time.sleep(0.01)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


class Process:
    """``consilium serve`` as a process of its own."""

    def __init__(self, config: Path, home: Path, *words: str) -> None:
        self.home = home
        program = [sys.executable, "-m", "consilium", "serve", "--config", str(config), "--home", str(home)]
        environment = {**os.environ, "CONSILIUM_HOME": str(home)}
        self.process = subprocess.Popen(
            [*program, "--port", "0", *words], env=environment, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stderr
        self.said = self.process.stderr.readline()

    @property
    def record(self) -> dict[str, Any]:
        """What the server says of itself in its home."""
        plain: dict[str, Any] = json.loads((self.home / "server.json").read_text(encoding="utf-8"))
        return plain

    def client(self, key: str = "") -> httpx.Client:
        """An HTTP client on its TCP port."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.record["url"], headers=headers, timeout=PATIENCE_S)

    def socket_client(self) -> httpx.Client:
        """An HTTP client on its Unix socket."""
        transport = httpx.HTTPTransport(uds=self.record["socket"])
        return httpx.Client(base_url="http://consilium", transport=transport, timeout=PATIENCE_S)

    def kill(self) -> None:
        """End it without a chance to clean up."""
        self.process.kill()
        self.process.communicate()

    def terminate(self) -> tuple[int, str]:
        """Ask it to end; its exit code and what it said on the way."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, said

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()


def ended(client: httpx.Client, run_id: str) -> dict[str, Any]:
    """A run's state once it has come to its end."""
    give_up = time.monotonic() + PATIENCE_S
    while True:
        reply = client.get(f"/v1/runs/{run_id}", params={"wait_s": 10})
        assert reply.status_code == 200, reply.text
        state: dict[str, Any] = reply.json()
        if state["state"] not in {"queued", "running"}:
            return state
        assert time.monotonic() < give_up, state


def events(reply: httpx.Response) -> list[dict[str, Any]]:
    """The events of a finished stream."""
    return [json.loads(line[5:]) for line in reply.text.splitlines() if line.startswith("data:")]
