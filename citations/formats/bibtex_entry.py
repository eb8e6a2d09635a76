"""The CSL-JSON record of one BibTeX entry, by the table of ``mapping``."""

import re
from collections.abc import Mapping
from typing import Any

from citations.formats.mapping import NAMES, VERBATIM, csl_of_bibtex, entry_type
from citations.formats.people import (
    Name,
    person,
    read_day,
    read_month,
    split_bibtex_name,
    to_date,
)
from citations.formats.reading import unplaced
from citations.formats.residue import flat, restored
from citations.formats.tex import from_tex

RESIDUE = "csljson"
AND = re.compile(r"\sand\s", re.IGNORECASE)
READ_APART = frozenset({"date", "year", "month", "day", RESIDUE})
SAID = frozenset({"entrysubtype"})
EPRINTS = {"arxiv": "https://arxiv.org/abs/"}


def entry_record(key: str, entry: str, values: Mapping[str, str]) -> dict[str, Any]:
    """Return the record of an entry from its type and its fields as TeX.

    Fields that CSL has no variable for are kept under ``custom``, as they came.
    """
    entry = entry.lower()
    fields = {name.lower(): value for name, value in values.items()}
    subtype = flat(fields.get("entrysubtype", "")).lower()
    record: dict[str, Any] = {"id": key, "type": entry_type(entry, subtype)}
    meaning = csl_of_bibtex(entry)
    left: dict[str, Any] = {}
    for name, value in fields.items():
        variable = meaning.get(name)
        if name in READ_APART or name in SAID or not value.strip():
            continue
        if variable is None or variable in record:
            left[name] = value
        elif read := _value(variable, value):
            record[variable] = read
            if variable in NAMES and value.rstrip().lower().endswith("and others"):
                left[name] = value
    issued = _issued(fields)
    if issued:
        record["issued"] = issued
    left |= _undated(issued, fields)
    for name in _add_eprint(record, fields):
        left.pop(name, None)
    record = restored(record, fields.get(RESIDUE, ""))
    unplaced(record, "bibtex", left)
    return record


def _value(variable: str, value: str) -> object:
    if variable in NAMES:
        return names(value)
    if variable == "accessed":
        return read_day(value)
    if variable in VERBATIM:
        return _address(variable, value)
    text = flat(from_tex(value))
    return re.sub(r"\s*(--+|–)\s*", "-", text) if variable == "page" else text  # noqa: RUF001


def _address(variable: str, value: str) -> str:
    text = flat(value)
    for written in ("\\_", "\\%", "\\&", "\\#", "\\~{}"):
        text = text.replace(written, written[1])
    if text.startswith("\\url{"):
        text = text[5:-1]
    if variable == "DOI":
        text = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", text, flags=re.I)
    return text


def names(value: str) -> list[Name]:
    """Return the names of a list with ``and``; what stands in braces is one piece."""
    found = (_name(part) for part in split_outside(flat(value), AND))
    return [name for name in found if name]


def _name(text: str) -> Name:
    text = text.strip(" \t\r\n")
    if not text or text.lower() == "others":
        return {}
    if text.startswith("{") and _closes(text) == len(text) - 1:
        return {"literal": flat(from_tex(text[1:-1]))}
    parts = [flat(from_tex(part)) for part in split_outside(text, re.compile(","))]
    if len(parts) == 1:
        return split_bibtex_name(parts[0]) if parts[0] else {}
    if len(parts) == 2:
        return person(parts[0], parts[1])
    return person(parts[0], ", ".join(parts[2:]), parts[1])


def _closes(text: str) -> int:
    """Return where the brace that opens ``text`` closes."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return place
    return -1


def split_outside(text: str, where: re.Pattern[str]) -> list[str]:
    """Return ``text`` split at matches that stand in no braces."""
    parts, start = [], 0
    depth = 0
    seen = 0
    for match in where.finditer(text):
        between = text[seen : match.start()]
        depth += between.count("{") - between.count("}")
        seen = match.start()
        if depth <= 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _issued(fields: Mapping[str, str]) -> dict[str, Any] | None:
    if fields.get("date"):
        return read_day(from_tex(fields["date"]))
    year = flat(from_tex(fields.get("year", "")))
    if not year:
        return None
    if not re.fullmatch(r"\d{4}", year):
        return {"literal": year}
    month = read_month(from_tex(fields.get("month", "")))
    day = flat(fields.get("day", ""))
    parts = [int(year)]
    if month:
        parts.append(month)
        if re.fullmatch(r"\d{1,2}", day):
            parts.append(int(day))
    return to_date(parts)


def _undated(
    issued: dict[str, Any] | None, fields: Mapping[str, str]
) -> dict[str, str]:
    """Return the fields of a date that ``issued`` does not say."""
    parts = (issued or {}).get("date-parts", [[]])[0]
    names = ("year", "month", "day")
    left = {n: fields[n] for n in names[len(parts) :] if fields.get(n, "").strip()}
    if issued and "literal" in issued:
        left.pop("year", None)
    return left


def _add_eprint(record: dict[str, Any], fields: Mapping[str, str]) -> tuple[str, ...]:
    """Give a preprint its address, and its type where the entry has none of its own.

    Returns the fields that were read.
    """
    archive = flat(fields.get("eprinttype") or fields.get("archiveprefix") or "")
    number = flat(fields.get("eprint") or "")
    base = EPRINTS.get(archive.lower())
    if base and number:
        record.setdefault("URL", base + number)
        record.setdefault("number", f"arXiv:{number}")
        if record["type"] == "document":
            record["type"] = "article"
        return ("eprint", "eprinttype", "archiveprefix")
    return ()
