"""Bytes of a text file as text, whatever encoding an editor of the last thirty years left them in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from consilium.knowledge.readers.file import Unreadable
from consilium.wording import say

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_LATIN = ["cp1252", "cp1250", "cp1254"]
_SAMPLE_BYTES = 100_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.002
_STRAY = 3
_USUAL = re.compile(r"[\t\n\r -~Ѐ-ӿ]")
_USUAL_SHARE = 0.8
_ASCII = 127
_WORD = re.compile(r"\b(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)\b")
_FREQUENT = frozenset("оеаинтсрвлкмдпуя")
_RUSSIAN_SHARE = 0.55
# Small letters of KOI8-R are capitals in Windows' encoding, and text in capitals is rare.
_CAPITALS_WEIGHT = 0.9


def decoded(data: bytes) -> str:
    """The text in these bytes, without a byte order mark; line ends stay as they are.

    A mark decides, then UTF-8, then UTF-16 by its zero bytes, then the Cyrillic encoding that gives the
    most Russian text, then what charset-normalizer makes of the encodings of Western and Central Europe.

    Raises:
        Unreadable: the bytes are no text.

    >>> decoded("Порог лактата".encode("cp1251"))
    'Порог лактата'
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _text(data, encoding)
    try:
        return _text(data, "utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    except Unreadable:
        return _unmarked(data)


def _text(data: bytes, encoding: str, errors: str = "strict") -> str:
    """The text in one encoding, refused where control characters show that it is none."""
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise
        raise Unreadable(say("knowledge.binary")) from error
    if len(_CONTROL.findall(text)) > max(_STRAY, len(text) * _CONTROL_SHARE):
        raise Unreadable(say("knowledge.binary"))
    return text.removeprefix("\ufeff")


def _unmarked(data: bytes) -> str:
    """UTF-16 without a mark: one half of its bytes is zero or alike; what is no Russian or Latin is no text."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    text = _text(data, "utf-16-le" if odd >= even else "utf-16-be")
    if len(_USUAL.findall(text)) < len(text) * _USUAL_SHARE:
        raise Unreadable(say("knowledge.binary"))
    return text


def _legacy(data: bytes) -> str:
    """Text in an encoding of one byte a character: the most Russian one, else one of Western or Central Europe."""
    if b"\0" in data:
        return _unmarked(data)
    scores = {encoding: _russian(data[:_SAMPLE_BYTES].decode(encoding, "replace")) for encoding in _CYRILLIC}
    russian = max(_CYRILLIC, key=lambda encoding: scores[encoding])
    if scores[russian] >= _RUSSIAN_SHARE:
        return _text(data, russian, "replace")
    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_LATIN).best()
    try:
        return _text(data, best.encoding if best else "cp1252")
    except Unreadable:
        return _text(data, "latin-1")


def _russian(text: str) -> float:
    """The share of letters beyond ASCII that are frequent in Russian and stand in words as Russian is written.

    A wrong encoding gives rare letters, capitals within words, or Cyrillic letters within Latin words.
    """
    foreign = sum(ord(char) > _ASCII and not char.isspace() for char in text)
    right = sum(
        _CAPITALS_WEIGHT if char.isupper() else 1 for char in "".join(_WORD.findall(text)) if _is_frequent(char)
    )
    return right / foreign if foreign else 0.0


def _is_frequent(char: str) -> bool:
    return char.casefold() in _FREQUENT
