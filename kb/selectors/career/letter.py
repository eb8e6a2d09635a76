"""A letter with placeholders, which the reader's own browser fills in."""

import re
from typing import Any

from kb.enums import OutlineKind
from kb.selectors.career.described import items
from kb.selectors.pair.rows import Row

Document = dict[str, Any]
PLACEHOLDER = re.compile(r"\[([^\[\]]+)\]")


def letters(found: list[Row]) -> list[Document]:
    """Return the letters: ``fields`` to fill, and lines cut at their placeholders."""
    return [
        letter(row)
        for row in items(found, "outline")
        if row["kind"] == OutlineKind.LETTER
    ]


def letter(row: Document) -> Document:
    """Return one letter; each part of a line is words, or a ``field``."""
    lines = [line | {"parts": parts(line["detail"])} for line in row["items"] or ()]
    fields = [
        part["field"] for line in lines for part in line["parts"] if part["field"]
    ]
    return row | {"lines": lines, "fields": list(dict.fromkeys(fields))}


def parts(text: str) -> list[Document]:
    """Return a text cut at its placeholders: every second piece is one."""
    return [
        {"text": f"[{piece}]" if odd else piece, "field": piece if odd else ""}
        for number, piece in enumerate(PLACEHOLDER.split(text))
        for odd in [bool(number % 2)]
        if piece
    ]
