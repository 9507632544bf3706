"""What holds for every test: its own home, no keys, no reader's locale, and no network but loopback."""

from __future__ import annotations

import ipaddress
import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

# Property tests judge what the code does, never how fast a busy machine runs them.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")

# A shell that starts a run in the background hands down that Ctrl-C is ignored, to every program under test too.
signal.signal(signal.SIGINT, signal.default_int_handler)

LOCAL_NAMES = {"localhost", "", None}
REQUIRED = os.environ.get("CONSILIUM_REQUIRE_ALL") == "1"


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook sees every socket of every library, whichever HTTP client it brings along."""
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            message = f"a test tried to reach {address[0]}"
            raise ConnectionRefusedError(message)
    if event == "socket.getaddrinfo" and not _is_loopback(arguments[0]):
        message = f"a test tried to look {arguments[0]} up"
        raise ConnectionRefusedError(message)


sys.addaudithook(_refuse_the_network)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith(("LANGSMITH_", "LANGCHAIN_", "CONSILIUM_HOME", "OLLAMA_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CONSILIUM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CONSILIUM_LANG", "en")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of recorded answers and engines; the test is skipped, or in CI fails, without it."""
    chosen = os.environ.get("CONSILIUM_TEST_DATA")
    folder = Path(chosen) if chosen else Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "data" / "recorded").is_dir():
        absent(f"no recorded data at {folder}: set CONSILIUM_TEST_DATA")
    return folder


def absent(why: str) -> NoReturn:
    """Skip a test for want of something, visibly; where everything is required, fail instead."""
    if REQUIRED:
        pytest.fail(why)
    pytest.skip(why)
