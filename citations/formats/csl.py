"""CSL-JSON in and out, checked against the official schema (version 1.0.2).

``csl-data.json`` is the schema of the Citation Style Language project, under the MIT
licence, copyright 2007 onwards citationstyles.org and contributors. Records that
others call CSL-JSON, Crossref's among them, often break it: what can be mended is
mended, and said.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs

from citations.formats.reading import Reading, unplaced

Record = dict[str, Any]

SCHEMA = json.loads(Path(__file__).with_name("csl-data.json").read_text("utf-8"))
ITEM = SCHEMA["items"] | {"$schema": SCHEMA["$schema"]}
ITEM["definitions"] = SCHEMA["definitions"]
VARIABLES: Mapping[str, Any] = ITEM["properties"]
TYPES = frozenset(VARIABLES["type"]["enum"])
CHECKER = jsonschema_rs.validator_for(ITEM)
# Kinds of Crossref and DataCite that stand where a CSL type should.
FOREIGN_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "preprint": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry-encyclopedia",
    "proceedings-article": "paper-conference",
    "conference-paper": "paper-conference",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "book-series": "book",
    "book-set": "book",
    "dissertation": "thesis",
    "report-component": "report",
    "report-series": "report",
    "peer-review": "review",
    "journal": "periodical",
    "journal-issue": "periodical",
    "journal-volume": "periodical",
    "database": "dataset",
    "web-page": "webpage",
    "computer-program": "software",
}
MOST = 5
ESCAPED_SURROGATE = "\\ud"
SURROGATE = re.compile("[\ud800-\udfff]")


def faults(record: object) -> list[str]:
    """Return what the schema has against a record, one line each; nothing if valid."""
    return [
        f"{'/'.join(map(str, error.instance_path)) or 'record'}: {error.message}"
        for error in CHECKER.iter_errors(record)
    ]


def to_csl_json(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as CSL-JSON text, valid wherever they can be made so."""
    ready = [mended(_encodable(dict(record)))[0] for record in records]
    return json.dumps(ready, ensure_ascii=False, indent=2) + "\n"


def csl_entry(record: Mapping[str, Any]) -> str:
    """Return one record as CSL-JSON on one line, valid wherever it can be made so."""
    ready, _ = mended(record)
    text = json.dumps(ready, ensure_ascii=False)
    if SURROGATE.search(text):
        ready, _ = mended(_encodable(dict(record)))
        return json.dumps(ready, ensure_ascii=False)
    return text


def _encodable(value: Any) -> Any:  # noqa: ANN401
    """Return a value of JSON with U+FFFD for what UTF-8 cannot write."""
    if isinstance(value, str):
        return SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {_encodable(name): _encodable(item) for name, item in value.items()}
    return value


def from_csl_json(text: str) -> Reading:
    """Return the records of CSL-JSON text, a list of them or one alone.

    What breaks the schema is mended and said; what is no record is a problem.
    """
    reading = Reading()
    try:
        data = json.loads(text.lstrip("\ufeff"), parse_constant=_refused)
        data = _encodable(data) if ESCAPED_SURROGATE in text.lower() else data
    except (ValueError, RecursionError) as error:
        reading.note("file", f"This is no JSON: {error}.", text)
        return reading
    if isinstance(data, dict):
        data = data["items"] if isinstance(data.get("items"), list) else [data]
    if not isinstance(data, list):
        reading.note("file", "CSL-JSON is a list of records; this is none.", text)
        return reading
    for place, item in enumerate(data, start=1):
        _take(reading, item, place)
    return reading


def _refused(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")


def _take(reading: Reading, item: object, place: int) -> None:
    where = f"entry {place}"
    if not isinstance(item, dict):
        reading.note(
            where,
            "A record is an object with names and values; this is none.",
            json.dumps(item, ensure_ascii=False),
        )
        return
    given = json.dumps(item, ensure_ascii=False)
    if CHECKER.is_valid(item):
        reading.add(item, where, given)
        return
    record, changes = mended({"id": f"entry-{place}"} | item)
    if "id" not in item:
        changes.insert(0, f"it has no id and is now “{record['id']}”")
    left = faults(record)
    if left:
        reading.note(where, f"This is no CSL record: {'; '.join(left[:3])}.", given)
        return
    reading.add(record, where, given)
    more = f"; {len(changes) - MOST} more" if len(changes) > MOST else ""
    reading.note(where, f"Mended: {'; '.join(changes[:MOST])}{more}.")


def mended(record: Mapping[str, Any]) -> tuple[Record, list[str]]:
    """Return a record without what the schema refuses, and what was changed.

    A list becomes its first text, a foreign type the CSL type it means, a number a
    text. A member that is no CSL variable, and what a mended one lost, is kept under
    ``custom`` as it came.
    """
    if CHECKER.is_valid(record):
        return dict(record), []
    kept: Record = {}
    left: Record = {}
    changes: list[str] = []
    for name, value in record.items():
        known = name in VARIABLES
        fixed = _fixed(name, value) if known else None
        if fixed is not None:
            kept[name] = fixed
        if fixed == value:
            continue
        why = "was not as CSL has it" if known else "is no CSL variable"
        changes.append(f"“{name}” {why}")
        mended_whole = fixed is not None and fixed in (_text(value), value)
        if value not in (None, "", [], [fixed]) and not mended_whole:
            left[name] = value
    unplaced(kept, "csl", left)
    for name, usual in (("id", "entry"), ("type", "document")):
        if name not in kept:
            kept[name] = usual
            changes.append(f"“{name}” is now “{usual}”")
    return kept, changes


def _fixed(name: str, value: object) -> object:
    if name == "type":
        kind = str(value)
        return kind if kind in TYPES else FOREIGN_TYPES.get(kind, "document")
    checker = CHECKERS[name]
    if checker.is_valid(value):
        return value
    for attempt in ATTEMPTS:
        fixed = attempt(value)
        if fixed is not None and checker.is_valid(fixed):
            return fixed
    return None


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else None


def _text(value: object) -> object:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if number else None


def _names(value: object) -> object:
    """Return names with the members CSL knows; ``name`` is a body's."""
    if not isinstance(value, list):
        return None
    found = []
    for name in value:
        if not isinstance(name, dict):
            continue
        kept = {part: text for part, text in name.items() if part in NAME_PARTS}
        if not kept and isinstance(name.get("name"), str):
            kept = {"literal": name["name"]}
        if kept:
            found.append(kept)
    return found


def _date(value: object) -> object:
    """Return a date without parts that are no numbers; ``[[null]]`` is none."""
    if isinstance(value, str):
        return {"raw": value}
    if not isinstance(value, dict):
        return None
    kept = {name: part for name, part in value.items() if name in DATE_PARTS}
    dates = kept.get("date-parts")
    if isinstance(dates, list):
        known = [
            [part for part in date if isinstance(part, int | str)]
            for date in dates
            if isinstance(date, list)
        ]
        kept["date-parts"] = [date for date in known if date][:2]
        if not kept["date-parts"]:
            del kept["date-parts"]
    return kept or None


NAME_PARTS = frozenset(ITEM["definitions"]["name-variable"]["anyOf"][0]["properties"])
DATE_PARTS = frozenset(ITEM["definitions"]["date-variable"]["anyOf"][0]["properties"])
ATTEMPTS: tuple[Callable[[object], object], ...] = (_first, _text, _names, _date)
CHECKERS = {
    name: jsonschema_rs.validator_for(
        {"$schema": SCHEMA["$schema"], "definitions": SCHEMA["definitions"]} | rule
    )
    for name, rule in VARIABLES.items()
}
