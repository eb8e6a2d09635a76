"""CSV that a spreadsheet opens without running anything in it."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.formats.table import plain


def safe(value: object) -> str:
    """Return a cell as text that is no formula.

    Lists of texts are divided by semicolons, objects are JSON.
    """
    return plain(_written(value))


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield CSV (RFC 4180) a line at a time, a heading first.

    A dot in the name of a column leads into a nested object: ``source.key``.
    """
    line = io.StringIO()
    writer = csv.writer(line)

    def taken(cells: Iterable[str]) -> str:
        line.seek(0)
        line.truncate()
        writer.writerow(cells)
        return line.getvalue()

    paths = [column.split(".") for column in columns]
    yield taken(columns)
    for row in rows:
        yield taken(safe(_at(row, path)) for path in paths)


def _at(row: Any, path: Sequence[str]) -> object:  # noqa: ANN401
    for name in path:
        row = row.get(name) if isinstance(row, Mapping) else None
    return row
