"""Who is let in, and what everybody else is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from consilium.errors import ConfigError
from consilium.server.serving import Address, serve
from consilium.store import SqliteRunStore, SystemClock
from tests.scripted import answer, judge, make_home
from tests.server.conftest import panel
from tests.server.serving import Hosted, ended, events, hosted

QUESTION = {"question": "Does it help?"}
SECRET = "Секрет из закрытой заметки"


def problem(reply: httpx.Response) -> tuple[int, str]:
    """Status and kind of a problem, which always names the next step."""
    document = reply.json()
    assert reply.headers["content-type"] == "application/problem+json"
    assert document["status"] == reply.status_code
    assert document["next_step"]
    return reply.status_code, document["type"].removeprefix("urn:consilium:problem:")


def test_without_any_key_this_machine_s_user_is_let_in(client: httpx.Client) -> None:
    assert client.get("/v1/runs").status_code == 200


def test_as_soon_as_there_is_a_key_everybody_needs_one(server: Hosted) -> None:
    text = server.key("n8n")
    with server.client() as stranger:
        assert problem(stranger.get("/v1/runs")) == (401, "key")
        assert stranger.get("/healthz").status_code == 200
        assert stranger.get("/readyz").status_code == 200
    with server.client(text) as known, server.client(**{"X-API-Key": text}) as other_header:
        assert known.get("/v1/runs").status_code == 200
        assert other_header.get("/v1/runs").status_code == 200


@pytest.mark.parametrize("wrong", ["x", "cns_", "cns_00000000_aaaa", "Basic", "cns_é_ü", "a" * 5000])
def test_a_wrong_key_is_refused(server: Hosted, wrong: str) -> None:
    server.key("n8n")
    with server.client() as client:
        reply = client.get("/v1/runs", headers={b"Authorization": b"Bearer " + wrong.encode()})
    assert problem(reply) == (401, "key")
    assert wrong not in reply.text or len(wrong) == 1


def test_expired_and_revoked_keys_are_refused_at_once(server: Hosted) -> None:
    expired, revoked = server.key("old", expires="2020-01-01T00:00:00.000Z"), server.key("gone")
    with server.client(revoked) as client:
        assert client.get("/v1/runs").status_code == 200
        server.engine.store.keys.revoke("gone")
        assert problem(client.get("/v1/runs")) == (401, "key")
    with server.client(expired) as client:
        assert problem(client.get("/v1/runs")) == (401, "key")


def test_another_key_s_run_cannot_be_told_from_one_that_is_not_there(server: Hosted) -> None:
    mine, yours, everybody_s = server.key("a"), server.key("b"), server.key("c", scope="admin")
    with server.client(mine) as owner, server.client(yours) as stranger, server.client(everybody_s) as admin:
        run_id = owner.post("/v1/runs", json=QUESTION).json()["id"]
        ended(owner, run_id)
        nowhere = run_id[:-1] + ("0" if run_id[-1] != "0" else "1")
        paths = [("GET", ""), ("GET", "/events"), ("GET", "/export"), ("POST", "/cancel"), ("POST", "/judge-now")]
        paths += [("POST", "/resume"), ("DELETE", "")]
        for method, path in paths:
            seen = stranger.request(method, f"/v1/runs/{run_id}{path}")
            missing = stranger.request(method, f"/v1/runs/{nowhere}{path}")
            assert problem(seen) == (404, "no_such_run")
            assert seen.text.replace(run_id, "ID") == missing.text.replace(nowhere, "ID")
        follow = {**QUESTION, "follow": run_id}
        assert problem(stranger.post("/v1/runs", json=follow)) == (404, "no_such_run")
        assert problem(stranger.post("/v1/runs", json={**QUESTION, "follow": "last"})) == (404, "no_such_run")
        assert stranger.get("/v1/runs").json()["runs"] == []
        assert stranger.post("/v1/runs", json=QUESTION, headers={"Idempotency-Key": "k"}).status_code == 202
        assert admin.get(f"/v1/runs/{run_id}").json()["state"] == "done"


def test_scopes(server: Hosted) -> None:
    reader, asker = server.key("r", scope="read"), server.key("a")
    with server.client(reader) as client:
        assert problem(client.post("/v1/runs", json=QUESTION)) == (403, "scope")
        assert client.get("/v1/panel").status_code == 200
    with server.client(asker) as client:
        assert problem(client.get("/metrics")) == (403, "scope")
        assert problem(client.get("/v1/instance")) == (403, "scope")


def test_a_key_s_requests_are_counted(server: Hosted) -> None:
    with server.client(server.key("slow", per_minute=3)) as client:
        assert [client.get("/v1/runs").status_code for _ in range(4)] == [200, 200, 200, 429]
        reply = client.get("/v1/runs")
    assert problem(reply) == (429, "rate")
    assert 1 <= int(reply.headers["retry-after"]) <= 60


def test_a_key_s_budget_is_a_limit_of_its_own(tmp_path: Path, home: Path) -> None:
    cards = {"first": "price: {input: 1000000, output: 1000000}\n"}
    config = make_home(tmp_path, {"first": [answer()]}, {"bench": [judge()]}, cards=cards)
    with hosted(config, home) as server:
        poor, spent = server.key("poor", usd_per_day=0.0001), server.key("spent", usd_per_day=0.0)
        with server.client(poor) as client:
            reply = client.post("/v1/ask", json=QUESTION)
            assert problem(reply) == (402, "limit_reached")
            assert reply.json()["verdict"]["status"] == "no_quorum"
        with server.client(spent) as client:
            assert problem(client.post("/v1/runs", json=QUESTION)) == (402, "budget")


def test_a_page_that_was_rebound_to_this_machine_is_refused(client: httpx.Client) -> None:
    reply = client.get("/v1/runs", headers={"Host": "evil.example:8377"})
    assert problem(reply) == (421, "wrong_host")
    for host in ("localhost:1", "127.0.0.1", "[::1]:8377", "LOCALHOST"):
        assert client.get("/v1/runs", headers={"Host": host}).status_code == 200


def test_a_page_from_elsewhere_is_refused(client: httpx.Client) -> None:
    reply = client.post("/v1/runs", json=QUESTION, headers={"Origin": "https://evil.example"})
    assert problem(reply) == (403, "origin")
    assert client.get("/v1/runs").json()["runs"] == []
    for origin in ("null", "http://localhost.evil.example", "http://127.0.0.1.evil.example", "app://obsidian.md.evil"):
        assert client.get("/v1/runs", headers={"Origin": origin}).status_code == 403
    for origin in ("app://obsidian.md", "http://localhost:3000", "http://127.0.0.1:8080", "https://[::1]:1"):
        reply = client.get("/v1/runs", headers={"Origin": origin})
        assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (200, origin)


def test_a_preflight_as_obsidian_sends_it(client: httpx.Client) -> None:
    asked = "authorization,content-type,x-stainless-arch,x-stainless-lang,x-stainless-os,x-stainless-retry-count"
    headers = {
        "Origin": "app://obsidian.md",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": asked,
        "Access-Control-Request-Private-Network": "true",
    }
    reply = client.options("/v1/runs", headers=headers)
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == "app://obsidian.md"
    assert set(asked.split(",")) <= set(re.split(r",\s*", reply.headers["access-control-allow-headers"].lower()))
    assert reply.headers["access-control-allow-private-network"] == "true"
    assert "*" not in reply.headers["access-control-allow-origin"]


def test_a_form_post_from_a_page_starts_nothing(client: httpx.Client) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        reply = client.post("/v1/runs", content=b'{"question": "Does it help?"}', headers={"Content-Type": kind})
        assert reply.status_code in {415, 422}
        problem(reply)
    assert client.get("/v1/runs").json()["runs"] == []


def test_a_public_address_without_keys_is_refused(tmp_path: Path, home: Path) -> None:
    from consilium.config import Places, load_settings  # noqa: PLC0415

    loaded = load_settings(panel(tmp_path), Places(home))
    for host in ("0.0.0.0", "::", "192.168.1.5", "example.org"):
        with pytest.raises(ConfigError, match="no keys"):
            serve(loaded, Address(host, 0), lambda _url, _socket: None)


def test_on_a_public_address_a_lost_key_file_opens_no_door(tmp_path: Path, home: Path) -> None:
    with hosted(panel(tmp_path), home, public=True) as server, server.client() as client:
        assert problem(client.get("/v1/runs")) == (401, "key")
        # The machine's name on its network is nobody's to guess; without a key it opens nothing.
        assert problem(client.get("/v1/runs", headers={"Host": "workstation.lan:8377"})) == (401, "key")


def private_home(folder: Path, **settings: Any) -> Path:
    """A panel of one member that reads a private note."""
    notes = folder / "notes"
    notes.mkdir()
    (notes / "own.md").write_text(
        f"---\nprivate: true\n---\n# Beetroot\n\n{SECRET}: beetroot helps.\n", encoding="utf-8"
    )
    said = answer(f"{SECRET}.", claims=[{"text": f"{SECRET} says so.", "quotes": []}])
    judged = judge(f"{SECRET}!", position="supports")
    return make_home(folder, {"first": [said]}, {"bench": [judged]}, knowledge={"paths": [str(notes)]}, **settings)


def test_a_redacted_key_never_sees_what_private_notes_went_into(tmp_path: Path, home: Path) -> None:
    with hosted(private_home(tmp_path), home) as server:
        plain, redacted = server.key("plain"), server.key("chat", redacted=True)
        question = {"question": "Does beetroot help?"}
        with server.client(plain) as client:
            assert SECRET in client.post("/v1/ask", json=question).text
            assert SECRET not in client.post("/v1/ask", json=question, params={"redact": True}).text
        with server.client(redacted) as client:
            verdict = client.post("/v1/ask", json=question)
            assert (verdict.status_code, verdict.json()["status"]) == (200, "single")
            run_id = verdict.json()["run_id"]
            shown: list[Any] = [verdict.text, client.get(f"/v1/runs/{run_id}").text]
            stream = client.get(f"/v1/runs/{run_id}/events")
            assert events(stream)[-1]["kind"] == "run.finished"
            shown += [stream.text]
            shown += [
                client.get(f"/v1/runs/{run_id}/export", params={"format": f}).text for f in ("md", "card", "json")
            ]
            assert not any(SECRET in text for text in shown)
            assert not any(SECRET.encode("unicode_escape").decode() in text for text in shown)


def test_the_store_of_keys_is_the_command_s(home: Path, server: Hosted) -> None:
    other = SqliteRunStore(home / "runs.sqlite", SystemClock())
    try:
        text = server.key("n8n")
        assert other.keys.verify(text) is not None
    finally:
        other.close()
