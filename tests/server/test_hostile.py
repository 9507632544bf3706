"""Requests that nobody should send: each gets a clean error, and the server goes on."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.conftest import panel
from tests.server.serving import Hosted, hosted
from tests.server.test_guard import problem

QUESTION = {"question": "Does it help?"}


def alive(client: httpx.Client) -> bool:
    return client.get("/healthz").text == '{"status":"ok"}'


def test_ten_megabytes_are_refused_whether_announced_or_not(client: httpx.Client) -> None:
    big = json.dumps({"question": "x" * 10_000_000}).encode()
    headers = {"Content-Type": "application/json"}
    assert problem(client.post("/v1/runs", content=big, headers=headers)) == (413, "too_large")

    def pieces() -> Any:
        for start in range(0, len(big), 65536):
            yield big[start : start + 65536]

    try:
        reply = client.post("/v1/runs", content=pieces(), headers=headers)
        assert problem(reply) == (413, "too_large")
    except (httpx.WriteError, httpx.ReadError):
        pass  # the server may hang up on whoever goes on sending
    assert alive(client)
    assert client.get("/v1/runs").json()["runs"] == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"text"', b"{'question': 1}", b"\xff\xfe", b'{"question": NaN}', b"[" * 20_000]
)
def test_what_is_no_question_is_refused(client: httpx.Client, body: bytes) -> None:
    reply = client.post("/v1/runs", content=body, headers={"Content-Type": "application/json"})
    status, _ = problem(reply)
    assert status in {400, 422}
    assert alive(client)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("question", ""),
        ("question", "   "),
        ("question", 7),
        ("question", None),
        ("kind", "poem"),
        ("options", "A"),
        ("options", ["only one"]),
        ("members", []),
        ("members", ["../../etc/passwd"]),
        ("rounds", -1),
        ("rounds", "many"),
        ("debate", "sometimes"),
        ("metadata", {"a": 1}),
        ("metadata", {"a": "x" * 501}),
        ("callback", "http://localhost:5678"),
        ("follow", "no-such-run"),
        ("surprise", 1),
    ],
)
def test_wrong_values_are_named(client: httpx.Client, field: str, value: object) -> None:
    reply = client.post("/v1/runs", json={**QUESTION, field: value})
    status, name = problem(reply)
    assert (status, name) in {(422, "invalid"), (422, "configuration"), (404, "no_such_run")}
    if reply.json().get("errors"):
        assert any(field in one["where"] for one in reply.json()["errors"])


def test_half_characters_are_read_and_kept(client: httpx.Client) -> None:
    body = b'{"question": "Does \\ud83d help?"}'
    reply = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code in {200, 422}
    assert alive(client)


def test_a_question_longer_than_allowed_says_so(tmp_path: Path, home: Path) -> None:
    with hosted(panel(tmp_path, limits={"question_chars": 100}), home) as server, server.client() as client:
        reply = client.post("/v1/runs", json={"question": "x" * 101})
    assert problem(reply) == (422, "invalid")
    assert "101" in reply.json()["detail"]


def test_unknown_paths_and_methods(client: httpx.Client) -> None:
    assert problem(client.get("/v1/nothing")) == (404, "not_found")
    assert problem(client.get("/../../etc/passwd")) == (404, "not_found")
    reply = client.put("/v1/runs", json=QUESTION)
    assert problem(reply) == (405, "method")
    assert reply.headers["allow"] == "GET, POST"
    for run_id in ("%00", "a" * 65, "..%2F..%2Fetc", "%F0%9F%98%80"):
        assert client.get(f"/v1/runs/{run_id}").status_code in {404, 422}


def raw(server: Hosted, data: bytes, *, close_half: bool = False) -> bytes:
    """What comes back for bytes that need not be HTTP."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as one:
        one.sendall(data)
        if close_half:
            one.shutdown(socket.SHUT_WR)
        got = b""
        while chunk := one.recv(65536):
            got += chunk
        return got


def test_what_is_no_http_is_refused(server: Hosted, client: httpx.Client) -> None:
    assert raw(server, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", close_half=True).startswith(b"HTTP/1.1 400")
    assert alive(client)


def test_a_caller_that_hangs_up_in_the_middle_of_its_question_starts_nothing(
    server: Hosted, client: httpx.Client
) -> None:
    head = b"POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    raw(server, head + b'{"question": ', close_half=True)
    assert alive(client)
    assert client.get("/v1/runs").json()["runs"] == []


def test_a_body_that_never_comes_is_given_up(server: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilium.server.doors.BODY_TIMEOUT_S", 0.1)
    head = b"POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
    got = raw(server, head + b"Content-Length: 100\r\n\r\n{")
    assert got.startswith(b"HTTP/1.1 408")
    assert b"urn:consilium:problem:slow" in got


def test_a_waiting_caller_that_leaves_does_not_end_its_run(client: httpx.Client) -> None:
    slow = {"question": "Is it slow?", "wait_s": 60}
    with pytest.raises(httpx.ReadTimeout):
        client.post("/v1/ask", json=slow, timeout=0.5)
    give_up = time.monotonic() + 30
    while not (runs := client.get("/v1/runs").json()["runs"]):
        assert time.monotonic() < give_up
    assert runs[0]["state"] == "running"
    assert client.post(f"/v1/runs/{runs[0]['id']}/cancel").status_code == 202


def test_a_fault_of_ours_tells_nothing_of_what_it_was(server: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("consilium.server.routes.runs.run_state", broken)
    with server.client() as client:
        client.post("/v1/ask", json=QUESTION)
        reply = client.get("/v1/runs/last")
    assert problem(reply) == (500, "fault")
    assert "secret" not in reply.text
