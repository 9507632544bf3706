"""Whether a transport can be used at all: its package is installed and its key is there."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from consilium.types.member import Absence, Endpoint
from consilium.wording import say

KEY_NAMES: Final = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "google": "GEMINI_API_KEY",
    "gemini": "GEMINI_API_KEY",
    "mistral": "MISTRAL_API_KEY",
    "deepseek": "DEEPSEEK_API_KEY",
    "xai": "XAI_API_KEY",
}
"""The variable that holds a vendor's key, where the card names none."""


def missing_package(endpoint: Endpoint, package: str, extra: str) -> Absence | None:
    """The absence of a member whose SDK is not installed.

    Args:
        endpoint: whose absence it is.
        package: the module that must be importable.
        extra: our extra that brings it; empty where it is part of the product.
    """
    if _installed(package):
        return None
    wanted = f"consilium-ai[{extra}]" if extra else "consilium-ai"
    return Absence(endpoint.member, say("models.no_package", package=package), f'pip install "{wanted}"')


def missing_key(endpoint: Endpoint, vendor: str = "") -> Absence | None:
    """The absence of a member whose key is not set.

    A member with an address of its own and no key variable is taken to need no key: that is what a
    local server looks like.
    """
    name = endpoint.key_env or ("" if endpoint.api_base else KEY_NAMES.get(vendor or endpoint.vendor, ""))
    if endpoint.api_key or not name:
        return None
    return Absence(endpoint.member, say("models.no_key", key=name, model=endpoint.model), f"export {name}=…")


def _installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        # find_spec imports the parents of a dotted name, and they may be what is missing.
        return False
