"""One n8n for all tests of this folder, and what stands around it on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import absent
from tests.n8n import keys
from tests.n8n.chat_model_flows import chat_model_flows
from tests.n8n.door import Door
from tests.n8n.machine import Machine, Reply, missing
from tests.n8n.node_flows import node_flows
from tests.n8n.package import put_into
from tests.n8n.panel import Consilium
from tests.n8n.telegram import Telegram
from tests.n8n.workflows import FILES, load, node, settled
from tests.wire import WireServer

HASTY_S = 6
"""How long the workflows wait for a server: long for a loaded machine, short for a test of silence."""

ASK, LONG, COUNCIL, CHAT, TELEGRAM, DIGEST = "1-", "2-", "3-", "4-", "5-", "6-"


@dataclass(slots=True)
class World:
    """Everything a test of a workflow touches."""

    machine: Machine
    door: Door
    inbox: Door
    wire: WireServer
    telegram: Telegram
    consilium: Consilium
    vault: Path
    exported: list[dict[str, Any]]

    def post(self, path: str, body: Any, *, key: str = keys.CALLER) -> Reply:
        """Call a webhook with the right key, or another."""
        return self.machine.post(path, body, key=key)


def _workflows(door: Door, inbox: Door, wire: WireServer, vault: Path) -> list[dict[str, Any]]:
    consilium = {"consilium_url": door.url, "timeout_s": HASTY_S}
    providers = {f"{name}_url": wire.url for name in ("ollama", "openai", "anthropic", "gemini")}
    return [
        settled(load(ASK), {**consilium, "wait_s": 30}),
        settled(load(LONG), {**consilium, "deliver_url": f"{inbox.url}/verdict"}),
        settled(load(COUNCIL), {**providers, "timeout_s": 60}),
        _copy(settled(load(COUNCIL), {**providers, "timeout_s": HASTY_S}), "hasty"),
        # Without a credential for Ollama; n8n would find one by its name, too.
        _copy(
            settled(load(COUNCIL), providers),
            "poor",
            ('"consiliumOllama1", "name": "Ollama"', '"aCredentialNotThere", "name": "Not there"'),
        ),
        settled(load(CHAT), {**consilium, "wait_s": 30}),
        _hurried(settled(load(TELEGRAM), {**consilium, "allowed_chats": "1001, 1002", "poll_s": 1, "pause_s": 0.1})),
        settled(load(DIGEST), {**consilium, "paths": str(vault), "chat_id": "1001", "wait_s": 2, "pause_s": 0.1}),
        *node_flows(),
        *chat_model_flows(),
    ]


def _copy(workflow: dict[str, Any], name: str, *changes: tuple[str, str]) -> dict[str, Any]:
    """A second council beside the first, under paths of its own."""
    text = json.dumps(workflow)
    own = (("consiliumCouncil", f"council{name}"), ('"council"', f'"{name}"'), ("council-member", f"{name}-member"))
    for old, new in (*own, *changes):
        assert old in text
        text = text.replace(old, new)
    copy: dict[str, Any] = json.loads(text)
    for one in copy["nodes"]:
        if "webhookId" in one:
            one["webhookId"] += name
    return copy


def _hurried(workflow: dict[str, Any]) -> dict[str, Any]:
    """The workflow, looking for messages more often than it would."""
    [interval] = node(workflow, "Every 15 seconds")["parameters"]["rule"]["interval"]
    interval["secondsInterval"] = 1
    return workflow


@pytest.fixture(scope="session")
def whole_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A running n8n with the workflows, a Consilium behind a door, an inbox and a model server."""
    if why := missing():
        absent(why)
    machine = Machine(tmp_path_factory.mktemp("n8n"))
    vault = tmp_path_factory.mktemp("vault")
    with (
        Consilium(tmp_path_factory.mktemp("consilium"), callbacks=machine.url) as consilium,
        Door(upstream=consilium.url) as door,
        Door() as inbox,
        WireServer() as wire,
        Telegram() as telegram,
    ):
        put_into(machine.nodes)
        machine.take([json.loads(path.read_text(encoding="utf-8")) for path in FILES], [])
        exported = machine.give()
        machine.take(
            _workflows(door, inbox, wire, vault),
            keys.credentials(
                consilium_key=consilium.key,
                consilium_url=door.url,
                telegram_url=telegram.url,
                learning_key=consilium.learning_key,
            ),
        )
        machine.switch_on()
        with machine:
            for path in ("consilium-ask", "consilium-learn", "node-spar", "node-sparReply"):
                machine.ready(path)
            yield World(machine, door, inbox, wire, telegram, consilium, vault, exported)


@pytest.fixture
def world(whole_world: World) -> World:
    """The world, with nothing left over from the test before."""
    whole_world.door.reset()
    whole_world.inbox.reset()
    whole_world.wire.forget()
    whole_world.telegram.reset()
    return whole_world
