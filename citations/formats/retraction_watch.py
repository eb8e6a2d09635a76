"""The table of Retraction Watch, as Crossref publishes it: one notice on a line."""

import csv
import datetime
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from citations.identifiers import normal_doi, normal_pmid

COLUMNS = (
    "Record ID",
    "Title",
    "Subject",
    "Institution",
    "Journal",
    "Publisher",
    "Country",
    "Author",
    "URLS",
    "ArticleType",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDate",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
    "Paywalled",
    "Notes",
)
NATURES = ("retraction", "correction", "expression of concern", "reinstatement")
AMERICAN = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?: \d{1,2}:\d{2}.*)?",
    re.ASCII,
)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
PMID = re.compile(r"[1-9][0-9]{0,8}")
SURROGATE = re.compile("[\udc80-\udcff]")


class UnreadableFileError(ValueError):
    """The file is no such table; the message says why, and what would be right."""


@dataclass(frozen=True, slots=True)
class Record:
    """A line: a notice, and the paper it is about by DOI, PMID or both.

    Identifiers are in their stored form, "" where the line gives none. ``nature`` is
    one of ``NATURES``. ``mended`` says that the line was no UTF-8.
    """

    line: int
    record_id: str
    nature: str
    issued_on: datetime.date
    doi: str
    paper_doi: str
    paper_pmid: str
    title: str
    reasons: str
    mended: bool


@dataclass(frozen=True, slots=True)
class Faulty:
    """A line that says nothing that can be used, and why."""

    line: int
    record_id: str
    why: str


def retraction_watch(stream: BinaryIO) -> Iterator[Record | Faulty]:
    """Yield the lines of a file one by one, in UTF-8 with or without a mark.

    A line that is no UTF-8 is read as Windows-1252. Raises ``UnreadableFileError`` for
    a file that is no such table; a bad line holds up no other.
    """
    start = stream.read(4)
    stream.seek(0)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadableFileError("The file is UTF-16: save it as UTF-8.")
    text = io.TextIOWrapper(
        stream, encoding="utf-8-sig", errors="surrogateescape", newline=""
    )
    reader = csv.reader(text)
    try:
        names = [name.strip() for name in next(reader, [])]
        _check_columns(names)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _line(reader.line_num, names, cells)
    except csv.Error as error:
        raise UnreadableFileError(
            f"Line {reader.line_num}: {error}. A quotation mark may not be closed."
        ) from error
    finally:
        with suppress(ValueError):  # whoever opened the file may have closed it
            text.detach()


def _check_columns(names: list[str]) -> None:
    if not names:
        raise UnreadableFileError("The file is empty.")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise UnreadableFileError(
            f"The first line must name the {len(COLUMNS)} columns of Retraction Watch, "
            f"separated by commas; not there: {', '.join(missing)}."
        )


def _line(number: int, names: list[str], cells: list[str]) -> Record | Faulty:
    """Return one line, or why it cannot be used."""
    mended = any(SURROGATE.search(cell) for cell in cells)
    row = dict(zip(names, map(_mended, cells), strict=False))
    record_id = _shown(row.get("Record ID", ""))[:40]
    if len(cells) != len(names):
        why = f"It has {len(cells)} cells, where {len(names)} are named."
        return Faulty(number, record_id, why)
    if any("\0" in cell for cell in cells):
        return Faulty(number, record_id, "It holds a NUL byte.")
    nature = row["RetractionNature"].strip().lower()
    issued_on = _date(row["RetractionDate"].strip())
    why = _why_not(row, nature, issued_on)
    if why or issued_on is None:
        return Faulty(number, record_id, why)
    return Record(
        line=number,
        record_id=record_id,
        nature=nature,
        issued_on=issued_on,
        doi=_doi(row["RetractionDOI"]),
        paper_doi=_doi(row["OriginalPaperDOI"]),
        paper_pmid=_pmid(row["OriginalPaperPubMedID"]),
        title=_shown(row["Title"])[:300],
        reasons=reasons(row["Reason"]),
        mended=mended,
    )


def _why_not(row: dict[str, str], nature: str, issued_on: datetime.date | None) -> str:
    """Return what is wrong with a line, "" if nothing is."""
    if not row["Record ID"].strip():
        return "It has no Record ID."
    if nature not in NATURES:
        known = ", ".join(NATURES)
        return f"Its nature is “{_shown(nature)[:60]}”; known are {known}."
    if issued_on is None:
        written = _shown(row["RetractionDate"])[:30]
        return f"“{written}” is no date: month/day/year or YYYY-MM-DD would be."
    return ""


def _mended(cell: str) -> str:
    """Return a cell whose bytes were no UTF-8 as Windows-1252 has them."""
    if not SURROGATE.search(cell):
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _shown(text: str) -> str:
    """Return a text on one line, without what no reader sees."""
    spaced = " ".join(text.split())
    return "".join(letter for letter in spaced if letter.isprintable())


def _date(text: str) -> datetime.date | None:
    found = AMERICAN.fullmatch(text) or ISO.fullmatch(text)
    if found is None:
        return None
    try:
        return datetime.date(**{k: int(v) for k, v in found.groupdict().items()})
    except ValueError:
        return None


def _doi(cell: str) -> str:
    """Return a DOI in its stored form; "unavailable" and the like are none."""
    doi = normal_doi(_shown(cell))
    return doi if DOI.fullmatch(doi) and len(doi) <= 200 else ""


def _pmid(cell: str) -> str:
    """Return a PMID; 0 stands for none in this table."""
    pmid = normal_pmid(_shown(cell))
    return pmid if PMID.fullmatch(pmid) else ""


def reasons(cell: str) -> str:
    """Return "+Concerns about data;+Error;" as "Concerns about data; Error"."""
    parts = (_shown(part).strip("+ ") for part in cell.split(";"))
    return "; ".join(part for part in parts if part)[:1_000]
