"""Which SDK each transport brings into the process, and when: none before its first request."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.models.cases import CASES, KEY, REPLY, Case
from tests.wire import WireServer

HEAVY = ("litellm", "openai", "anthropic", "ollama", "google.genai", "google.generativeai", "grpc", "langchain_core")

BROUGHT = {
    "ollama": {"ollama"},
    "direct-openai": {"openai"},
    "direct-anthropic": {"anthropic"},
    "direct-google": {"google.genai"},
    # The retired SDK imports gRPC even when it is told to speak REST.
    "gemini-legacy": {"google.generativeai", "grpc"},
    # LiteLLM is built upon the OpenAI SDK.
    "litellm-openai": {"litellm", "openai"},
    "litellm-anthropic": {"litellm", "openai"},
    "scripted": set(),
    "recorded": set(),
}

SCRIPT = """
import asyncio, json, socket, sys
from pathlib import Path

connect = socket.socket.connect

def guarded(self, address):
    assert address[0] == "127.0.0.1", f"nothing may be fetched: {address}"
    return connect(self, address)

socket.socket.connect = guarded

from consilium.models import open_model
from consilium.types.member import Endpoint
from tests.models.cases import request

transport, fields, heavy = json.loads(sys.argv[1])
fields["file"] = Path(fields["file"])
model = open_model(transport, Endpoint(**fields))
early = [name for name in heavy if name in sys.modules]
text = asyncio.run(model.complete(request())).text
print(json.dumps([early, text, [name for name in heavy if name in sys.modules]]))
"""


@pytest.mark.parametrize("case", [case for case in CASES if case.name in BROUGHT], ids=lambda case: case.name)
def test_only_its_own_sdk_and_only_when_asked(
    case: Case, wire: WireServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    case.open(wire, folder)
    place = case.endpoint(wire)
    fields = {"member": "m1", "model": case.model, "vendor": case.vendor, "api_key": KEY, "api_base": place.api_base}
    fields["file"] = str(folder / f"{case.name}.jsonl")
    argument = json.dumps([case.transport, fields, HEAVY])
    done = subprocess.run([sys.executable, "-c", SCRIPT, argument], capture_output=True, text=True, check=True)
    early, text, late = json.loads(done.stdout.splitlines()[-1])
    assert early == []
    assert text == REPLY
    assert set(late) == BROUGHT[case.name]
