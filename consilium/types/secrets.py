"""Blotting out what must not be shown: API keys, whoever's they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_KEYS: Final = re.compile(r"\b(sk-|xai-|gsk_|AIza|Bearer )[\w.*-]{4,}")
_SHORTEST = 4

BLOT: Final = "…"


def blotted(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without the secrets given, and without anything that looks like a provider's key.

    >>> blotted("key sk-abcdef123 refused")
    'key … refused'
    """
    for secret in sorted((secret for secret in secrets if len(secret) >= _SHORTEST), key=len, reverse=True):
        text = text.replace(secret, BLOT)
    return _KEYS.sub(BLOT, text)
