"""A server as a process: one owner of a home, crashes, ends."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from consilium.cli.main import main
from tests.scripted import Row, answer, critique, judge, make_home
from tests.server.conftest import panel
from tests.server.serving import PATIENCE_S, Process, ended

QUICK = {"question": "Does it help?"}
SLOW = {"question": "Is it slow?"}


def answers(client: httpx.Client, run_id: str, count: int) -> None:
    """Wait until so many members of a run have answered."""
    give_up = time.monotonic() + PATIENCE_S
    seen = 0
    with client.stream("GET", f"/v1/runs/{run_id}/events") as stream:
        for line in stream.iter_lines():
            seen += line == "event: answer.finished"
            if seen == count:
                return
            assert time.monotonic() < give_up


def begun(home: Path) -> dict[tuple[str, str, str], int]:
    """How often each call was sent, by run, member and purpose."""
    with sqlite3.connect(home / "runs.sqlite") as database:
        rows = database.execute("SELECT run_id, member, purpose, begun FROM calls").fetchall()
    database.close()
    return {(run, member, purpose): times for run, member, purpose, times in rows}


def mend(folder: Path) -> None:
    """The member that was slow is quick from now on."""
    rows = [answer("It does not.", "opposes"), critique()]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "agents" / "second.jsonl").write_text(text, encoding="utf-8")


def test_after_kill_9_every_run_goes_on_and_nothing_answered_is_asked_again(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path, server={"concurrent_runs": 3})
    with Process(config, home) as server:
        with server.client() as client:
            done = client.post("/v1/ask", json=QUICK).json()["run_id"]
            runs = [
                client.post("/v1/runs", json=SLOW, headers={"Idempotency-Key": str(n)}).json()["id"] for n in range(5)
            ]
            for run_id in runs[:3]:
                answers(client, run_id, 1)
        server.kill()
    mend(tmp_path)
    with Process(config, home) as server, server.client() as client:
        # What a caller sends again, not knowing whether it had come, is still the same run.
        again = client.post("/v1/runs", json=SLOW, headers={"Idempotency-Key": "4"})
        assert again.json()["id"] == runs[4]
        states = [ended(client, run_id) for run_id in runs]
        listed = [run["id"] for run in client.get("/v1/runs").json()["runs"]]
    assert [state["verdict"]["status"] for state in states] == ["full"] * 5
    assert sorted(listed) == sorted([done, *runs])
    calls = begun(home)
    assert {calls[run_id, "first", "answer"] for run_id in runs} == {1}
    assert [calls[run_id, "second", "answer"] for run_id in runs] == [2, 2, 2, 1, 1]
    for state in states:
        assert {member["name"]: member["state"] for member in state["verdict"]["members"]} == {
            "first": "answered",
            "second": "answered",
        }


def test_a_second_server_for_the_same_home_is_refused(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = panel(tmp_path)
    with Process(config, home) as server:
        assert main(["serve", "--config", str(config), "--home", str(home), "--port", "0"]) == 2
        said = capsys.readouterr().err
        assert str(server.process.pid) in said
        assert server.record["url"] in said
        with server.client() as client:
            assert client.get("/healthz").status_code == 200


def test_a_taken_port_is_named(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--config", str(panel(tmp_path)), "--home", str(home), "--port", str(port)]) == 2
    assert f"127.0.0.1:{port}" in capsys.readouterr().err


def test_a_public_address_without_keys_ends_with_the_command_that_helps(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--config", str(panel(tmp_path)), "--home", str(home), "--host", "0.0.0.0"]) == 2
    assert "consilium keys create" in capsys.readouterr().err


def test_the_socket_is_this_user_s_alone_and_needs_no_key(tmp_path: Path, home: Path) -> None:
    with Process(panel(tmp_path), home) as server:
        path = Path(server.record["socket"])
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE((home / "server.json").stat().st_mode) == 0o600
        assert main(["keys", "create", "n8n", "--home", str(home)]) == 0
        with server.socket_client() as friend, server.client() as stranger:
            assert friend.post("/v1/ask", json=QUICK).status_code == 200
            assert friend.get("/v1/instance").json()["home"] == str(home)
            assert stranger.get("/v1/instance").status_code == 401
        code, _ = server.terminate()
    assert code == 0
    assert not path.exists()
    assert not (home / "server.json").exists()


def test_a_long_home_has_its_socket_elsewhere(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 30)
    with Process(panel(tmp_path), home, "--no-tcp") as server:
        assert server.record["url"] == ""
        with server.socket_client() as client:
            assert client.get("/healthz").json() == {"status": "ok"}
        server.terminate()


def test_told_to_end_it_finishes_what_runs_and_takes_nothing_more(tmp_path: Path, home: Path) -> None:
    members: dict[str, list[Row]] = {"first": [{**answer(), "delay_s": 2}]}
    config = make_home(tmp_path, members, {"bench": [judge("Aye.")]})
    with Process(config, home) as server:
        with server.client() as client:
            run_id = client.post("/v1/runs", json=QUICK).json()["id"]
            server.process.send_signal(signal.SIGTERM)
            while client.get("/readyz").status_code == 200:
                time.sleep(0.01)
            refused = client.post("/v1/runs", json=QUICK)
            assert (refused.status_code, refused.json()["type"]) == (503, "urn:consilium:problem:draining")
            assert refused.headers["retry-after"].isdecimal()
            assert client.get("/healthz").status_code == 200
            # Whoever waits for the verdict still gets it.
            assert ended(client, run_id)["verdict"]["answer"].startswith("Aye.")
        server.process.wait(PATIENCE_S)
        assert server.process.returncode == 0


def test_what_does_not_finish_in_time_goes_on_at_the_next_start(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path, server={"drain_s": 0.2})
    with Process(config, home) as server:
        with server.client() as client:
            run_id = client.post("/v1/runs", json=SLOW).json()["id"]
            answers(client, run_id, 1)
        code, said = server.terminate()
    assert code == 0
    assert "1 run will go on at the next start" in said
    mend(tmp_path)
    with Process(config, home) as server, server.client() as client:
        assert ended(client, run_id)["verdict"]["status"] == "full"
        server.terminate()
    assert begun(home)[run_id, "first", "answer"] == 1


def test_a_run_that_cannot_go_on_does_not_keep_the_server_from_starting(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path)
    with Process(config, home) as server:
        with server.client() as client:
            run_id = client.post("/v1/runs", json={**SLOW, "members": ["first", "second"]}).json()["id"]
            answers(client, run_id, 1)
        server.kill()
    (tmp_path / "agents" / "second.yaml").unlink()
    (tmp_path / "config.yaml").write_text(json.dumps({"panel": ["first"], "judges": ["bench"]}), encoding="utf-8")
    with Process(config, home) as server, server.client() as client:
        state = client.get(f"/v1/runs/{run_id}").json()
        assert (state["state"], "second" in state["error"]["detail"]) == ("failed", True)
        assert client.post("/v1/ask", json=QUICK).status_code == 200
        server.terminate()


def test_a_reader_that_does_not_read_holds_nobody_up(tmp_path: Path, home: Path) -> None:
    long = "word " * 40_000
    config = make_home(tmp_path, {"first": [answer(long)]}, {"bench": [judge(long)]})
    with Process(config, home) as server:
        host, port = "127.0.0.1", int(server.record["url"].rpartition(":")[2])
        with server.client() as client:
            run_id = client.post("/v1/runs", json=QUICK).json()["id"]
            with socket.create_connection((host, port)) as sleeper, socket.create_connection((host, port)) as half:
                for one in (sleeper, half):
                    one.sendall(f"GET /v1/runs/{run_id}/events HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                half.shutdown(socket.SHUT_WR)
                assert ended(client, run_id)["state"] == "done"
                assert client.post("/v1/ask", json=QUICK).status_code == 200
            assert client.get("/healthz").status_code == 200
        code, _ = server.terminate()
    assert code == 0


def test_the_socket_s_own_file_of_a_killed_server_is_no_obstacle(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path)
    with Process(config, home) as server:
        server.kill()
    assert (home / "consilium.sock").exists()
    with Process(config, home) as server, server.socket_client() as client:
        assert client.get("/healthz").status_code == 200
        server.terminate()


def test_two_servers_that_start_together_are_one(tmp_path: Path, home: Path) -> None:
    command = [sys.executable, "-m", "consilium", "serve", "--config", str(panel(tmp_path)), "--home", str(home)]
    both = [subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    first_lines = ["", ""]

    def read(place: int) -> None:
        stream = both[place].stderr
        assert stream
        first_lines[place] = stream.readline()

    threads = [threading.Thread(target=read, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    codes = []
    for process in both:
        if process.poll() is None:
            try:
                process.wait(1)
            except subprocess.TimeoutExpired:
                process.terminate()
        process.communicate(timeout=PATIENCE_S)
        codes.append(process.returncode)
    assert sorted(codes) == [0, 2]
    assert sum("listens on" in line for line in first_lines) == 1
