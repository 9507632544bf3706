"""The same quantity, the same position: a number in words and marks to its canonical form.

Several numbers make no position unless the answer says which one it means (by ``=``, a box, a range
or brackets around the rest): the first one in a sentence is as often a condition as the result.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from fractions import Fraction

from consilium.types.question import Language

_DIGITS = r"(?:(?:\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
_SIGNED = rf"[-+]?{_DIGITS}"
# A digit behind a letter belongs to a name: VO2max, B12.
_TOKEN = re.compile(
    rf"(?<![\w.])(?:(?P<low>{_SIGNED})\s*(?:-|to\b|до\b|\.\.\.?)\s*(?P<high>{_SIGNED})"
    rf"|(?P<top>[-+]?\d+)\s*/\s*(?P<bottom>\d+)(?![\w.,]*\d)"
    rf"|(?P<one>{_SIGNED}))"
)
_BOXED = re.compile(r"\\boxed\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_SUPERSCRIPT = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
_RESULT = re.compile(r".*(?:[=≈]|\banswer(?: is)?\b:?|\bответ\b:?)(?P<rest>.*\d.*)", re.DOTALL | re.IGNORECASE)
_ASIDE = re.compile(r"(?<=[\w%.,])\s*\([^()]*\)(?!\s*[-+*/×^])")
_CURRENCY = frozenset(
    "$ € £ ₽ ¥ usd eur dollar dollars euro euros руб рубль рубля рублей доллар доллара долларов".split()
)
# Units that stand in quotients: mL·kg⁻¹·min⁻¹, ml/(kg·min) and ml/kg/min are one and the same.
_UNITS = r"(?:kg|g|mg|min|s|sec|h|hr|day|d|l|ml|m|km|w|кг|г|мг|мин|с|сек|ч|сут|л|мл|м|км|вт)"
_PER = re.compile(rf"[\s·⋅*×.]*(?<![^\W\d_])({_UNITS})\s*\^?\s*\{{?[⁻−–-][1¹]\}}?(?!\d)", re.IGNORECASE)
_PER_BOTH = re.compile(rf"/\s*\(\s*({_UNITS})\s*[·⋅*×]\s*({_UNITS})\s*\)", re.IGNORECASE)
_SQUARED = re.compile(rf"(?<![^\W\d_])({_UNITS})\s*\^\s*\{{?([23])\}}?", re.IGNORECASE)
_PERCENT = frozenset(("percent", "процент", "процента", "процентов"))
_LONGEST_UNIT_WORDS = 3
_MOST_DIGITS = 40

_MARKS = (
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"\1/\2"),
    (re.compile(r"\\(?:times|cdot)\b"), "×"),
    (re.compile(r"\\(?:[A-Za-z]+|[^%])"), " "),
    (re.compile(r"\^\s*\{([-+]?\d+)\}"), r"^\1"),
    (re.compile(r"\*\*|[{}$`_\\]"), " "),
    (re.compile(r"\b(?:minus|минус)\s+(?=\d)", re.IGNORECASE), "-"),
    (re.compile(r"(?<=\d)\s*[×x·*]\s*10\^([-+]?\d{1,3})"), r"e\1"),
    (re.compile(r"(?<![\w.,])10\^([-+]?\d{1,3})"), r"1e\1"),
    (re.compile(rf"\s*(?:±|\+/-)\s*{_DIGITS}"), " "),
    (re.compile(r"\b(\d{1,2}):00\b"), r"\1"),
    (re.compile(r"\bbetween\s+(\S+)\s+and\b|\bмежду\s+(\S+)\s+и\b", re.IGNORECASE), r"\1\2-"),
)


def boxed(answer: str) -> str:
    r"""What stands in the last ``\boxed{…}``, else the whole answer."""
    found = _BOXED.findall(answer)
    return str(found[-1]) if found else answer


def canonical_number(answer: str, language: Language = "en") -> str | None:
    r"""Digits without separators, trailing zeros or currency, then the unit in lower case; None without one number.

    Args:
        answer: the member's words.
        language: in Russian a comma with three digits behind it is a decimal comma.

    >>> canonical_number(r"\boxed{1{,}200\text{ km}}")
    '1200 km'
    >>> canonical_number("20 * 40 + 80 * 30 = 3,200.0 dollars")
    '3200'
    """
    text = _told(_plain(boxed(answer)))
    tokens = list(_TOKEN.finditer(text))
    values = {_value(token, language) for token in tokens}
    value = values.pop() if len(values) == 1 else None
    if value is None:
        return None
    return " ".join([value, *_unit(text[tokens[-1].end() :])])


def canonical_digits(text: str, language: Language = "en") -> str | None:
    """One number in digits: no separators, no plus, no trailing zeros."""
    plain = text.replace(" ", "").lstrip("+")
    grouped = re.fullmatch(r"-?[1-9]\d{0,2}((?:,\d{3})+)(\.\d+)?(?:[eE][-+]?\d+)?", plain)
    if grouped and (language == "en" or len(grouped.group(1)) > 4 or grouped.group(2)):  # noqa: PLR2004  ",234"
        plain = plain.replace(",", "")
    try:
        value = Decimal(plain.replace(",", "."))
        if not value:
            return "0"
        if abs(value.adjusted()) > _MOST_DIGITS:
            return str(value.normalize(Context(prec=_MOST_DIGITS)))
    except ArithmeticError:
        return None
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _plain(answer: str) -> str:
    """The answer without LaTeX, typographic and Markdown marks around its numbers."""
    units = _SQUARED.sub(r"\1\2", _PER_BOTH.sub(r"/\1/\2", _PER.sub(r"/\1", answer)))
    powers = _SUPERSCRIPT.sub(lambda found: "^" + unicodedata.normalize("NFKC", found.group()), units)
    text = unicodedata.normalize("NFKC", powers).translate(str.maketrans("−–—‐‑⁄", "-----/"))
    for mark, instead in _MARKS:
        text = mark.sub(instead, text)
    return text


def _told(text: str) -> str:
    """The stretch of an answer that states its result: behind the last ``=``, and outside brackets."""
    result = _RESULT.fullmatch(text)
    text = result["rest"] if result else text
    outside = _ASIDE.sub(" ", text)
    return outside if _TOKEN.search(outside) else text


def _value(token: re.Match[str], language: Language) -> str | None:
    if token["low"]:
        low, high = canonical_digits(token["low"], language), canonical_digits(token["high"], language)
        return f"{low}-{high}" if low and high else None
    if token["top"]:
        return _ratio(int(token["top"]), int(token["bottom"]))
    return canonical_digits(token["one"], language)


def _ratio(top: int, bottom: int) -> str | None:
    """A fraction as a decimal where it ends, else in lowest terms."""
    if bottom == 0:
        return None
    fraction = Fraction(top, bottom)
    rest = fraction.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return canonical_digits(str(Decimal(fraction.numerator) / fraction.denominator)) if rest == 1 else str(fraction)


def _unit(rest: str) -> list[str]:
    """The words behind a number, if they are few enough to be its unit."""
    phrase = re.split(r"[,;:!?()\n]|\.(?=\s|$)", rest.replace("per cent", "percent"))[0].strip(" *\"'=")
    words = ["%" if word in _PERCENT else word for word in phrase.casefold().replace("ё", "е").split()]
    words = [word.strip("$€£₽¥.") for word in words if word.strip(".") not in _CURRENCY]
    return [word for word in words if word] if len(words) <= _LONGEST_UNIT_WORDS else []
