"""What HTTP costs, against the engine in process, side by side in one run.

    .venv/bin/python bench/serve.py            everything
    .venv/bin/python bench/serve.py load|crash

Load: runs with scripted members (no model, no network but loopback) at 1, 20 and 100 concurrent clients,
without and with 200 open readers of server-sent events. A client starts a run (`POST /v1/runs`) and polls
for its end; in process it awaits the same question with the same durability. Each setting is measured by
turns, so that both see the same machine.
Crash: kill -9 in the middle of many runs, a restart, and a count of what was lost or doubled.

Only ratios are worth quoting: the seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.scripted import answer, critique, judge, make_home  # noqa: E402  the path comes first

READERS = 200
QUESTION = "Does it help?"
CONCURRENT_RUNS = 8


def panel(folder: Path, *, delay_s: float = 0.0) -> Path:
    """Three members that agree, and a judge: four calls a run."""
    rows = [{**answer(), "delay_s": delay_s}, critique()]
    server = {"concurrent_runs": CONCURRENT_RUNS, "queue": 100_000}
    return make_home(folder, dict.fromkeys(("first", "second", "third"), rows), {"bench": [judge()]}, server=server)


@dataclass
class Served:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    url: str

    @property
    def memory_mb(self) -> float:
        """Resident memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def served(config: Path, home: Path) -> Iterator[Served]:
    """``consilium serve`` on a free port."""
    program = str(Path(sys.executable).parent / "consilium")
    command = [program, "serve", "--config", str(config), "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        process.stderr.readline()
        try:
            yield Served(process, json.loads((home / "server.json").read_text())["url"])
        finally:
            process.kill()


@dataclass
class Timed:
    """How long each run took, and all of them together."""

    each: list[float] = field(default_factory=list)
    whole: float = 0.0

    @property
    def rate(self) -> float:
        """Runs a second."""
        return len(self.each) / self.whole

    @property
    def p99(self) -> float:
        """The slowest of a hundred, in seconds."""
        return sorted(self.each)[min(len(self.each) - 1, int(len(self.each) * 0.99))]


async def timed(one: Callable[[], Awaitable[None]], runs: int, clients: int) -> Timed:
    """So many runs by so many clients at once."""
    result, left = Timed(), iter(range(runs))

    async def client() -> None:
        for _ in left:
            started = time.perf_counter()
            await one()
            result.each.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    result.whole = time.perf_counter() - started
    return result


async def over_http(client: httpx.AsyncClient) -> None:
    """Start a run, and wait for its end."""
    reply = await client.post("/v1/runs", json={"question": QUESTION})
    reply.raise_for_status()
    at = reply.headers["location"]
    while (state := (await client.get(at, params={"wait_s": 30})).json())["state"] in {"queued", "running"}:
        continue
    assert state["verdict"]["status"] == "full", state


async def read_all(client: httpx.AsyncClient, run_id: str, ready: asyncio.Semaphore) -> int:
    """Read a run's events to their end; how many there were."""
    count = 0
    async with client.stream("GET", f"/v1/runs/{run_id}/events") as stream:
        ready.release()
        async for line in stream.aiter_lines():
            count += line.startswith("id:")
    return count


async def load(turns: int, runs: int) -> None:
    """Print throughput as a ratio to the engine in process."""
    from consilium.api import Engine, Inquiry, Watch
    from consilium.config import Places, load_settings

    print(f"\nload: {runs} runs a turn, {turns} turns, four scripted calls a run, {CONCURRENT_RUNS} runs at once")
    heads = f"{'throughput, HTTP / in process':>32}{'p99, HTTP / in process':>26}{'server MB':>12}"
    print(f"{'clients':>8}{'readers':>9}{heads}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = panel(folder)
        engine = Engine(load_settings(config, Places(folder / "in-process")))
        gate = asyncio.Semaphore(CONCURRENT_RUNS)

        async def in_process() -> None:
            async with gate:
                run = engine.open(Inquiry(QUESTION), Watch(lambda _event: None, durability="sync"))
                assert (await engine.start(run).verdict()).status == "full"

        with served(config, folder / "home") as server:
            limits = httpx.Limits(max_connections=None)
            async with httpx.AsyncClient(base_url=server.url, timeout=600, limits=limits) as client:
                await timed(in_process, 10, 1)
                await timed(lambda: over_http(client), 10, 1)
                for clients in (1, 20, 100):
                    pairs = [
                        (await timed(in_process, runs, clients), await timed(lambda: over_http(client), runs, clients))
                        for _ in range(turns)
                    ]
                    report(clients, 0, pairs, server)
                await with_readers(client, in_process, server, runs)
        engine.close()


async def with_readers(
    client: httpx.AsyncClient, in_process: Callable[[], Awaitable[None]], server: Served, runs: int
) -> None:
    """The same with 200 readers of runs under way; every one of them must see every event."""
    ready = asyncio.Semaphore(0)
    watched = [(await client.post("/v1/runs", json={"question": QUESTION})).json()["id"] for _ in range(20)]
    readers = [asyncio.create_task(read_all(client, watched[n % len(watched)], ready)) for n in range(READERS)]
    for _ in readers:
        await ready.acquire()
    theirs = await timed(in_process, runs, 20)
    ours = await timed(lambda: over_http(client), runs, 20)
    counts = set(await asyncio.gather(*readers))
    assert len(counts) == 1, f"readers saw different numbers of events: {counts}"
    report(20, READERS, [(theirs, ours)], server)
    print(f"{'':>8}every one of the {READERS} readers saw the same {counts.pop()} events")


def report(clients: int, readers: int, pairs: list[tuple[Timed, Timed]], server: Served) -> None:
    """One line of the table."""
    rate = statistics.median(ours.rate / theirs.rate for theirs, ours in pairs)
    p99 = statistics.median(ours.p99 / theirs.p99 for theirs, ours in pairs)
    print(f"{clients:>8}{readers:>9}{rate:>32.2f}{p99:>26.2f}{server.memory_mb:>12.0f}")


def crash(rounds: int) -> None:
    """Print what kill -9 and a restart lost or doubled."""
    lost = doubled = repeated = accepted_runs = 0
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            counts = one_crash(panel(folder, delay_s=0.15), folder / "home", random.Random(number))
        accepted_runs += counts[0]
        lost += counts[1]
        doubled += counts[2]
        repeated += counts[3]
    print(f"\ncrash: kill -9 at a random moment, {rounds} times; {accepted_runs} runs accepted")
    print(f"{lost} lost, {doubled} doubled, {repeated} answered calls sent again")


def one_crash(config: Path, home: Path, dice: random.Random) -> tuple[int, int, int, int]:
    """Accepted, lost, doubled runs, and answered calls that were sent again."""
    accepted: dict[str, str] = {}
    with served(config, home) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        kill_at = time.monotonic() + dice.uniform(0.1, 1.5)
        for n in range(40):
            headers = {"Idempotency-Key": str(n)}
            accepted[str(n)] = client.post("/v1/runs", json={"question": QUESTION}, headers=headers).json()["id"]
            if time.monotonic() > kill_at:
                break
        time.sleep(max(0.0, kill_at - time.monotonic()))
        server.process.kill()
        server.process.wait()
    answered_before = answered(home)
    with served(config, home) as server, httpx.Client(base_url=server.url, timeout=60) as client:
        # The caller does not know what came of its requests, and sends them all again.
        for key, run_id in accepted.items():
            again = client.post("/v1/runs", json={"question": QUESTION}, headers={"Idempotency-Key": key}).json()["id"]
            assert again == run_id, "a repeated request started another run"
        lost = sum(not finished(client, run_id) for run_id in accepted.values())
        with sqlite3.connect(home / "runs.sqlite") as database:
            (kept,) = database.execute("SELECT count(*) FROM runs").fetchone()
        database.close()
    now = answered(home)
    repeated = sum(now[key] != times for key, times in answered_before.items())
    return len(accepted), lost, kept - len(accepted), repeated


def finished(client: httpx.Client, run_id: str) -> bool:
    """Whether a run comes to a verdict in which everybody answered once."""
    state: dict[str, Any] = {"state": "queued"}
    while state["state"] in {"queued", "running"}:
        state = client.get(f"/v1/runs/{run_id}", params={"wait_s": 30}).json()
    verdict = state["verdict"]
    return bool(verdict) and [member["state"] for member in verdict["members"]] == ["answered"] * 3


def answered(home: Path) -> dict[str, int]:
    """Calls that have their reply, and how often they were sent."""
    with sqlite3.connect(home / "runs.sqlite") as database:
        rows = database.execute("SELECT key, begun FROM calls WHERE reply IS NOT NULL").fetchall()
    database.close()
    return dict(rows)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["all", "load", "crash"], default="all")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--crashes", type=int, default=10)
    options = parser.parse_args()
    os.environ["CONSILIUM_LANG"] = "en"
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if options.what in {"all", "load"}:
        asyncio.run(load(options.turns, options.runs))
    if options.what in {"all", "crash"}:
        crash(options.crashes)


if __name__ == "__main__":
    main()
