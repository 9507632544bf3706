"""A real n8n as a process of its own: its own folder, its own ports, an otherwise empty environment."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

HOME = Path(
    os.environ.get("N8N_TEST_HOME")
    or Path(os.environ.get("CONSILIUM_TEST_CACHE") or Path.home() / ".cache" / "consilium-tests") / "n8n-2.8.4"
)
PROGRAM = HOME / "node_modules" / "n8n" / "bin" / "n8n"
PATIENCE_S = 120

OFF = (
    "N8N_DIAGNOSTICS_ENABLED",
    "N8N_VERSION_NOTIFICATIONS_ENABLED",
    "N8N_TEMPLATES_ENABLED",
    "N8N_PERSONALIZATION_ENABLED",
    "N8N_HIRING_BANNER_ENABLED",
    "N8N_LICENSE_AUTO_RENEW_ENABLED",
)


def missing() -> str:
    """Why there is no n8n to test against; empty where there is one."""
    if shutil.which("node") is None:
        return "no Node.js: the real n8n needs it"
    return "" if PROGRAM.exists() else f"no n8n at {HOME}: bash tools/install_n8n.sh"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a webhook answered."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    def json(self) -> Any:
        """The body, which must be JSON."""
        return json.loads(self.body)


def call(url: str, body: Any = None, *, headers: Mapping[str, str] | None = None, timeout: float = 60) -> Reply:
    """POST JSON, or GET where there is no body; an error status is a reply like any other."""
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return Reply(response.status, response.read(), {k.lower(): v for k, v in response.headers.items()})
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.read(), {k.lower(): v for k, v in error.headers.items()})


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Machine:
    """One n8n; set it up with ``take``, then use it as a context manager.

    Args:
        folder: where everything it writes goes.
        more: further environment variables.
    """

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{free_port()}"
        self.nodes = folder / ".n8n" / "nodes" / "node_modules"
        self.log = folder / "n8n.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "N8N_USER_FOLDER": str(folder),
            "N8N_ENCRYPTION_KEY": "a-key-for-tests-only",
            "DB_TYPE": "sqlite",
            "N8N_LISTEN_ADDRESS": "127.0.0.1",
            "N8N_HOST": "127.0.0.1",
            "N8N_PORT": self.url.rpartition(":")[2],
            "WEBHOOK_URL": self.url,
            "N8N_RUNNERS_BROKER_LISTEN_ADDRESS": "127.0.0.1",
            "N8N_RUNNERS_BROKER_PORT": str(free_port()),
            "N8N_DISABLE_UI": "true",
            "N8N_PUBLIC_API_DISABLED": "true",
            "N8N_COMMUNITY_PACKAGES_ENABLED": "true",
            **dict.fromkeys(OFF, "false"),
            **more,
        }

    @property
    def database(self) -> Path:
        """Its SQLite file."""
        return self.folder / ".n8n" / "database.sqlite"

    def command(self, *words: str) -> str:
        """Run one of its commands to the end and give what it printed."""
        done = subprocess.run(
            ["node", str(PROGRAM), *words],
            env=self._environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        if done.returncode:
            raise RuntimeError(f"n8n {' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def take(self, workflows: Sequence[Mapping[str, Any]], credentials: Sequence[Mapping[str, Any]]) -> None:
        """Import credentials and workflows through its own commands."""
        keys = self.folder / "credentials.json"
        keys.write_text(json.dumps(list(credentials)), encoding="utf-8")
        self.command("import:credentials", f"--input={keys}")
        flows = self.folder / "workflows"
        flows.mkdir(exist_ok=True)
        for workflow in workflows:
            (flows / f"{workflow['id']}.json").write_text(json.dumps(workflow), encoding="utf-8")
        self.command("import:workflow", "--separate", f"--input={flows}")

    def switch_on(self, only: str = "") -> None:
        """Publish every workflow, or one, while it does not run."""
        # An import always switches a workflow off; publish:workflow would cost ten seconds for each.
        with closing(sqlite3.connect(self.database)) as database, database:
            database.execute(
                "update workflow_entity set active = 1, activeVersionId = versionId where ? in ('', id)", (only,)
            )

    def give(self) -> list[dict[str, Any]]:
        """All its workflows, as its own command exports them."""
        path = self.folder / "exported.json"
        self.command("export:workflow", "--all", f"--output={path}")
        workflows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return workflows

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                ["node", str(PROGRAM), "start"], env=self._environment, cwd=self.folder, stdout=log, stderr=log
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)

    def ready(self, path: str) -> None:
        """Wait until the POST webhook at ``path`` is there.

        While it starts, n8n answers everything with 200 and "n8n is starting up", so only the hint
        that a known path was called with the wrong method proves anything.
        """
        patience = time.monotonic() + PATIENCE_S
        while time.monotonic() < patience:
            if self._process is not None and self._process.poll() is not None:
                break
            try:
                if b"Did you mean to make a POST request" in call(f"{self.url}/webhook/{path}", timeout=5).body:
                    return
            except OSError:
                pass
            time.sleep(0.25)
        raise RuntimeError(f"n8n did not get ready:\n{self.log.read_text(encoding='utf-8')[-3000:]}")

    def post(self, path: str, body: Any, *, key: str = "", timeout: float = 60) -> Reply:
        """Call a webhook as one of its callers."""
        headers = {"X-API-Key": key} if key else {}
        return call(f"{self.url}/webhook/{path}", body, headers=headers, timeout=timeout)

    def executions(self, workflow: str) -> list[tuple[int, str]]:
        """The workflow's executions so far: number and state, newest last."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            rows = database.execute(
                "select id, status from execution_entity where workflowId = ? order by id", (workflow,)
            )
            return [(int(number), str(status)) for number, status in rows]
