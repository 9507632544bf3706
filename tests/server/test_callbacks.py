"""Reports of a run's end: signed, retried, kept across restarts, and only to where they may go."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from consilium.server.callbacks import allowed, signed
from consilium.server.problems import Problem
from tests.server.conftest import panel
from tests.server.serving import PATIENCE_S, Hosted, ended, hosted
from tests.server.test_guard import SECRET, private_home

ORIGINS = ("http://localhost:5678", "https://example.org", "http://127.0.0.1")


class Receiver:
    """A loopback receiver that answers with the statuses it is told, then with 200."""

    def __init__(self, *statuses: int, **headers: str) -> None:
        self.statuses = list(statuses)
        self.got: list[tuple[dict[str, str], str]] = []
        self.came = threading.Semaphore(0)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status = receiver.statuses.pop(0) if receiver.statuses else 200
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", "0")
                self.end_headers()
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                receiver.came.release()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def wait(self) -> tuple[dict[str, str], str]:
        """The next report that arrives."""
        assert self.came.acquire(timeout=PATIENCE_S)
        return self.got[-1]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receive() -> Iterator[Callable[..., Receiver]]:
    made: list[Receiver] = []

    def make(*statuses: int, **headers: str) -> Receiver:
        made.append(Receiver(*statuses, **headers))
        return made[-1]

    yield make
    for one in made:
        one.close()


def ask(client: httpx.Client, url: str, **headers: str) -> str:
    body = {"question": "Does beetroot help?", "callback": {"url": url, "headers": headers}}
    reply = client.post("/v1/runs", json=body)
    assert reply.status_code == 202, reply.text
    run_id: str = reply.json()["id"]
    return run_id


def verified(secret: str, headers: dict[str, str], body: str) -> bool:
    """What a receiver does with a Standard Webhooks signature."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    mark = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return f"v1,{mark}" in headers["webhook-signature"].split()


def settled(client: httpx.Client, run_id: str) -> dict[str, Any]:
    """The state of a run's report once it is done with."""
    for _ in range(1000):
        callback: dict[str, Any] = client.get(f"/v1/runs/{run_id}").json()["callback"]
        if callback["state"] != "waiting":
            return callback
        threading.Event().wait(0.02)
    raise AssertionError(callback)


def test_the_end_is_reported_with_a_signature_and_the_caller_s_headers(
    tmp_path: Path, home: Path, receive: Callable[..., Receiver]
) -> None:
    receiver = receive()
    config = panel(tmp_path, server={"callbacks": [receiver.origin]})
    with hosted(config, home) as server, server.client() as client:
        run_id = ask(client, f"{receiver.origin}/hook?x=1", Authorization="Bearer waiting")
        headers, body = receiver.wait()
        assert settled(client, run_id) == {
            "url": f"{receiver.origin}/hook?x=1",
            "state": "delivered",
            "attempts": 1,
            "last_error": "",
        }
    secret = (home / "signing.secret").read_text(encoding="utf-8").strip()
    assert (home / "signing.secret").stat().st_mode & 0o077 == 0
    assert verified(secret, headers, body)
    assert not verified(secret, headers, body + " ")
    assert headers["authorization"] == "Bearer waiting"
    report = json.loads(body)
    assert (report["type"], report["run"]["id"]) == ("run.finished", run_id)
    assert report["run"]["verdict"]["answer"].startswith("It depends.")


def test_a_receiver_that_fails_is_tried_again_with_the_same_id(
    tmp_path: Path, home: Path, receive: Callable[..., Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consilium.server.callbacks._FIRST_WAIT_S", 0.01)
    receiver = receive(500, 429, 302)
    config = panel(tmp_path, server={"callbacks": [receiver.origin]})
    with hosted(config, home) as server, server.client() as client:
        run_id = ask(client, receiver.origin)
        callback = settled(client, run_id)
    assert (callback["state"], callback["attempts"], callback["last_error"]) == ("delivered", 4, "")
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_a_receiver_that_never_comes_back_is_given_up_and_named(
    tmp_path: Path, home: Path, receive: Callable[..., Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consilium.server.callbacks._FIRST_WAIT_S", 0.001)
    monkeypatch.setattr("consilium.server.callbacks.MOST_ATTEMPTS", 3)
    receiver = receive()
    receiver.close()
    config = panel(tmp_path, server={"callbacks": [receiver.origin]})
    with hosted(config, home) as server, server.client() as client:
        callback = settled(client, ask(client, receiver.origin))
        assert 'consilium_callbacks_total{state="failed"} 1.0' in client.get("/metrics").text
    assert (callback["state"], callback["attempts"]) == ("failed", 3)
    assert "ConnectError" in callback["last_error"]


def test_a_report_survives_a_restart(tmp_path: Path, home: Path, receive: Callable[..., Receiver]) -> None:
    receiver = receive(503, Retry_After="1")
    config = panel(tmp_path, server={"callbacks": [receiver.origin]})
    with hosted(config, home) as server, server.client() as client:
        run_id = ask(client, receiver.origin)
        receiver.wait()
    with hosted(config, home) as server, server.client() as client:
        _, body = receiver.wait()
        assert settled(client, run_id)["state"] == "delivered"
    assert json.loads(body)["run"]["id"] == run_id


def test_reports_leave_out_what_private_notes_went_into(
    tmp_path: Path, home: Path, receive: Callable[..., Receiver]
) -> None:
    receiver = receive()
    config = private_home(tmp_path, server={"callbacks": [receiver.origin]})
    with hosted(config, home) as server, server.client() as client:
        run_id = ask(client, receiver.origin)
        _, body = receiver.wait()
        assert SECRET in json.dumps(ended(client, run_id), ensure_ascii=False)
    assert SECRET not in body
    assert json.loads(body)["run"]["verdict"]["status"] == "single"


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:8377/v1/runs",
        "http://localhost:5678.evil.example/",
        "http://localhost:5678@evil.example/",
        "http://user:pass@localhost:5678/",
        "https://localhost:5678/",
        "file:///etc/passwd",
        "ftp://localhost:5678/",
        "//localhost:5678/",
        "http://[::ffff:127.0.0.1]:5678/",
        "http://2130706433:5678/",
        "http://localhost:99999/",
        "http://[bad/",
        "",
    ],
)
def test_places_that_are_not_allowed(url: str) -> None:
    with pytest.raises(Problem) as error:
        allowed(url, {}, ORIGINS)
    assert (error.value.status, error.value.name) == (403, "callback")


@pytest.mark.parametrize(
    "url",
    ["http://localhost:5678/webhook/x?y=1", "HTTP://LOCALHOST:5678", "https://example.org:443/x", "http://127.0.0.1/"],
)
def test_places_that_are_allowed(url: str) -> None:
    assert allowed(url, {"Authorization": "Bearer x"}, ORIGINS).url == url


@pytest.mark.parametrize("name", ["Host", "content-length", "Transfer-Encoding", "X\r\nY", "Ж"])
def test_headers_that_cannot_be_sent_along(name: str) -> None:
    with pytest.raises(Problem) as error:
        allowed("http://localhost:5678/", {name: "x"}, ORIGINS)
    assert error.value.status == 422


def test_the_signature_is_that_of_standard_webhooks() -> None:
    # The example of the specification's reference libraries.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = '{"test": 2432232314}'
    headers = signed(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"


def test_a_refused_callback_starts_nothing(server: Hosted, client: httpx.Client) -> None:
    body = {"question": "Does it help?", "callback": {"url": "http://169.254.169.254/"}}
    assert client.post("/v1/runs", json=body).status_code == 403
    assert client.get("/v1/runs").json()["runs"] == []
    assert server.engine.store.intake.open() == []
