"""Transports: bytes in, bytes out, nothing else. Each file carries requests to one kind of model.

No transport imports its SDK before the first request, and this module imports none of them before
one is opened: a panel of local models never loads the cloud's.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from consilium.errors import ConfigError
from consilium.protocols.models import ChatModel
from consilium.types.member import Endpoint
from consilium.wording import say

__all__ = ["EMBEDDERS", "TRANSPORTS", "open_embedder", "open_model"]

_PLACES: Final = {
    "ollama": "ollama:OllamaModel",
    "litellm": "litellm:LiteLLMModel",
    "direct": "",
    "gemini-legacy": "gemini_legacy:LegacyGeminiModel",
    "recorded": "recorded:RecordedModel",
    "scripted": "scripted:ScriptedModel",
}
_DIRECT: Final = {
    "openai": "direct_openai:OpenAIModel",
    "anthropic": "direct_anthropic:AnthropicModel",
    "google": "direct_google:GoogleModel",
}

_EMBEDDING_PLACES: Final = {
    "ollama": "ollama_embedding:OllamaEmbedding",
    "litellm": "litellm_embedding:LiteLLMEmbedding",
}

EMBEDDERS: Final = tuple(_EMBEDDING_PLACES)
"""Ways to embeddings that the settings may name."""

TRANSPORTS: Final = tuple(_PLACES)
"""What a card may name as its transport."""


def open_model(transport: str, endpoint: Endpoint) -> ChatModel:
    """The model behind an endpoint; nothing is connected and no SDK imported yet.

    ``direct`` takes the vendor's own SDK, by ``endpoint.vendor``.

    Raises:
        ConfigError: no such transport, or no SDK of that vendor.
    """
    if transport not in _PLACES:
        message = say("models.unknown_transport", transport=transport, member=endpoint.member)
        raise ConfigError(message, next_step=say("models.known_transports", names=", ".join(TRANSPORTS)))
    place = _PLACES[transport] or _DIRECT.get(endpoint.vendor)
    if place is None:
        message = say("models.unknown_vendor", vendor=endpoint.vendor, member=endpoint.member)
        raise ConfigError(message, next_step=say("models.known_vendors", names=", ".join(_DIRECT)))
    return _opened(place, endpoint)


def open_embedder(transport: str, endpoint: Endpoint) -> ChatModel:
    """What turns the parts of a request into vectors: the reply's text is a JSON list of them, in order.

    Args:
        transport: one of ``EMBEDDERS``.
        endpoint: the model and where it is reached.
    """
    return _opened(_EMBEDDING_PLACES[transport], endpoint)


def _opened(place: str, endpoint: Endpoint) -> ChatModel:
    module, _, name = place.partition(":")
    opener: Callable[[Endpoint], ChatModel] = getattr(import_module(f"consilium.models.{module}"), name)
    return opener(endpoint)
