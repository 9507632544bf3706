"""One small workflow for each operation of the community node: a webhook, the node, an answer."""

from __future__ import annotations

from typing import Any

OPERATIONS = (
    *("ask", "start", "get", "followUp", "getTranscript"),
    *("search", "verify", "learn", "getLearning"),
    *("spar", "sparReply"),
)
_LEARNING = ("learn", "getLearning")
_ASKER = {"id": "consiliumNodeKey", "name": "Consilium"}
_LEARNER = {"id": "consiliumNodeLrn", "name": "Consilium, to learn"}
TOLD = "={{ JSON.stringify({ error: $json.error }) }}"


def _field(name: str) -> str:
    return f"={{{{ $json.body.{name} }}}}"


PARAMETERS: dict[str, dict[str, Any]] = {
    "ask": {"question": _field("question"), "waitS": 20},
    "start": {"question": _field("question"), "more": {"idempotencyKey": _field("key"), "members": "ada, boris"}},
    "get": {"runId": _field("run"), "waitForEndS": 20},
    "followUp": {
        "runId": _field("run"),
        "question": _field("question"),
        "more": {"options": "Yes, it does; No", "kind": "choice", "rounds": 2, "debate": "never"},
    },
    "getTranscript": {"runId": _field("run"), "format": "md"},
    "search": {"query": _field("query"), "limit": 2},
    "verify": {"text": _field("text")},
    "learn": {"paths": _field("paths"), "learnWaitS": 30},
    "getLearning": {"learningId": _field("learning"), "learnWaitS": 30},
    "spar": {"thesis": _field("thesis")},
    "sparReply": {"matchId": _field("match"), "reply": _field("text"), "claim": "c1"},
}


def _respond(name: str, body: str, status: int, x: int, y: int) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "type": "n8n-nodes-base.respondToWebhook",
        "typeVersion": 1.5,
        "position": [x, y],
        "parameters": {"respondWith": "json", "responseBody": body, "options": {"responseCode": status}},
    }


def _one(operation: str) -> dict[str, Any]:
    webhook = {
        "id": "hook",
        "name": "Hook",
        "type": "n8n-nodes-base.webhook",
        "typeVersion": 2.1,
        "position": [0, 0],
        "webhookId": f"node-{operation}",
        "parameters": {"httpMethod": "POST", "path": f"node-{operation}", "responseMode": "responseNode"},
    }
    node = {
        "id": "node",
        "name": "Consilium",
        "type": "n8n-nodes-consilium.consilium",
        "typeVersion": 1,
        "position": [200, 0],
        "onError": "continueErrorOutput",
        "credentials": {"consiliumApi": _LEARNER if operation in _LEARNING else _ASKER},
        "parameters": {"operation": operation, **PARAMETERS[operation]},
    }
    good = _respond("Good", "={{ JSON.stringify($json) }}", 200, 400, -100)
    bad = _respond("Bad", TOLD, 500, 400, 100)
    links = [[{"node": "Good", "type": "main", "index": 0}], [{"node": "Bad", "type": "main", "index": 0}]]
    return {
        "id": f"node{operation}",
        "name": f"Node: {operation}",
        "active": False,
        "nodes": [webhook, node, good, bad],
        "connections": {
            "Hook": {"main": [[{"node": "Consilium", "type": "main", "index": 0}]]},
            "Consilium": {"main": links},
        },
        "settings": {"executionOrder": "v1"},
        "pinData": {},
    }


def node_flows() -> list[dict[str, Any]]:
    """All of them."""
    return [_one(operation) for operation in OPERATIONS]
