"""Consilium as a model of n8n's own OpenAI Chat Model node, through both of OpenAI's interfaces."""

from __future__ import annotations

import pytest

from tests.conftest import absent
from tests.n8n.chat_model_flows import INTERFACES
from tests.n8n.conftest import World
from tests.n8n.machine import call

QUESTION = "Does cold water blunt hypertrophy?"
PATHS = {"completions": "/v1/chat/completions", "responses": "/v1/responses"}


@pytest.fixture
def world_of_models(world: World) -> World:
    if call(f"{world.door.url}/v1/models").status == 404:
        absent("the server does not speak OpenAI's format")
    world.door.calls.clear()
    return world


@pytest.mark.parametrize("interface", INTERFACES)
def test_the_panel_answers_as_a_model(world_of_models: World, interface: str) -> None:
    reply = world_of_models.post(f"model-{interface}", {"question": QUESTION})

    assert reply.status == 200, reply.body
    assert "It depends." in str(reply.json())
    [asked] = world_of_models.door.calls
    assert asked.path == PATHS[interface]
    assert QUESTION in asked.body.decode()


@pytest.mark.parametrize("interface", INTERFACES)
def test_a_wrong_key_is_an_error_of_the_node(world_of_models: World, interface: str) -> None:
    world_of_models.door.strip = frozenset({"authorization"})

    reply = world_of_models.post(f"model-{interface}", {"question": QUESTION})

    assert reply.status == 500
    assert reply.json()["error"]
