"""One wire server for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.wire import WireServer


@pytest.fixture(scope="session")
def _server() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


@pytest.fixture
def wire(_server: WireServer, monkeypatch: pytest.MonkeyPatch) -> WireServer:
    """The server with nothing scripted, and no variable of the machine that an SDK would obey."""
    for name in ("OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "OLLAMA_HOST", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    _server.forget()
    return _server
