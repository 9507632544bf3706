"""Runs over HTTP, from the question to the verdict and after."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx

from tests.scripted import make_home
from tests.server.conftest import panel
from tests.server.serving import PATIENCE_S, Hosted, ended, events, hosted

QUESTION = {"question": "Does it help?"}
SLOW = {"question": "Is it slow?"}


def started(client: httpx.Client, body: dict[str, Any], **headers: str) -> str:
    reply = client.post("/v1/runs", json=body, headers=headers)
    assert reply.status_code == 202, reply.text
    run_id: str = reply.json()["id"]
    assert reply.headers["location"] == f"/v1/runs/{run_id}"
    return run_id


def answered(client: httpx.Client, run_id: str) -> None:
    """Wait until the first member of a slow run has answered."""
    give_up = time.monotonic() + PATIENCE_S
    with client.stream("GET", f"/v1/runs/{run_id}/events") as stream:
        for line in stream.iter_lines():
            if line == "event: answer.finished":
                return
            assert time.monotonic() < give_up


def test_a_run_is_started_watched_and_read(client: httpx.Client) -> None:
    run_id = started(client, {**QUESTION, "metadata": {"chat": "7"}})
    seen = events(client.get(f"/v1/runs/{run_id}/events"))
    assert [event["seq"] for event in seen] == list(range(1, len(seen) + 1))
    assert (seen[0]["kind"], seen[-1]["kind"]) == ("run.started", "run.finished")
    state = client.get(f"/v1/runs/{run_id}").json()
    assert (state["state"], state["metadata"], state["error"]) == ("done", {"chat": "7"}, None)
    assert (state["verdict"]["status"], state["verdict"]["answer"][:11]) == ("full", "It depends.")
    assert state["verdict"] == seen[-1]["data"]["verdict"]
    assert client.get("/v1/runs/last").json()["id"] == run_id


def test_a_reader_that_comes_back_goes_on_where_it_was(client: httpx.Client) -> None:
    run_id = started(client, QUESTION)
    whole = events(client.get(f"/v1/runs/{run_id}/events"))
    rest = events(client.get(f"/v1/runs/{run_id}/events", headers={"Last-Event-ID": "4"}))
    assert rest == whole[4:]
    assert events(client.get(f"/v1/runs/{run_id}/events", params={"after": 4})) == rest
    assert events(client.get(f"/v1/runs/{run_id}/events", params={"after": 10_000})) == []


def test_a_reader_in_the_middle_of_a_run_misses_and_doubles_nothing(client: httpx.Client) -> None:
    run_id = started(client, SLOW)
    answered(client, run_id)
    client.post(f"/v1/runs/{run_id}/judge-now")
    seen = events(client.get(f"/v1/runs/{run_id}/events", params={"after": 2}))
    assert [event["seq"] for event in seen] == list(range(3, len(seen) + 3))
    assert seen[-1]["kind"] == "run.finished"


def test_ask_waits_for_the_verdict(client: httpx.Client) -> None:
    reply = client.post("/v1/ask", json={**QUESTION, "debate": "never"})
    assert reply.status_code == 200
    assert (reply.json()["answer"][:11], reply.json()["rounds"]) == ("It depends.", 0)


def test_ask_hands_out_the_run_when_patience_ends(client: httpx.Client) -> None:
    reply = client.post("/v1/ask", json={**SLOW, "wait_s": 0.05})
    assert reply.status_code == 202
    assert reply.json()["state"] == "running"
    assert reply.headers["retry-after"].isdecimal()
    assert client.post(f"{reply.headers['location']}/cancel").status_code == 202


def test_judge_now_ends_a_debate_with_what_was_said(client: httpx.Client) -> None:
    run_id = started(client, SLOW)
    answered(client, run_id)
    assert client.post(f"/v1/runs/{run_id}/judge-now").status_code == 202
    verdict = ended(client, run_id)["verdict"]
    assert (verdict["status"], verdict["stop_reason"]) == ("single", "the user asked for the verdict at once")


def test_a_cancelled_run_is_interrupted_and_can_be_gone_on_with(client: httpx.Client, server: Hosted) -> None:
    run_id = started(client, SLOW)
    answered(client, run_id)
    assert client.post(f"/v1/runs/{run_id}/cancel").status_code == 202
    state = ended(client, run_id)
    assert state["state"] == "interrupted"
    assert state["error"]["type"].endswith(":interrupted")
    assert client.post(f"/v1/runs/{run_id}/resume").status_code == 202
    client.post(f"/v1/runs/{run_id}/judge-now")
    assert ended(client, run_id)["verdict"]["status"] == "single"
    calls = {call["member"]: call["begun"] for call in server.engine.store.calls(run_id) if call["purpose"] == "answer"}
    assert calls["first"] == 1
    again = client.post(f"/v1/runs/{run_id}/resume")
    assert (again.status_code, again.json()["type"]) == (409, "urn:consilium:problem:done")


def test_what_a_run_s_state_does_not_allow_is_refused_with_the_next_step(client: httpx.Client) -> None:
    run_id = started(client, SLOW)
    for action in ("resume", "delete"):
        reply = (
            client.delete(f"/v1/runs/{run_id}") if action == "delete" else client.post(f"/v1/runs/{run_id}/{action}")
        )
        assert (reply.status_code, bool(reply.json()["next_step"])) == (409, True)
    client.post(f"/v1/runs/{run_id}/cancel")
    ended(client, run_id)
    for action in ("cancel", "judge-now"):
        reply = client.post(f"/v1/runs/{run_id}/{action}")
        assert (reply.status_code, reply.json()["type"]) == (409, "urn:consilium:problem:not_under_way")


def test_the_same_idempotency_key_starts_nothing_new(client: httpx.Client) -> None:
    run_id = started(client, QUESTION, **{"Idempotency-Key": "k1"})
    again = client.post("/v1/runs", json=QUESTION, headers={"Idempotency-Key": "k1"})
    assert (again.json()["id"], again.headers["idempotency-replayed"]) == (run_id, "true")
    other = client.post("/v1/runs", json=SLOW, headers={"Idempotency-Key": "k1"})
    assert (other.status_code, other.json()["type"]) == (422, "urn:consilium:problem:idempotency")
    assert len(client.get("/v1/runs").json()["runs"]) == 1


def test_a_repeated_request_is_the_same_though_last_has_moved_on(client: httpx.Client) -> None:
    ended(client, started(client, QUESTION))
    body = {"question": "And in rowers?", "follow": "last"}
    run_id = started(client, body, **{"Idempotency-Key": "k2"})
    ended(client, run_id)
    assert started(client, body, **{"Idempotency-Key": "k2"}) == run_id


def test_a_follow_up_continues_the_thread(client: httpx.Client) -> None:
    run_id = started(client, QUESTION)
    ended(client, run_id)
    reply = client.post(f"/v1/runs/{run_id}/follow-up", json={"question": "And in rowers?"})
    assert reply.status_code == 202
    state = ended(client, reply.json()["id"])
    assert (state["parent"], state["question"]) == (run_id, "And in rowers?")
    assert state["verdict"]["answer"]


def test_feedback_is_kept(client: httpx.Client, server: Hosted) -> None:
    run_id = started(client, QUESTION)
    ended(client, run_id)
    reply = client.post(f"/v1/runs/{run_id}/feedback", json={"outcome": "wrong", "answer": "it does"})
    assert reply.status_code == 201
    (kept,) = server.engine.store.feedback.of(run_id)
    assert (kept.outcome, kept.answer, kept.at) == ("wrong", "it does", reply.json()["at"])
    assert client.post(f"/v1/runs/{run_id}/feedback", json={}).status_code == 422


def test_a_run_is_exported_in_every_form_and_forgotten(client: httpx.Client) -> None:
    run_id = started(client, QUESTION)
    ended(client, run_id)
    transcript = client.get(f"/v1/runs/{run_id}/export")
    assert transcript.headers["content-type"].startswith("text/markdown")
    assert "It depends." in transcript.text
    assert "It depends." in client.get(f"/v1/runs/{run_id}/export", params={"format": "card"}).text
    record = client.get(f"/v1/runs/{run_id}/export", params={"format": "json"}).json()
    assert len(record["journal"]) == record["verdict"]["usage"]["calls"]
    assert client.delete(f"/v1/runs/{run_id}").status_code == 204
    assert client.get(f"/v1/runs/{run_id}").status_code == 404


def test_runs_are_listed_page_by_page(client: httpx.Client) -> None:
    made = [started(client, QUESTION) for _ in range(5)]
    for run_id in made:
        ended(client, run_id)
    first = client.get("/v1/runs", params={"limit": 3}).json()
    second = client.get("/v1/runs", params={"limit": 3, "before": first["next"]}).json()
    assert sorted(run["id"] for run in first["runs"] + second["runs"]) == sorted(made)
    assert [len(first["runs"]), len(second["runs"])] == [3, 2]
    assert second["next"] is None


def test_without_an_answer_nobody_is_told_200(tmp_path: Path, home: Path) -> None:
    config = make_home(tmp_path, {"first": [{"purpose": "answer", "fault": "server_error", "reply": ""}]})
    with hosted(config, home) as server, server.client() as client:
        reply = client.post("/v1/ask", json=QUESTION)
    assert (reply.status_code, reply.json()["type"]) == (503, "urn:consilium:problem:no_quorum")
    assert reply.json()["verdict"]["status"] == "no_quorum"
    assert reply.json()["detail"]


def test_a_full_server_says_when_to_come_back(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path, server={"concurrent_runs": 1, "queue": 1})
    with hosted(config, home) as server, server.client() as client:
        first, second = started(client, SLOW), started(client, QUESTION)
        assert client.get(f"/v1/runs/{second}").json()["state"] == "queued"
        reply = client.post("/v1/runs", json=QUESTION)
        assert (reply.status_code, reply.headers["retry-after"].isdecimal()) == (503, True)
        # A run that waits can be watched and cancelled like any other.
        assert client.post(f"/v1/runs/{second}/judge-now").status_code == 409
        assert client.post(f"/v1/runs/{second}/cancel").status_code == 202
        assert ended(client, second)["state"] == "interrupted"
        client.post(f"/v1/runs/{first}/cancel")
        assert ended(client, started(client, QUESTION))["state"] == "done"


def test_settings_of_a_single_question(client: httpx.Client) -> None:
    run_id = started(client, {**QUESTION, "members": ["first"], "rounds": 0})
    verdict = ended(client, run_id)["verdict"]
    assert [member["name"] for member in verdict["members"]] == ["first"]
    unknown = client.post("/v1/runs", json={**QUESTION, "members": ["nobody"]})
    assert (unknown.status_code, "nobody" in unknown.json()["detail"]) == (422, True)


def test_a_choice_has_its_options(client: httpx.Client) -> None:
    body = {"question": "Which?", "options": {"A": "first", "B": "second"}}
    assert ended(client, started(client, body))["verdict"]["kind"] == "choice"
    mismatch = client.post("/v1/runs", json={"question": "Which?", "kind": "choice"})
    assert (mismatch.status_code, bool(mismatch.json()["next_step"])) == (422, True)


def test_the_language_of_errors_is_the_caller_s(client: httpx.Client) -> None:
    russian = client.get("/v1/runs/nothing", headers={"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.8"}).json()
    english = client.get("/v1/runs/nothing", headers={"Accept-Language": "en"}).json()
    assert "Вопроса" in russian["detail"]
    assert "There is no run" in english["detail"]


def test_health_readiness_panel_and_metrics(client: httpx.Client) -> None:
    ended(client, started(client, QUESTION))
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    seats = client.get("/v1/panel").json()
    assert [seat["name"] for seat in seats["members"]] == ["first", "second"]
    assert all(seat["present"] for seat in seats["members"])
    text = client.get("/metrics").text
    assert 'consilium_runs_total{status="full"} 1.0' in text
    assert 'consilium_calls_total{cached="false",member="first",purpose="answer"} 1.0' in text
    assert 'consilium_http_requests_total{method="POST",route="/v1/runs",status="202"} 1.0' in text
