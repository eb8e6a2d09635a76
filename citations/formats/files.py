"""Files of bibliographic records: which format, read and written by suffix."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citations.formats.bibtex import to_bibtex
from citations.formats.bibtex_file import from_bibtex
from citations.formats.csl import from_csl_json, to_csl_json
from citations.formats.reading import Reading
from citations.formats.ris import from_ris, to_ris


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: what it is called, its media type, its way in and out."""

    label: str
    media_type: str
    suffix: str
    read: Callable[[str], Reading]
    write: Callable[[Iterable[Mapping[str, Any]]], str]


FORMATS: Mapping[str, Format] = {
    "csljson": Format(
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        ".json",
        from_csl_json,
        to_csl_json,
    ),
    "bibtex": Format("BibTeX", "application/x-bibtex", ".bib", from_bibtex, to_bibtex),
    "ris": Format(
        "RIS", "application/x-research-info-systems", ".ris", from_ris, to_ris
    ),
}
BY_SUFFIX = {known.suffix: known for known in FORMATS.values()} | {
    ".csljson": FORMATS["csljson"],
    ".bibtex": FORMATS["bibtex"],
}


class UnknownFormat(ValueError):  # noqa: N818
    """The suffix of a file names no format; the sentence says which there are."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” has no suffix of a known format. "
            f"Choose one of: {', '.join(BY_SUFFIX)}."
        )


def format_of(path: Path) -> Format:
    """Return the format that the suffix names, or raise ``UnknownFormat``."""
    known = BY_SUFFIX.get(path.suffix.lower())
    if known is None:
        raise UnknownFormat(path.name)
    return known


def read_file(path: Path) -> Reading:
    """Return what a file holds; text that is no UTF-8 is taken for Windows-1252.

    Unless it begins as UTF-16 does, which some programs for Windows write.

    Raises ``UnknownFormat`` for the suffix and ``OSError`` if the file cannot be read.
    """
    known = format_of(path)
    raw = path.read_bytes()
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        reading = known.read(raw.decode("utf-16", errors="replace"))
        reading.note("file", "The file is not in UTF-8; it was read as UTF-16.")
        return reading
    try:
        return known.read(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        reading = known.read(raw.decode("cp1252", errors="replace"))
        reading.note("file", "The file is not in UTF-8; it was read as Windows-1252.")
        return reading
