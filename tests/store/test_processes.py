"""Several writers at once, and one that is killed: numbers without gaps, and nothing journalled is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from consilium.store import SqliteRunStore
from tests.store.conftest import OpenStore
from tests.store.records import Clock, a_request

COMMON = """
import sys
from pathlib import Path
from consilium.store import SqliteRunStore
from tests.store.records import Clock, a_reply, a_request
store = SqliteRunStore(Path(sys.argv[1]), Clock())
print("ready", flush=True)
sys.stdin.readline()
"""

WRITER = (
    COMMON
    + """
for number in range(200):
    store.append("run", "warning", sys.argv[2], 0, {"n": number})
"""
)

ENDLESS = (
    COMMON
    + """
number = 0
while True:
    store.journal.begin(a_request(ordinal=number))
    store.journal.finish(a_request(ordinal=number), a_reply(str(number), 0.5))
    store.append("run", "call.finished", "ana", 0, {"n": number})
    print(number, flush=True)
    number += 1
"""
)


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert line(process) == "ready"
    return process


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def numbers_by_writer(store: SqliteRunStore, writers: Sequence[str]) -> dict[str, list[int]]:
    events = store.events("run")
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    return {writer: [event.data["n"] for event in events if event.member == writer] for writer in writers}


def test_threads_share_a_store_without_gaps(open_store: OpenStore) -> None:
    store = open_store()
    store.create("run", "?", {})

    def write(name: str) -> None:
        for number in range(100):
            store.append("run", "warning", name, 0, {"n": number})

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers_by_writer(store, "abcd") == {name: list(range(100)) for name in "abcd"}


def test_processes_share_a_run_without_gaps(open_store: OpenStore, tmp_path: Path) -> None:
    store = open_store()
    store.create("run", "?", {})
    processes = [start(WRITER, tmp_path / "runs.sqlite", name) for name in "ab"]
    for process in processes:
        go(process)
    assert [process.communicate()[1] for process in processes] == ["", ""]
    assert numbers_by_writer(store, "ab") == {name: list(range(200)) for name in "ab"}


def test_a_killed_process_loses_nothing_that_it_had_journalled(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "runs.sqlite"
    first = SqliteRunStore(path, clock)
    first.create("run", "?", {})
    first.close()
    process = start(ENDLESS, path)
    go(process)
    told = [int(line(process)) for _ in range(30)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    last = max([*told, *map(int, rest.split())])

    store = SqliteRunStore(path, clock)
    for number in range(last + 1):
        kept = store.journal.begin(a_request(ordinal=number))
        assert kept is not None
        assert kept.text == str(number)
    assert store.journal.usage("run").calls >= last + 1
    assert store.spent_today() >= (last + 1) * 0.5
    events = store.events("run")
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.data["n"] for event in events][: last + 1] == list(range(last + 1))
    assert store.append("run", "warning", "", 0, {}).seq == len(events) + 1
    store.close()
