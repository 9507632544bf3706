"""How long a server asks us to wait, in whichever of the usual ways it says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_GOOGLE: Final = re.compile(r"[\"']?retryDelay[\"']?\s*:\s*[\"'](\d+(?:\.\d+)?)s[\"']")


def retry_after(headers: Mapping[str, str], body: str = "", now: datetime | None = None) -> float | None:
    """Seconds to wait: from ``retry-after-ms``, ``Retry-After`` (seconds or a date), or Google's body.

    Args:
        headers: of the response, in any case.
        body: of the response; Gemini writes ``retryDelay`` there and sends no header.
        now: the current time, for dates.

    >>> retry_after({"Retry-After": "7"})
    7.0
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    if (milliseconds := _number(lowered.get("retry-after-ms", ""))) is not None:
        return milliseconds / 1000
    stated = lowered.get("retry-after", "")
    if stated:
        seconds = _number(stated)
        return seconds if seconds is not None else _until(stated, now or datetime.now(UTC))
    found = _GOOGLE.search(body)
    return float(found[1]) if found else None


def _number(text: str) -> float | None:
    try:
        return max(0.0, float(text))
    except ValueError:
        return None


def _until(text: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
