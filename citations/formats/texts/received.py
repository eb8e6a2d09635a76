"""Telling what was received, and reading it."""

import re
from dataclasses import dataclass, field

from citations.enums import MediaType
from citations.formats.texts.confined import run
from citations.formats.texts.decoding import Unreadable, decoded
from citations.formats.texts.folding import folded

LARGEST = 20_000_000
"""Bytes of a file."""
LONGEST = 3_000_000
"""Characters of its text: four times the longest report of the starter evidence."""
MOST_PAGES = 1_500
"""Pages of a PDF."""

PACKED = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "ZIP (Word, Excel and EPUB files are)",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
NO_TEXT = re.compile(r"\W*", re.DOTALL)


@dataclass(frozen=True)
class Received:
    """A text as it can be quoted, and where in it each page begins."""

    media_type: MediaType
    text: str
    pages: list[int] = field(default_factory=list)


def media_type_of(received: bytes) -> MediaType:
    """Return what ``received`` is, by its first bytes; names and headers may lie."""
    head = received[:4096]
    if b"%PDF-" in head[:1024]:
        return MediaType.PDF
    return MediaType.HTML if HTML.search(head) else MediaType.TEXT


def read_text(received: bytes) -> Received:
    """Return the text of what was received.

    Raises ``Unreadable`` with a sentence for what is too large, packed, a picture,
    encrypted, broken, of an unknown encoding, or without text, and for what cannot be
    read within the limits of time and memory.
    """
    if len(received) > LARGEST:
        raise Unreadable(
            f"The file has {len(received):,} bytes; at most {LARGEST:,} are read. "
            "Attach the part that is cited."
        )
    _check_start(received)
    media_type = media_type_of(received)
    if media_type == MediaType.PDF:
        parts = run("pdf", received, str(LONGEST), str(MOST_PAGES))
    elif media_type == MediaType.HTML:
        page = decoded(received, declared=True)
        parts = run("html", page.encode("utf-8", "replace"), str(LONGEST))
    else:
        parts = [decoded(received, declared=False)]
    text, pages = _joined(parts)
    if len(text) > LONGEST:
        raise Unreadable(
            f"The text has {len(text):,} characters; at most {LONGEST:,} are kept. "
            "Attach the part that is cited."
        )
    if NO_TEXT.fullmatch(text):
        raise Unreadable(_without_text(media_type, len(parts)))
    return Received(media_type, text, pages if media_type == MediaType.PDF else [])


def _check_start(received: bytes) -> None:
    """Refuse what is known by its first bytes to be no text."""
    for start, kind in PACKED.items():
        if received.startswith(start):
            raise Unreadable(
                f"The file is packed as {kind}: attach what is in it, as text, web "
                "page or PDF."
            )
    if received.startswith(PICTURES):
        raise Unreadable("The file is a picture: attach a text, a web page or a PDF.")


def _joined(parts: list[str]) -> tuple[str, list[int]]:
    """Return the folded parts as one text, and where each of them begins in it."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for piece in map(folded, parts):
        if piece and pieces:
            length += 1
        starts.append(length)
        if piece:
            length += len(piece)
            pieces.append(piece)
    return " ".join(pieces), starts


def _without_text(media_type: MediaType, pages: int) -> str:
    if media_type == MediaType.PDF:
        return (
            f"The PDF has no text: it is a picture of {pages} page(s). Attach a "
            "version with text, or paste the passage."
        )
    return "There is no text in it: attach the page itself, or paste the passage."
