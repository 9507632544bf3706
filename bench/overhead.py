"""What the machine adds to the calls it makes, side by side with bare httpx in one run.

    .venv/bin/python bench/overhead.py            everything
    .venv/bin/python bench/overhead.py warm|cold|help

Warm: one process, connections open. The same requests (four blind answers, four critiques, four
revisions, the judge in both orders) are sent once by the consilium and once by httpx with
asyncio.gather, stage by stage; the server is another process and takes 300 ms a call.
Cold: whole processes, from start to exit, one question each; then where the imports go. "Thin" is
`consilium ask` where `consilium serve` runs: it hands the question on, and the server, which writes
its checkpoints with durability sync, sends the same requests.
Help: `consilium --help` against `python -c pass`.

Only ratios are worth quoting: the seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

DELAY_S = 0.3
NAMES = ("first", "second", "third", "fourth")
CARDS = {
    "ollama": "transport: ollama\nmodel: m-{name}\napi_base: {url}\n",
    "direct": "transport: direct\nvendor: openai\nmodel: m-{name}\napi_base: {url}/v1\n",
    "litellm": "transport: litellm\nvendor: openai\nmodel: openai/m-{name}\napi_base: {url}/v1\n",
}
PRICE = "price: {input: 0, output: 0}\nkey_env: BENCH_KEY\n"
STAGES = (4, 4, 4, 2)


def say(received: Any) -> str:
    """A reply that fits every form: the panel splits two to two and criticises real claims."""
    ids = re.findall(r"\bc[0-9a-f]{6}\b", received.text)
    points = [{"claim": ids[-1], "stance": "attack", "reason": "not shown", "quotes": []}] if ids else []
    side = "supports" if received.model in {"m-first", "m-second"} else "opposes"
    claim = {"text": f"A claim of {received.model}.", "quotes": []}
    fields = {"claims": [claim], "would_prove_wrong": "", "stance": side, "answer": "It does.", "missing": ""}
    more = {"confidence": "likely", "changed": False, "because_of": "", "new_evidence": "", "points": points}
    judged = {"verdict": "It does.", "body": "", "position": "supports", "answered": [], "overturn": None}
    return json.dumps({**fields, **more, **judged, "would_change": "", "limitations": []})


def serve() -> None:
    """Run the wire server until standard input closes; prints its address, then what it was asked."""
    from tests.wire import WireServer

    with WireServer(say, delay_s=DELAY_S) as wire:
        wire.ollama.models.extend(f"m-{name}" for name in (*NAMES, "judge"))
        print(wire.url, flush=True)
        for line in sys.stdin:
            if line.strip() == "requests":
                asked = [{"path": one.head.path, "body": one.body} for one in wire.requests]
                print(json.dumps(asked), flush=True)
            wire.requests.clear()


@dataclass
class Server:
    """The wire server in a process of its own, so that it never competes for our interpreter."""

    process: subprocess.Popen[str]
    url: str

    def asked(self) -> list[dict[str, Any]]:
        """The requests since the last call."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("requests\n")
        self.process.stdin.flush()
        requests: list[dict[str, Any]] = json.loads(self.process.stdout.readline())
        return requests


@contextmanager
def server() -> Iterator[Server]:
    """The wire server, started and in the end killed."""
    command = [sys.executable, __file__, "serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Server(process, process.stdout.readline().strip())
        process.kill()


def home(folder: Path, transport: str, url: str) -> Path:
    """Settings and cards of a panel behind the wire server."""
    (folder / "agents").mkdir(parents=True, exist_ok=True)
    for name in (*NAMES, "judge"):
        card = f"name: {name}\n" + CARDS[transport].format(name=name, url=url) + PRICE
        (folder / "agents" / f"{name}.yaml").write_text(card)
    config = folder / "config.yaml"
    config.write_text(f"panel: [{', '.join(NAMES)}]\njudges: [judge]\ndebate: always\nrounds: 1\n")
    return config


def warm(turns: int) -> None:
    """Print the overhead in one process."""
    print(f"\nwarm, in process: 4 members × (answer, critique, revise) + judge, {DELAY_S * 1000:.0f} ms a call")
    heads = f"{'ours / bare httpx':>26}{'ours / the delays alone':>26}{'ours − bare':>14}"
    print(f"{'transport':<10}{'durability':<12}{heads}")
    for transport in CARDS:
        for durability in ("exit", "async", "sync") if transport == "direct" else ("exit",):
            with server() as wire, tempfile.TemporaryDirectory() as folder:
                ratios, floors, extra = _side_by_side(wire, Path(folder), transport, durability, turns)
            print(
                f"{transport:<10}{durability:<12}{statistics.median(ratios):>16.3f}"
                f" ({min(ratios):.3f}–{max(ratios):.3f}){statistics.median(floors):>20.3f}"
                f"{statistics.median(extra) * 1000:>14.0f} ms"
            )


def _side_by_side(
    wire: Server, folder: Path, transport: str, durability: str, turns: int
) -> tuple[list[float], list[float], list[float]]:
    from consilium import Consilium

    os.environ["BENCH_KEY"] = "none"
    config = home(folder, transport, wire.url)
    config.write_text(config.read_text() + f"durability: {durability}\n")
    ratios, floors, extra = [], [], []
    with Consilium.from_config(config, home=folder / "home") as consilium:
        consilium.ask("Does it help?")
        requests = wire.asked()
        assert len(requests) == sum(STAGES), f"expected {sum(STAGES)} calls, saw {len(requests)}"
        with asyncio.Runner() as runner:
            bare = Bare(wire.url, requests)
            runner.run(bare.send())
            for _ in range(turns):
                theirs = _timed(lambda: runner.run(bare.send()))
                ours = _timed(lambda: consilium.ask("Does it help?"))
                ratios.append(ours / theirs)
                floors.append(ours / (DELAY_S * len(STAGES)))
                extra.append(ours - theirs)
            runner.run(bare.close())
    return ratios, floors, extra


class Bare:
    """The same requests by httpx and asyncio.gather, on connections that stay open."""

    def __init__(self, url: str, requests: list[dict[str, Any]]) -> None:
        import httpx

        self.client = httpx.AsyncClient(base_url=url, timeout=30)
        self.requests = requests

    async def send(self) -> None:
        """One stage after another, the calls of a stage at once."""
        start = 0
        for count in STAGES:
            stage = self.requests[start : start + count]
            replies = await asyncio.gather(*(self.client.post(one["path"], json=one["body"]) for one in stage))
            for reply in replies:
                reply.raise_for_status()
            start += count

    async def close(self) -> None:
        """Close the connections."""
        await self.client.aclose()


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


BARE_PROCESS = textwrap.dedent(
    """
    import asyncio, json, sys
    import httpx
    async def main():
        requests = json.load(open(sys.argv[2]))
        async with httpx.AsyncClient(base_url=sys.argv[1], timeout=30) as client:
            start = 0
            for count in (4, 4, 4, 2):
                stage = requests[start:start + count]
                await asyncio.gather(*(client.post(one["path"], json=one["body"]) for one in stage))
                start += count
    asyncio.run(main())
    """
)


def cold(turns: int) -> None:
    """Print the overhead of whole processes, and where the imports go."""
    print(
        f"\ncold, whole process, one question ({sum(STAGES)} calls of {DELAY_S * 1000:.0f} ms in {len(STAGES)} stages)"
    )
    heads = f"{'wall, ours / bare':>20}{'wall, thin / bare':>28}{'CPU, ours / bare':>20}{'CPU, thin / bare':>20}"
    print(f"{'transport':<10}{heads}{'CPU, ours / python -c pass':>30}")
    for transport in CARDS:
        with server() as wire, tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            config = home(folder, transport, wire.url)
            program = str(Path(sys.executable).parent / "consilium")
            thin = [program, "ask", "--config", str(config), "--quiet", "Does it help?"]
            ours = [*thin, "--in-process"]
            environment = {**os.environ, "CONSILIUM_HOME": str(folder / "home"), "BENCH_KEY": "none"}
            _process(ours, environment)
            (folder / "requests.json").write_text(json.dumps(wire.asked()))
            bare = [sys.executable, "-c", BARE_PROCESS, wire.url, str(folder / "requests.json")]
            nothing = [sys.executable, "-c", "pass"]
            commands = (ours, thin, bare, nothing)
            with _serving(program, config, environment):
                _process(thin, environment)
                assert len(wire.asked()) == sum(STAGES)
                runs = [tuple(_process(command, environment) for command in commands) for _ in range(turns)]
            wall = statistics.median(mine[0] / theirs[0] for mine, _, theirs, _ in runs)
            thins = [handed[0] / theirs[0] for _, handed, theirs, _ in runs]
            span = f"{statistics.median(thins):.2f} ({min(thins):.2f}–{max(thins):.2f})"
            cpu = statistics.median(mine[1] / theirs[1] for mine, _, theirs, _ in runs)
            thin_cpu = statistics.median(handed[1] / theirs[1] for _, handed, theirs, _ in runs)
            floor = statistics.median(mine[1] / least[1] for mine, _, _, least in runs)
            print(f"{transport:<10}{wall:>20.2f}{span:>28}{cpu:>20.2f}{thin_cpu:>20.2f}{floor:>30.1f}")
            _imports(ours, environment)


@contextmanager
def _serving(program: str, config: Path, environment: dict[str, str]) -> Iterator[None]:
    """`consilium serve` over a home, on its Unix socket alone."""
    command = [program, "serve", "--no-tcp", "--config", str(config)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = process.stderr.readline()
        assert process.poll() is None, said
        try:
            yield
        finally:
            process.terminate()


def _process(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall and CPU seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _imports(command: list[str], environment: dict[str, str]) -> None:
    """Where the import time goes, by top-level package, largest first."""
    timed = [sys.executable, "-X", "importtime", *command]
    done = subprocess.run(timed, env=environment, check=True, capture_output=True, text=True)
    own: dict[str, int] = defaultdict(int)
    for line in done.stderr.splitlines():
        found = re.match(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", line)
        if found:
            own[found[2].partition(".")[0]] += int(found[1])
    total = sum(own.values())
    shares = [f"{name} {spent / total:.0%}" for name, spent in sorted(own.items(), key=lambda item: -item[1])[:9]]
    print(f"{'':<10}imports: {', '.join(shares)}")


def help_screen(turns: int) -> None:
    """Print what the help screen costs."""
    program = str(Path(sys.executable).parent / "consilium")
    environment = dict(os.environ)
    ours, nothing = [program, "--help"], [sys.executable, "-c", "pass"]
    pairs = [(_process(ours, environment), _process(nothing, environment)) for _ in range(turns * 3)]
    wall = statistics.median(mine[0] / theirs[0] for mine, theirs in pairs)
    cpu = statistics.median(mine[1] / theirs[1] for mine, theirs in pairs)
    print(f"\nconsilium --help / python -c pass: wall {wall:.1f}, CPU {cpu:.1f}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["all", "warm", "cold", "help", "serve"], default="all")
    parser.add_argument("--turns", type=int, default=7)
    options = parser.parse_args()
    if options.what == "serve":
        serve()
        return
    for name, work in {"help": help_screen, "warm": warm, "cold": cold}.items():
        if options.what in {name, "all"}:
            work(options.turns)


if __name__ == "__main__":
    main()
