"""One wire server for all tests of this room, and the third parties' warnings that are not ours to mend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire import WireServer

THIRD_PARTY_WARNINGS = (
    # LiteLLM ignores these two itself when it is imported; pytest takes that back for every test.
    "ignore:Accessing the '.*' attribute on the instance is deprecated:DeprecationWarning",
    "ignore:Item '.*' on TypedDict class '.*' is using the `ReadOnly` qualifier:UserWarning",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests of this folder, and no others, the exceptions above."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            for line in THIRD_PARTY_WARNINGS:
                item.add_marker(pytest.mark.filterwarnings(line))


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
