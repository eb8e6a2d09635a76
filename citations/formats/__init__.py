"""References and bibliographic records in the formats that others read.

Pure functions over CSL-JSON 1.0.2 records: references as text and as escaped HTML
(``format_reference``), BibTeX and RIS out and in, CSL-JSON checked by its schema. One
small module per style over shared helpers; see docs/formats.md.
"""

from collections.abc import Mapping
from typing import Any

from citations.formats.intext import cite_in_text
from citations.formats.standing import marked
from citations.formats.styles import (
    STYLES,
    Style,
    UnknownStyle,
    format_reference,
    format_references,
)

__all__ = [
    "STYLES",
    "Style",
    "UnknownStyle",
    "apa",
    "cite_in_text",
    "format_reference",
    "format_references",
    "marked",
]


def apa(record: Mapping[str, Any]) -> str:
    """Return one reference in APA 7 as plain text."""
    return format_reference(record, "apa")
