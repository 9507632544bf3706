"""Text in every encoding it may come in, and what is no text at all."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.file import Unreadable
from tests.knowledge.torture.vault import document, public
from tests.types.calm import CALM

RUSSIAN = "Анаэробный порог - мощность, выше которой лактат растёт. Ёж съел 5 мл."


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"])
@pytest.mark.parametrize("text", [RUSSIAN, "МПК", "VO2max 5 мл\r\nи больше", "порог"])
def test_russian_in_old_encodings(encoding: str, text: str) -> None:
    if encoding == "cp1251" or len(text) > 10:
        assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [RUSSIAN, "Plain English, nothing else.", "Größe\r\n日本 🏃" + RUSSIAN])
def test_unicode_with_and_without_a_mark(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_western_text_is_not_taken_for_russian() -> None:
    assert decoded("Größe für Läufer – it’s 5 µg".encode("cp1252")) == "Größe für Läufer – it’s 5 µg"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"PK\x03\x04" + bytes(range(256)),
        b"\x00\xff" * 50,
        bytes(range(256)) * 40,
        b"\x7fELF\x02\x01\x01" + b"\0" * 60,
        codecs.BOM_UTF16_LE + b"\x00\xd8\x00",
        codecs.BOM_UTF8 + b"\xff\xfe\xff",
    ],
)
@pytest.mark.parametrize("name", ["binary.md", "binary.txt", "binary.html", "binary.canvas"])
def test_what_is_no_text_is_refused_with_the_reason(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match="not text"):
        document(name, data)


@CALM
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decoded(data)
    except Unreadable:
        return
    assert "\ufeff" not in text[:1]


@CALM
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decoded(text.encode()) == text.removeprefix("\ufeff")


def test_a_text_file_is_read_in_its_own_encoding_and_its_marks_mean_nothing() -> None:
    written = f"{RUSSIAN}\r\n\r\n~~~~~~~~~~\r\n\r\n```\r\n{RUSSIAN}\r\n\r\n%%secret: {RUSSIAN}%%\r\n"
    found = document("заметка.txt", written.encode("cp1251"))
    assert found.text == written
    assert [text for text in public(found) if RUSSIAN in text] == [RUSSIAN, f"```\n{RUSSIAN}"]
    assert not any("secret" in text for text in public(found))
    assert (found.source.format, found.source.title, found.source.language) == ("text", "заметка", "ru")


def test_an_empty_file_is_a_note_without_anything_to_quote() -> None:
    assert document("empty.md", b"").stretches == ()
    assert document("empty.txt", b"\xef\xbb\xbf").text == ""
