"""Build the wheel, install it into a fresh environment elsewhere, ask it a question, and have it serve.

What users get is the wheel and not the checkout: files that ship (agents, prompts, settings, the
sample vault) must be in it and found from it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".tools" / "bin" / "uv"
NEEDED = (
    "consilium/py.typed",
    "consilium/_shipped/config.yaml",
    "consilium/_shipped/agents/qwen.yaml",
    "consilium/_shipped/prompts/answer.ru.md.j2",
    "consilium/_shipped/examples/vault/Начало.md",
    "consilium/wording/messages/cli.toml",
    "consilium/wording/messages/server.toml",
    "consilium/models/prices.json",
)


def main() -> None:
    """Build, install, ask; raises where any of it fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
        wheel = next(folder.glob("*.whl"))
        missing = set(NEEDED) - set(zipfile.ZipFile(wheel).namelist())
        if missing:
            sys.exit(f"the wheel lacks {sorted(missing)}")
        python = folder / "env" / "bin" / "python"
        run([str(UV), "venv", "--quiet", "--python", sys.executable, str(folder / "env")])
        lock = ROOT / "requirements" / "dev.lock"
        run([str(UV), "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", str(lock)])
        run([str(UV), "pip", "install", "--quiet", "--python", str(python), "--no-deps", str(wheel)])
        program = python.with_name("consilium")
        verdict = ask(program, folder)
        served = serve(program, folder)
        found = f"status {verdict['status']}, {len(verdict['claims'])} claims, {verdict['seconds']} s"
        print(f"{wheel.name}: {found}; served {served}")


def ask(program: Path, folder: Path) -> dict[str, Any]:
    """One question in an empty folder with an empty home and no keys."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "CONSILIUM_HOME": str(folder / "home")}
    command = [str(program), "ask", "--json", "Повышают ли интервалы МПК больше, чем объём?"]
    done = run(command, cwd=folder, env=environment)
    verdict: dict[str, Any] = json.loads(done)
    checks = [citation["check"] for claim in verdict["claims"] for citation in claim["citations"]]
    if verdict["status"] != "embedded" or not checks or set(checks) != {"exact"}:
        sys.exit(f"the installed wheel answered with {verdict['status']} and citations {checks}")
    return verdict


def serve(program: Path, folder: Path) -> str:
    """Start the installed server, and ask it which one it is; its version."""
    home = folder / "served"
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "CONSILIUM_HOME": str(home)}
    command = [str(program), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = process.stderr.readline()
        if not (home / "server.json").is_file():
            sys.exit(f"the installed server did not start: {said}{process.stderr.read()}")
        url = json.loads((home / "server.json").read_text(encoding="utf-8"))["url"]
        with urllib.request.urlopen(f"{url}/v1/instance") as reply:
            version: str = json.load(reply)["version"]
        process.terminate()
        if process.wait(timeout=60):
            sys.exit(f"the installed server ended with {process.returncode}")
    return version


def run(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a command to its end; its output is shown only where it fails."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
