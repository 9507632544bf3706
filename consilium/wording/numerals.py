"""One value for every way of writing a number: 10 000, 10,000 and 10000; 5,2 and 5.2."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A time of day or a pace is one number; so are digits grouped by blanks or commas, with their decimals.
NUMBER = (
    r"\d+(?::\d\d)+(?:[.,]\d+)?(?!\d)"
    r"|\d{1,3}(?:\s{1,4}\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|[1-9]\d{0,2}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?"
    r"|(?<![\w.,])[.]\d+"
)
"""A number without its sign, as a regular expression without groups."""

_BLANKS = re.compile(r"\s")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


@lru_cache(maxsize=8192)
def canonical(number: str) -> str:
    """The number in digits with a decimal point and no group marks; its zeros stay, as they tell its precision.

    >>> canonical("10 000"), canonical("5,20"), canonical(".5"), canonical("1:30")
    ('10000', '5.20', '0.5', '1:30')
    """
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", number))
    grouped = ":" not in plain and _GROUPED.fullmatch(plain)
    plain = plain.replace(",", "" if grouped else ".")
    return f"0{plain}" if plain[0] == "." else plain
