"""What somebody pasted or uploaded: which kind it is, and the entries it holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from citations.formats.files import FORMATS
from citations.formats.reading import Reading
from citations.identifiers import Identifier, recognise

MOST_BYTES = 20_000_000
MOST_ENTRIES = 20_000
MOST_SAID = 20
BIBTEX = re.compile(r"^\s*@\s*\w+\s*[{(]", re.MULTILINE)
RIS = re.compile(r"^\s*TY\s{1,2}-", re.MULTILINE)
NAMES = "identifiers"
# Read as text these would make thousands of rows of nothing.
NO_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
}
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
UNREADABLE = (
    "This is neither a DOI, arXiv id, PMID, ISBN or web address nor a record in "
    "BibTeX, RIS or CSL-JSON."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was pasted: a record, or an identifier, or neither."""

    place: str
    given: str
    record: dict[str, Any] | None = None
    identifier: Identifier | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """All that was pasted, in its order, and what was odd about the whole."""

    form: str
    entries: list[Entry]
    notes: list[str] = field(default_factory=list)


def pasted(given: bytes | str) -> Pasted:
    """Read what was given. Nothing in it raises but what no part can be read of.

    Raises ``ValidationError`` for what is empty, too long, or no text.
    """
    _check_size(given)
    text, notes = _text(given)
    found = _read(storable(text))
    if len(found.entries) > MOST_ENTRIES:
        raise ValidationError(
            f"This holds {len(found.entries):,} entries; at most {MOST_ENTRIES:,} are "
            "taken at once. Split it, and bring the parts one after the other."
        )
    if not found.entries:
        raise ValidationError("There is nothing in it: paste or upload something.")
    return Pasted(found.form, found.entries, [*notes, *found.notes])


def storable(text: str) -> str:
    """Return ``text`` with U+FFFD for what a database cannot keep."""
    return UNSTORABLE.sub("\ufffd", text)


def _check_size(given: bytes | str) -> None:
    size = (
        len(given)
        if isinstance(given, bytes)
        else len(given.encode("utf-8", "replace"))
    )
    if size > MOST_BYTES:
        raise ValidationError(
            f"This is {size / 1e6:,.1f} MB; at most {MOST_BYTES / 1e6:.0f} MB are "
            "taken at once. Split it, and bring the parts one after the other."
        )


def _text(given: bytes | str) -> tuple[str, list[str]]:
    if isinstance(given, str):
        return given, _nul_note(given)
    for start, what in NO_TEXT.items():
        if given.startswith(start):
            raise ValidationError(
                f"This file is {what}: upload BibTeX, RIS, CSL-JSON, or a list of "
                "identifiers as text."
            )
    for encoding in ("utf-16",) if given[:2] in (b"\xff\xfe", b"\xfe\xff") else ():
        try:
            return given.decode(encoding), []
        except UnicodeDecodeError:
            break
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = "The file is not in UTF-8; it was read as Windows-1252 (Latin-1)."
        text = given.decode("cp1252", errors="replace")
        return text, [said, *_nul_note(text)]
    return text, _nul_note(text)


def _nul_note(text: str) -> list[str]:
    count = len(UNSTORABLE.findall(text))
    if not count:
        return []
    return [f"It held what no text has (NUL), {count:,} times: each is now U+FFFD."]


def _read(text: str) -> Pasted:
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _records("csljson", text)
    if BIBTEX.search(text):
        return _records("bibtex", text)
    if RIS.search(text):
        return _records("ris", text)
    return Pasted(NAMES, list(_lines(text, 1)))


def _records(name: str, text: str) -> Pasted:
    """Return the entries of a file; a line between them may name a work as well."""
    known = FORMATS[name]
    reading = known.read(text)
    said: dict[str, list[str]] = {}
    for problem in reading.problems:
        if not problem.given:
            said.setdefault(problem.place, []).append(problem.sentence)
    entries = [
        Entry(place, given, record, None, tuple(said.pop(place, ())))
        for record, (place, given) in zip(reading.records, reading.origins, strict=True)
    ]
    entries += [
        Entry(problem.place, problem.given, said=(problem.sentence,))
        for problem in reading.problems
        if problem.given
    ]
    between, notes = _between(reading)
    notes += [f"{place}: {each}" for place, found in said.items() for each in found]
    entries = sorted([*entries, *between], key=_order)
    return Pasted(known.label, entries, _shortened(notes))


def _between(reading: Reading) -> tuple[list[Entry], list[str]]:
    """Return works named between records, and what else stood there, as notes."""
    entries: list[Entry] = []
    notes: list[str] = []
    for place, text in reading.loose:
        for entry in _lines(text, int(place.rpartition(" ")[2])):
            if entry.identifier:
                entries.append(entry)
            else:
                shown = f"“{entry.given[:80]}”"
                notes.append(f"{entry.place}: {shown} is no record; it was left out.")
    return entries, notes


def _shortened(notes: list[str]) -> list[str]:
    more = len(notes) - MOST_SAID
    return [*notes[:MOST_SAID], f"And {more:,} more."] if more > 0 else notes


def _order(entry: Entry) -> int:
    number = entry.place.rpartition(" ")[2]
    return int(number) if number.isdecimal() else 0


def _lines(text: str, first: int) -> Iterator[Entry]:
    """Yield an entry for each line, or for each of several names on one."""
    for number, line in enumerate(text.splitlines(), start=first):
        place = f"line {number}"
        if not line.strip(" \t\ufeff"):
            continue
        whole = recognise(line)
        parts = [part for part in re.split(r"[\s,;]+", line.strip()) if part]
        names = [recognise(part) for part in parts] if len(parts) > 1 else []
        if len(names) > 1 and all(names):
            for part, name in zip(parts, names, strict=True):
                yield Entry(place, part, identifier=name)
        elif whole:
            yield Entry(place, line.strip(), identifier=whole)
        else:
            yield Entry(place, line.strip(), said=(UNREADABLE,))
