"""PDFs made for tests: with reportlab where Latin letters do, by hand where Cyrillic text has to come out."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Any

# Imported by name, as it carries no types.
Canvas: Any = import_module("reportlab.pdfgen.canvas").Canvas
StandardEncryption: Any = import_module("reportlab.lib.pdfencrypt").StandardEncryption

A4 = (595, 842)
Line = tuple[str, int]
"""Words and their size in points; an empty line leaves a gap."""

LEFT, TOP, LEADING = 60, 780, 1.3


def latin_pdf(pages: Sequence[Sequence[Line]], *, title: str = "", subject: str = "", password: str = "") -> bytes:
    """A PDF in Helvetica, one text line each."""
    made = BytesIO()
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(made, pagesize=A4, encrypt=lock, pageCompression=0)
    if title:
        canvas.setTitle(title)
    canvas.setSubject(subject)
    for lines in pages:
        height = float(TOP)
        for words, size in lines:
            canvas.setFont("Helvetica", size)
            canvas.drawString(LEFT, height, words)
            height -= size * LEADING
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def picture_pdf(pages: int = 2) -> bytes:
    """A PDF of drawings, as a scanner makes it."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for _ in range(pages):
        canvas.rect(50, 50, 400, 700, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def unicode_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of any letters: a font without shapes whose codes are Unicode's own, as its ToUnicode map says."""
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end"
    )
    first_page = 7
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"""<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H
        /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>""",
        b"""<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW 500 /FontDescriptor 5 0 R
        /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>""",
        b"""<< /Type /FontDescriptor /FontName /Own /Flags 4 /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700
        /StemV 80 /FontBBox [0 -200 1000 800] >>""",
        _stream(to_unicode),
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first_page + 2 * number + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in lines)
        objects.append(_stream(f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET".encode()))
    return _file(objects)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
