"""What can be seen in the files alone: these tests run everywhere, n8n or not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.n8n.workflows import FILES, Workflow, neighbours, node

TOP = {"id", "name", "active", "nodes", "connections", "settings", "pinData", "tags"}
FALLIBLE = {
    "n8n-nodes-base.httpRequest",
    "n8n-nodes-base.code",
    "n8n-nodes-base.jwt",
    "n8n-nodes-base.telegram",
    "n8n-nodes-base.executeWorkflow",
    "n8n-nodes-consilium.telegramUpdates",
}
RESPOND, NOTE = "n8n-nodes-base.respondToWebhook", "n8n-nodes-base.stickyNote"
SECRET = re.compile(r"sk-[\w-]{8,}|AIza[\w-]{10,}|cns_\w{6,}|\b\d{6,}:[\w-]{20,}|eyJ[\w-]{10,}|Bearer [\w.-]{16,}")
HOSTS = {
    "127.0.0.1",
    "api.openai.com",
    "api.anthropic.com",
    "generativelanguage.googleapis.com",
}

pytestmark = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


def _read(path: Path) -> Workflow:
    workflow: Workflow = json.loads(path.read_text(encoding="utf-8"))
    return workflow


def _working(workflow: Workflow) -> list[dict[str, Any]]:
    return [one for one in workflow["nodes"] if one["type"] != NOTE]


def _outputs(one: dict[str, Any]) -> int:
    """How many outputs a node has that must lead somewhere."""
    if one["type"] in {"n8n-nodes-base.if", "n8n-nodes-base.splitInBatches"}:
        return 2
    if one["type"] == "n8n-nodes-base.switch":
        extra = bool(one["parameters"]["options"].get("fallbackOutput") == "extra")
        return len(list(one["parameters"]["rules"]["values"])) + extra
    return 2 if one.get("onError") == "continueErrorOutput" else 1


def test_the_form_is_the_one_to_share(path: Path) -> None:
    workflow = _read(path)

    assert set(workflow) == TOP
    assert workflow["active"] is False
    assert workflow["pinData"] == {}
    assert workflow["settings"]["executionOrder"] == "v1"
    assert re.fullmatch(r"consilium\w{7}", workflow["id"])


def test_names_and_ids_are_fixed_and_single(path: Path) -> None:
    nodes = _read(path)["nodes"]

    for field in ("id", "name"):
        assert len({one[field] for one in nodes}) == len(nodes)
    assert len({tuple(one["position"]) for one in nodes}) == len(nodes)
    for one in nodes:
        assert not re.search(r"\d$", one["name"]), "a copy that was not renamed"
        if one["type"].endswith((".webhook", ".wait", ".chatTrigger")):
            assert one["webhookId"]


def test_credentials_are_named_and_nothing_secret_is_inside(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not SECRET.search(text)
    assert set(re.findall(r"https?://([\w.-]+)", text)) <= HOSTS
    for one in _read(path)["nodes"]:
        for credential in one.get("credentials", {}).values():
            assert set(credential) == {"id", "name"}


def test_every_way_into_it_is_guarded(path: Path) -> None:
    for one in _read(path)["nodes"]:
        parameters = one["parameters"]
        if one["type"] == "n8n-nodes-base.webhook":
            assert parameters["authentication"] == "headerAuth"
        if one["type"] == "n8n-nodes-base.wait" and parameters.get("resume") == "webhook":
            assert parameters["incomingAuthentication"] == "jwtAuth"
        if one["type"].endswith(".chatTrigger"):
            assert parameters["authentication"] == "basicAuth"


def test_every_output_leads_to_a_node_that_exists(path: Path) -> None:
    workflow = _read(path)
    names = {one["name"] for one in _working(workflow)}
    ends = {RESPOND, "n8n-nodes-base.noOp", "n8n-nodes-base.stopAndError"}
    last_words = {"Say it", "Apologise"} & names

    reached = {name for one in names for output in neighbours(workflow, one) for name in output}
    assert reached <= names
    for one in _working(workflow):
        if not one["type"].endswith(("webhook", "Trigger")) or one["type"] == RESPOND:
            assert one["name"] in reached
        outputs = neighbours(workflow, one["name"])
        if one["type"] not in ends and one["name"] not in last_words:
            assert len(outputs) == _outputs(one), one["name"]
            assert all(outputs), one["name"]


def test_what_can_fail_has_an_error_branch(path: Path) -> None:
    for one in _working(_read(path)):
        if one["type"] in FALLIBLE:
            assert one.get("onError") in {"continueErrorOutput", "continueRegularOutput"}, one["name"]


def test_every_path_from_a_webhook_answers_with_a_body(path: Path) -> None:
    workflow = _read(path)
    for start in _working(workflow):
        if start["parameters"].get("responseMode") != "responseNode":
            continue
        seen: set[str] = set()
        ahead = [start["name"]]
        while ahead:
            name = ahead.pop()
            if name in seen or node(workflow, name)["type"] == RESPOND:
                continue
            seen.add(name)
            behind = [follower for output in neighbours(workflow, name) for follower in output]
            assert behind, f"{name} ends without an answer"
            ahead += behind
    for one in workflow["nodes"]:
        if one["type"] == RESPOND:
            assert one["parameters"]["respondWith"] == "json"
            assert one["parameters"]["responseBody"]
            assert one["parameters"]["options"]["responseCode"]
            assert "$json.error" not in json.dumps(one)


def test_calls_see_faults_have_a_time_limit_and_are_not_repeated_when_paid(path: Path) -> None:
    for one in _working(_read(path)):
        if one["type"] != "n8n-nodes-base.httpRequest":
            continue
        options = one["parameters"]["options"]
        assert options["timeout"], one["name"]
        assert options["response"]["response"]["fullResponse"], one["name"]
        headers = json.dumps(one["parameters"].get("headerParameters", {}))
        if one.get("retryOnFail"):
            assert "Idempotency-Key" in headers, one["name"]
        else:
            assert options["response"]["response"]["neverError"], one["name"]


def test_what_leaves_for_a_chat_is_redacted(path: Path) -> None:
    workflow = _read(path)
    if not any(one["type"].endswith((".telegram", ".chatTrigger")) for one in workflow["nodes"]):
        return
    for one in _working(workflow):
        if one["type"] == "n8n-nodes-base.httpRequest" and not one["parameters"]["url"].endswith("/v1/runs"):
            query = one["parameters"]["queryParameters"]["parameters"]
            assert {"name": "redact", "value": "true"} in query, one["name"]


def test_notes_explain_the_set_up_in_both_languages(path: Path) -> None:
    notes = [one["parameters"]["content"] for one in _read(path)["nodes"] if one["type"] == NOTE]

    assert any("Set up · Настройка" in text for text in notes)
    for text in notes:
        assert re.search(r"[а-яё]{4}", text, re.IGNORECASE)
        assert re.search(r"[a-z]{4}", text, re.IGNORECASE)


def test_what_a_person_changes_stands_in_one_node(path: Path) -> None:
    workflow = _read(path)
    rows = node(workflow, "Settings")["parameters"]["assignments"]["assignments"]
    values = {row["name"]: row["value"] for row in rows}
    elsewhere = [one for one in _working(workflow) if one["name"] != "Settings"]

    assert values.get("consilium_url", "http://127.0.0.1:8377") == "http://127.0.0.1:8377"
    assert not re.search(r"https?://\w", json.dumps([one["parameters"] for one in elsewhere]))
