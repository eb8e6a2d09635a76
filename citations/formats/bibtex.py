"""CSL-JSON records as BibTeX entries (see ``mapping`` for the table)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from citations.formats.bibtex_entry import RESIDUE, entry_record
from citations.formats.mapping import (
    DATES,
    FIELDS,
    KIND_OF_CSL,
    NAMES,
    VERBATIM,
    Field,
    bibtex_name,
)
from citations.formats.people import (
    MONTHS,
    date_parts,
    is_body,
    shown_name,
    usable_names,
)
from citations.formats.residue import flat, lost
from citations.formats.tex import to_tex

UNSAFE_IN_KEY = re.compile(r"[^\w./:;<>+*()!?|\[\]&$^-]+")
UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def to_bibtex(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as a ``.bib`` file in UTF-8; keys are made unique.

    Every value is text to TeX, never a command. What BibTeX has no field for goes into
    the field ``csljson``, which other readers ignore.
    """
    taken: set[str] = set()
    return "\n".join(bibtex_entry(record, taken) for record in records)


def bibtex_entry(record: Mapping[str, Any], taken: set[str] | None = None) -> str:
    """Return one entry; ``taken`` are the keys already used, and gets the new one."""
    taken = set() if taken is None else taken
    key = _free_key(str(record.get("id") or "entry"), taken)
    kind = KIND_OF_CSL.get(str(record.get("type")), KIND_OF_CSL["document"])
    values = _values(record, kind.entry)
    if kind.subtype:
        values["entrysubtype"] = kind.subtype
    residue = lost(record, _read_back(key, kind.entry, values))
    lines = [f"  {name} = {_braced(name, text)}," for name, text in values.items()]
    if residue:
        lines.append(f"  {RESIDUE} = {{{_json(residue)}}},")
    return "\n".join((f"@{kind.entry}{{{key},", *lines, "}", ""))


def _free_key(wanted: str, taken: set[str]) -> str:
    key = base = UNSAFE_IN_KEY.sub("-", wanted).strip("-") or "entry"
    count = 1
    while key.lower() in taken:
        count += 1
        key = f"{base}-{count}"
    taken.add(key.lower())
    return key


def _values(record: Mapping[str, Any], entry: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for variable in FIELDS:
        value = record.get(variable.csl)
        if value in (None, "", [], {}):
            continue
        if variable.csl in DATES:
            values |= _date(variable, value)
        else:
            name = bibtex_name(variable, entry)
            text = _text(variable, value)
            if text and name not in values:
                values[name] = text
    return values


def _text(variable: Field, value: object) -> str:
    if variable.csl in NAMES:
        return " and ".join(_name(name) for name in usable_names(value))
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = flat(UNSAFE.sub("\ufffd", str(value)))
    if variable.csl in VERBATIM:
        return _verbatim(text)
    if variable.csl == "page":
        return re.sub(r"(?<=\w)-(?=\w)", "--", to_tex(text))
    return to_tex(text)


def _verbatim(text: str) -> str:
    """Return an address or a DOI as it is; braces and backslashes percent-encoded."""
    for sign in "\\{}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _name(name: Mapping[str, Any]) -> str:
    """Return ``Family, Suffix, Given``; in braces what must stay in one piece."""
    family, given, suffix = (
        to_tex(UNSAFE.sub("\ufffd", part)) for part in shown_name(name)
    )
    if is_body(name) or (not given and not suffix):
        return f"{{{family}}}"
    return ", ".join(_kept(part) for part in (family, suffix, given) if part)


def _kept(part: str) -> str:
    divided = "," in part or re.search(r"(^|\s)and(\s|$)", part, re.IGNORECASE)
    return f"{{{part}}}" if divided else part


def _date(variable: Field, value: object) -> dict[str, str]:
    parts = date_parts(value)
    if not parts:
        return {}
    day = "-".join(
        f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(parts)
    )
    values = {variable.bibtex[0]: day}
    if variable.csl == "issued":
        values["year"] = str(parts[0])
        if len(parts) > 1 and 1 <= parts[1] <= 12:
            values["month"] = MONTHS[parts[1] - 1]
    return values


def _braced(name: str, text: str) -> str:
    return text if name == "month" else f"{{{text}}}"


def _json(residue: str) -> str:
    """Return JSON whose braces balance, whatever its strings hold."""
    return re.sub(
        r'"(?:[^"\\]|\\.)*"',
        lambda match: match[0].replace("{", "\\u007b").replace("}", "\\u007d"),
        residue,
    )


def _read_back(key: str, entry: str, values: Mapping[str, str]) -> dict[str, Any]:
    return entry_record(key, entry, values)
