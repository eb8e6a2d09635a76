"""Small files made by hand: PDFs of a few objects, whole, broken and hostile."""

import zlib
from collections.abc import Iterable

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects; the first is its catalogue."""
    written = b"%PDF-1.7\n"
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(starts) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\n"
        b"startxref\n%d\n%%%%EOF" % (size, table, size, trailer, len(written))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    head = b"<</Length %d%s>>" % (len(content), entries)
    return head + b"stream\n" + content + b"\nendstream"


def shown(text: str) -> bytes:
    """Return the operators that show a line of text."""
    line = text.encode("cp1252").replace(b"\\", b"\\\\")
    line = line.replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % line


def document(*pages: bytes, entries: bytes = b"", trailer: bytes = b"") -> bytes:
    """Return a PDF with a page for each content stream."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        FONT,
    ]
    for number, content in enumerate(pages):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (5 + 2 * number),
            stream(content, entries),
        ]
    return pdf(objects, trailer)


def written(*pages: str) -> bytes:
    """Return a PDF with a page for each text."""
    return document(*(shown(text) for text in pages))


def bomb(megabytes: int) -> bytes:
    """Return a PDF whose one page unpacks to so many megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes))
    return document(packed + packer.flush(), entries=b"/Filter/FlateDecode")


def encrypted() -> bytes:
    """Return a PDF that says it is encrypted, with keys that open nothing."""
    lock = (
        b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O(%s)/U(%s)>>/ID[(a)(a)]"
    )
    return document(shown("Secret."), trailer=lock % (b"o" * 32, b"u" * 32))


def crowd(pages: int) -> bytes:
    """Return a PDF with one page, listed again and again."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ]
    )


LOOP = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])
