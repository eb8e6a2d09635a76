"""RIS out and in, both by the table of ``mapping``."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citations.formats.mapping import (
    CSL_OF_RIS,
    CSL_OF_TAG,
    DATES,
    FIELDS,
    KIND_OF_CSL,
    NAMES,
)
from citations.formats.people import (
    date_parts,
    from_commas,
    is_body,
    read_day,
    shown_name,
    usable_names,
)
from citations.formats.reading import Reading, unplaced
from citations.formats.residue import flat, lost, restored

RESIDUE = "U5"
MARK = "csl-json "
Line = tuple[str, str]
TAGGED = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)")
STARTED = re.compile(r"\s*TY\s{1,2}-\s*(.*)")
UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
BOOKS = frozenset({"BOOK", "CHAP", "EBOOK", "ECHAP", "EDBOOK", "CONF", "RPRT", "THES"})
ISBN = re.compile(r"(97[89])?\d{9}[\dX]")


def to_ris(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as an RIS file: every line is a tag and one value.

    No value can begin a line, whatever it holds. What RIS has no tag for goes into the
    user field ``U5``.
    """
    return "\n".join(ris_entry(record) for record in records)


def ris_entry(record: Mapping[str, Any]) -> str:
    """Return one record, from ``TY`` to ``ER``."""
    kind = KIND_OF_CSL.get(str(record.get("type")), KIND_OF_CSL["document"])
    lines = [("TY", kind.ris), *_lines(record)]
    residue = lost(record, _record(lines, str(record.get("id") or "entry")))
    if residue:
        lines.append((RESIDUE, MARK + residue))
    return "\n".join([*(f"{tag}  - {value}" for tag, value in lines), "ER  - ", ""])


def _plain(value: object) -> str:
    return flat(UNSAFE.sub("\ufffd", str(value)))


def _lines(record: Mapping[str, Any]) -> Iterator[Line]:
    if identifier := _plain(record.get("id") or ""):
        yield "ID", identifier
    for variable in FIELDS:
        value = record.get(variable.csl)
        if value not in (None, "", [], {}):
            yield from _value_lines(variable.csl, variable.ris, value)
    for name in ("ISBN", "ISSN"):
        if text := _plain(record.get(name) or ""):
            yield "SN", text


def _value_lines(name: str, tags: tuple[str, ...], value: object) -> Iterator[Line]:
    if not tags:
        return
    if name in NAMES:
        for person in usable_names(value):
            yield tags[0], _name(person)
    elif name in DATES:
        yield from _date(name, tags, value)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = _plain(value)
        start, dash, end = text.partition("-")
        if name == "page" and dash and start and end and "-" not in end:
            yield "SP", start.strip()
            yield "EP", end.strip()
        elif text:
            yield tags[0], text


def _name(person: Mapping[str, Any]) -> str:
    family, given, suffix = (UNSAFE.sub("\ufffd", part) for part in shown_name(person))
    if is_body(person):
        return family
    return ", ".join((family, given, suffix) if suffix else (family, given))


def _date(name: str, tags: tuple[str, ...], value: object) -> Iterator[Line]:
    parts = date_parts(value)
    if not parts:
        return
    day = "/".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
    if name == "issued":
        yield "PY", f"{parts[0]:04}"
        if len(parts) > 1:
            yield "DA", day + "/" * (4 - len(parts))
    else:
        yield tags[0], day


def from_ris(text: str) -> Reading:
    """Return the records of an RIS file and a problem for every line that is none.

    A line without a tag continues the one before it. A record without ``ER`` ends
    where the next begins; one without ``ID`` gets ``entry-`` and its place.
    """
    reading = Reading()
    lines: list[Line] = []
    given: list[str] = []
    first = 1
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text.lstrip("\ufeff")), 1):
        line = raw.rstrip()
        start = STARTED.fullmatch(line) or _after_end(line)
        if start or line.startswith("ER  -"):
            _finish(reading, lines, first, given)
            lines = [("TY", start[1].strip())] if start else []
            given, first = [raw] if start else [], number
            continue
        if not lines:
            given, first = [], number
        given.append(raw)
        if match := TAGGED.fullmatch(raw):
            _take(reading, lines, match, number)
        elif line.strip():
            _continue(reading, lines, line.strip(), number)
    _finish(reading, lines, first, given)
    return reading


def _after_end(line: str) -> re.Match[str] | None:
    """Return the start of a record that stands on the line where another ends."""
    return STARTED.fullmatch(line[5:]) if line.startswith("ER  -") else None


def _take(
    reading: Reading, lines: list[Line], match: re.Match[str], number: int
) -> None:
    if lines:
        lines.append((match[1], match[2].strip(" \t")))
        return
    reading.note(
        f"line {number}", f"The tag {match[1]} stands before any TY; begin with TY."
    )
    lines += [("TY", "GEN"), (match[1], match[2].strip(" \t"))]


def _continue(reading: Reading, lines: list[Line], line: str, number: int) -> None:
    if lines:
        tag, value = lines[-1]
        lines[-1] = (tag, f"{value} {line}".strip())
        return
    reading.note(
        f"line {number}",
        f"“{line[:60]}” is no RIS line: write a tag, two spaces, a hyphen and a space.",
        line,
    )


def _finish(reading: Reading, lines: list[Line], first: int, given: list[str]) -> None:
    if not lines:
        return
    place = len(reading.records) + 1
    kind = lines[0][1].upper()
    if kind not in CSL_OF_RIS:
        reading.note(
            f"entry {place}", f"TY “{kind}” is no RIS type; it was read as a document."
        )
    record = _record(lines, f"entry-{place}")
    reading.add(record, f"line {first}", "\n".join(given))


def _record(lines: list[Line], identifier: str) -> dict[str, Any]:
    kind = lines[0][1].upper()
    record: dict[str, Any] = {
        "id": identifier,
        "type": CSL_OF_RIS.get(kind, "document"),
    }
    residue = ""
    left: dict[str, list[str]] = {}
    for tag, value in lines[1:]:
        if tag == RESIDUE and value.startswith(MARK):
            residue = value.removeprefix(MARK)
        elif value and not _add(record, tag, value, kind):
            left.setdefault(tag, []).append(value)
    if kind not in CSL_OF_RIS:
        left["TY"] = [kind]
    record = restored(record, residue)
    unplaced(record, "ris", left)
    return record


def _add(record: dict[str, Any], tag: str, value: str, kind: str) -> bool:
    """Put a value where it belongs; tell whether there was a place for it."""
    name = CSL_OF_TAG.get(tag, "")
    if tag == "ID":
        record["id"] = value
    elif tag == "SN":
        digits = value.replace("-", "").replace(" ", "").upper()
        book = ISBN.fullmatch(digits) or (kind in BOOKS and len(digits) > 9)
        return bool(record.setdefault("ISBN" if book else "ISSN", value) == value)
    elif tag == "EP":
        record["page"] = f"{record['page']}-{value}" if "page" in record else value
    elif name in NAMES:
        record.setdefault(name, []).append(from_commas(value))
    elif name in DATES:
        return _add_date(record, name, value)
    elif name == "keyword" and "keyword" in record:
        record["keyword"] += f", {value}"
    elif name:
        return bool(record.setdefault(name, value) == value)
    return bool(name) or tag in {"ID", "EP"}


def _add_date(record: dict[str, Any], name: str, value: str) -> bool:
    """Keep the most exact of several dates; tell whether nothing is lost by that."""
    day = read_day(value)
    known = record.get(name)
    if day and (not known or len(date_parts(day)) > len(date_parts(known))):
        record[name] = day
        return not known or _begins(date_parts(day), date_parts(known))
    return not day or _begins(date_parts(known), date_parts(day))


def _begins(long: list[int], short: list[int]) -> bool:
    return bool(short) and long[: len(short)] == short
