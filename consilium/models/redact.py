"""Words of a provider that may be shown: short, in one line, and without any secret."""

from __future__ import annotations

import json
import re
from typing import Any

from consilium.types.member import Endpoint
from consilium.types.secrets import blotted

LONGEST = 160
"""Characters of a provider's own words that fit into an error of one line."""


def excerpt(body: str, endpoint: Endpoint) -> str:
    """The message inside an error body, shortened, every secret of the endpoint blotted out."""
    words = re.sub(r"<[^>]+>", " ", _message(body))
    words = " ".join(blotted(words, _secrets(endpoint)).split())
    return words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"


def _secrets(endpoint: Endpoint) -> list[str]:
    candidates = [endpoint.api_key or "", *endpoint.headers.values()]
    for address in (endpoint.proxy or "", endpoint.api_base or ""):
        candidates += re.findall(r"//([^/@]*)@", address)
    return candidates


def _message(body: str) -> str:
    """``error.message``, ``error`` or ``message`` of a JSON body; the body itself otherwise."""
    start = body.find("{")
    try:
        data: Any = json.loads(body[start:]) if start >= 0 else {}
    except ValueError:
        return body
    if not isinstance(data, dict):
        return body
    inner = data.get("error", data)
    found = inner.get("message") if isinstance(inner, dict) else inner
    return found if isinstance(found, str) else body
