"""A second opinion: the transports against a model server that is not ours (npm's aimock).

Our own wire server shows that we speak the formats as we understand them; this one was written by
others. Two of its ways are its own and are worked around: google-genai must ask for API v1beta, and
its Ollama errors have bodies that Ollama does not send, so only their status is relied on.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium.errors import RateLimited
from consilium.models import open_model
from consilium.types.member import Endpoint
from consilium.types.request import ModelRequest, Part
from tests.conftest import absent

HOME = Path(os.environ.get("CONSILIUM_TEST_CACHE", "~/.cache/consilium-tests")).expanduser() / "aimock-1.43.0"
PROGRAM = HOME / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
SAID = "МПК растёт, и VO₂max too."

FIXTURES = {
    "fixtures": [
        {
            "match": {"userMessage": "too many"},
            "response": {"error": {"message": "Slow down.", "type": "rate_limit_error"}, "status": 429},
        },
        {"match": {"userMessage": "hello"}, "response": {"content": SAID}},
    ]
}

CASES = {
    "ollama": ("ollama", Endpoint("m", "qwen3:8b", "alibaba"), ""),
    "direct openai": ("direct", Endpoint("m", "gpt-4o", "openai"), "/v1"),
    "direct anthropic": ("direct", Endpoint("m", "claude-sonnet-5-5", "anthropic"), ""),
    "direct google": ("direct", Endpoint("m", "gemini-3.8-flash", "google", options={"api_version": "v1beta"}), ""),
    "litellm openai": ("litellm", Endpoint("m", "gpt-4o", "openai"), "/v1"),
    "litellm anthropic": ("litellm", Endpoint("m", "claude-sonnet-5-5", "anthropic"), ""),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    node = shutil.which("node")
    if node is None or not PROGRAM.is_file():
        absent("aimock is not installed: bash tools/install_aimock.sh")
    fixtures = tmp_path_factory.mktemp("aimock") / "fixtures.json"
    fixtures.write_text(json.dumps(FIXTURES), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [node, str(PROGRAM), "-p", str(port), "-f", str(fixtures), "--log-level", "silent"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process)
        yield url
        process.terminate()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail("aimock ended at once")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("aimock does not answer")


def _request(text: str) -> ModelRequest:
    parts = (Part("Be brief.", "instructions", role="system"), Part(text, "question"))
    return ModelRequest("run", "answer", "m", 0, parts)


@pytest.mark.parametrize("case", CASES)
async def test_a_foreign_server_is_understood(case: str, address: str) -> None:
    transport, endpoint, path = CASES[case]
    model = open_model(transport, _at(endpoint, address + path))
    pieces: list[str] = []
    try:
        plain = await model.complete(_request("hello"))
        streamed = await model.complete(_request("hello"), pieces.append)
        with pytest.raises(RateLimited):
            await model.complete(_request("too many"))
    finally:
        await model.aclose()
    assert plain.text == streamed.text == "".join(pieces) == SAID
    assert plain.finish == streamed.finish == "stop"
    assert plain.usage.calls == 1


def _at(endpoint: Endpoint, base: str) -> Endpoint:
    return Endpoint(
        endpoint.member, endpoint.model, endpoint.vendor, api_key="sk-test", api_base=base, options=endpoint.options
    )
