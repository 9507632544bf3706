"""OpenAI's client for Python, on a server of ours."""

from __future__ import annotations

from collections.abc import Iterator

import openai
import pytest

from tests.server.serving import PATIENCE_S, Hosted


def sdk_of(server: Hosted, key: str = "sk-none") -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{server.url}/v1", api_key=key, max_retries=0, timeout=PATIENCE_S)


@pytest.fixture
def sdk(server: Hosted) -> Iterator[openai.OpenAI]:
    with sdk_of(server) as one:
        yield one
