"""n8n's own OpenAI Chat Model node, pointed at Consilium: once for each of the two interfaces it speaks."""

from __future__ import annotations

from typing import Any

CREDENTIAL = "consiliumOpenUs1"
INTERFACES = {"completions": False, "responses": True}


def _respond(name: str, body: str, status: int, y: int) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "type": "n8n-nodes-base.respondToWebhook",
        "typeVersion": 1.5,
        "position": [400, y],
        "parameters": {"respondWith": "json", "responseBody": body, "options": {"responseCode": status}},
    }


def _one(interface: str) -> dict[str, Any]:
    webhook = {
        "id": "hook",
        "name": "Hook",
        "type": "n8n-nodes-base.webhook",
        "typeVersion": 2.1,
        "position": [0, 0],
        "webhookId": f"model-{interface}",
        "parameters": {"httpMethod": "POST", "path": f"model-{interface}", "responseMode": "responseNode"},
    }
    chain = {
        "id": "chain",
        "name": "Chain",
        "type": "@n8n/n8n-nodes-langchain.chainLlm",
        "typeVersion": 1.9,
        "position": [200, 0],
        "onError": "continueErrorOutput",
        "parameters": {"promptType": "define", "text": "={{ $json.body.question }}", "batching": {}},
    }
    model = {
        "id": "model",
        "name": "Model",
        "type": "@n8n/n8n-nodes-langchain.lmChatOpenAi",
        "typeVersion": 1.3,
        "position": [200, 200],
        "credentials": {"openAiApi": {"id": CREDENTIAL, "name": "Consilium as OpenAI"}},
        "parameters": {
            "model": {"__rl": True, "mode": "id", "value": "consilium"},
            "responsesApiEnabled": INTERFACES[interface],
            "options": {"maxRetries": 0, "timeout": 30_000},
        },
    }
    good = _respond("Good", "={{ JSON.stringify($json) }}", 200, -100)
    bad = _respond("Bad", "={{ JSON.stringify({ error: $json.error }) }}", 500, 100)
    links = [[{"node": "Good", "type": "main", "index": 0}], [{"node": "Bad", "type": "main", "index": 0}]]
    return {
        "id": f"model{interface}",
        "name": f"Model: {interface}",
        "active": False,
        "nodes": [webhook, chain, model, good, bad],
        "connections": {
            "Hook": {"main": [[{"node": "Chain", "type": "main", "index": 0}]]},
            "Model": {"ai_languageModel": [[{"node": "Chain", "type": "ai_languageModel", "index": 0}]]},
            "Chain": {"main": links},
        },
        "settings": {"executionOrder": "v1"},
        "pinData": {},
    }


def chat_model_flows() -> list[dict[str, Any]]:
    """Both of them."""
    return [_one(interface) for interface in INTERFACES]
