"""The real ``consilium serve`` as a process of its own, with members that play from scripts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.n8n.machine import call, free_port
from tests.scripted import answer, judge, make_home

PATIENCE_S = 60
AGREED = "It does."
JUDGED = "It depends."
LONG = "долгий ответ"
"""A question with these words is answered at such length that a chat must split it."""

RUSSIAN = "Вредит."
KNOWN = "Beetroot juice lowers the oxygen cost of submaximal running by 5 %."
"""What the library says from the beginning."""


class Consilium:
    """A server with one key; its panel agrees, whatever it is asked.

    Args:
        folder: where its home and its settings go.
        callbacks: the origin it may report to.
    """

    def __init__(self, folder: Path, callbacks: str) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.key = ""
        self.learning_key = ""
        self.log = folder / "serve.log"
        self._folder = folder
        lengthy = " ".join(f"Довод {number}: 2 < 3 & вода холодная." for number in range(1, 400))
        script = [
            {**answer(lengthy, claims=[{"text": lengthy, "quotes": []}]), "match": LONG},
            {**answer(RUSSIAN), "match": "Вредит"},
            answer(AGREED),
        ]
        verdicts = [{**judge(lengthy), "match": LONG}, {**judge(RUSSIAN), "match": "Вредит"}, judge(JUDGED)]
        vault = folder / "vault"
        vault.mkdir()
        (vault / "Beetroot.md").write_text(f"# Beetroot\n\n{KNOWN}\n", encoding="utf-8")
        server = {"callbacks": [callbacks], "port": int(self.url.rpartition(":")[2])}
        members = dict.fromkeys(("ada", "boris", "clara"), script)
        self._config = make_home(folder, members, {"judge": verdicts}, server=server, knowledge={"paths": [str(vault)]})
        self._process: subprocess.Popen[bytes] | None = None

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "consilium", *words]

    def _environment(self) -> dict[str, str]:
        home = {"HOME": str(self._folder), "CONSILIUM_HOME": str(self._folder / "home")}
        return {"PATH": os.environ["PATH"], "CONSILIUM_LANG": "en", **home}

    def __enter__(self) -> Self:
        self.key = self._key("n8n")
        self.learning_key = self._key("digest", "--scope", "admin", "--redact")
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command("serve", "--config", str(self._config)),
                env=self._environment(),
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        self._ready(self._process)
        return self

    def look_through(self) -> None:
        """Learn everything again: what a test has taught it goes with the test's files."""
        headers = {"X-API-Key": self.learning_key}
        assert call(f"{self.url}/v1/learn", {}, headers=headers).status == 200

    def _key(self, *words: str) -> str:
        made = subprocess.run(
            self._command("keys", "create", *words),
            env=self._environment(),
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_S,
        )
        return made.stdout.strip()

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE_S)

    def _ready(self, process: subprocess.Popen[bytes]) -> None:
        patience = time.monotonic() + PATIENCE_S
        while process.poll() is None and time.monotonic() < patience:
            try:
                if call(f"{self.url}/readyz", timeout=5).status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"consilium serve did not start:\n{self.log.read_text(encoding='utf-8')}")
