"""What a received file says: its text as it can be quoted, and where its pages begin.

``read_text`` takes the bytes of a text, a web page or a PDF. Web pages and PDFs are
read in a process of their own with limits of time and memory, because a small file may
ask for hours or for all the memory there is.
"""

from citations.formats.texts.decoding import Unreadable
from citations.formats.texts.folding import folded
from citations.formats.texts.received import (
    LARGEST,
    LONGEST,
    MOST_PAGES,
    Received,
    media_type_of,
    read_text,
)

__all__ = [
    "LARGEST",
    "LONGEST",
    "MOST_PAGES",
    "Received",
    "Unreadable",
    "folded",
    "media_type_of",
    "read_text",
]
