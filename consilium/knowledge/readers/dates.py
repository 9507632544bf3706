"""Dates as people and programs write them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"\b((?:1[5-9]|20)\d\d)[-/.](\d\d?)(?:[-/.](\d\d?))?(?!\d)")
_DAY_FIRST = re.compile(r"\b(\d\d?)\.(\d\d?)\.((?:1[5-9]|20)\d\d)\b")
_SLASHES = re.compile(r"\b(\d\d?)/(\d\d?)/((?:1[5-9]|20)\d\d)\b")
_NAMED = re.compile(r"\b(\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?([^\W\d_]{3,10})\.?,?\s+((?:1[5-9]|20)\d\d)\b")
_NAME_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+((?:1[5-9]|20)\d\d)\b")
_MONTH = re.compile(r"\b([^\W\d_]{3,10})\.?,?\s+((?:1[5-9]|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?\s*([ap])?\.?(?:m\b)?", re.IGNORECASE)
_MONTHS = (
    "jan янв",
    "feb фев",
    "mar мар",
    "apr апр",
    "may мая май",
    "jun июн",
    "jul июл",
    "aug авг",
    "sep сен",
    "oct окт",
    "nov ноя",
    "dec дек",
)
_NOON = 12


def iso_date(written: str) -> str:
    """A date as ``2024-03-12``, ``2024-03`` or ``2024``, as far as it is told; empty where there is none.

    With slashes the month comes first, as in the exports that use them, unless that cannot be.

    >>> iso_date("27.04.2025 at 16:57"), iso_date("07/24/2025"), iso_date("12 марта 2024 г.")
    ('2025-04-27', '2025-07-24', '2024-03-12')
    """
    if found := _ISO.search(written):
        return _date(found[1], found[2], found[3])
    if found := _DAY_FIRST.search(written):
        return _date(found[3], found[2], found[1])
    if found := _SLASHES.search(written):
        month, day = (found[1], found[2]) if int(found[1]) <= _NOON else (found[2], found[1])
        return _date(found[3], month, day)
    return _named(written)


def iso_time(written: str) -> str:
    """A time of day as ``16:57``, from either clock; empty where there is none.

    >>> iso_time("07/24/2025 at 4:28 PM")
    '16:28'
    """
    found = _CLOCK.search(written)
    if found is None:
        return ""
    hour = int(found[1])
    if found[3]:
        hour = hour % _NOON + (_NOON if found[3].lower() == "p" else 0)
    return f"{hour:02}:{found[2]}"


def year_of(iso: str) -> int:
    """The year of an ISO date, 0 where it is empty."""
    return int(iso[:4]) if iso else 0


def _named(written: str) -> str:
    for pattern, day, month in ((_NAMED, 1, 2), (_NAME_FIRST, 2, 1)):
        for found in pattern.finditer(written):
            if number := _month(found[month]):
                return _date(found[3], number, found[day])
    for found in _MONTH.finditer(written):
        if number := _month(found[1]):
            return _date(found[2], number, None)
    found_year = _YEAR.search(written)
    return found_year[0] if found_year else ""


def _month(name: str) -> str:
    """The number of a month by its first three letters, in English or Russian; empty for another word."""
    start = name.casefold()[:3]
    return next((str(number) for number, names in enumerate(_MONTHS, 1) if start in names.split()), "")


def _date(year: str, month: str, day: str | None) -> str:
    """The date as far as it exists in the calendar: 2026-02-30 is February 2026."""
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return f"{year}-{int(month):02}" if 1 <= int(month) <= _NOON else year
    return whole.isoformat() if day else whole.isoformat()[:7]
