"""A list of references in any form, written as it is read: memory stays flat."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any

from citations.formats import STYLES, format_reference
from citations.formats.bibtex import bibtex_entry
from citations.formats.csl import csl_entry
from citations.formats.ris import ris_entry
from citations.selectors import Recorded, finished

Record = Mapping[str, Any]
Writer = Callable[[Iterable[Recorded], str], Iterator[str]]
BETWEEN = ",\n"
"""What stands between two records of a list in CSL-JSON."""

HEAD = (
    '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
    "<title>References, {style}</title>\n<{list}>\n"
)


def csl_json(rows: Iterable[Recorded], _style: str = "") -> Iterator[str]:
    """Return the list as CSL-JSON, a record a line."""
    return csl_json_of(row.text() or csl_entry(row.csl()) for row in rows)


def csl_json_of(texts: Iterable[str]) -> Iterator[str]:
    """Yield the same list, of texts that hold many lines already (``lined``)."""
    before = "[\n"
    for text in texts:
        yield before + finished(text)
        before = BETWEEN
    yield "\n]\n" if before == BETWEEN else "[]\n"


def bibtex(rows: Iterable[Recorded], _style: str = "") -> Iterator[str]:
    """Yield an entry at a time; the keys of rows are unique as they are."""
    for row in rows:
        yield f"{bibtex_entry(row.csl())}\n"


def ris(rows: Iterable[Recorded], _style: str = "") -> Iterator[str]:
    """Yield a record at a time."""
    for row in rows:
        yield f"{ris_entry(row.csl())}\n"


def text(rows: Iterable[Recorded], style: str) -> Iterator[str]:
    """Yield a reference a line, numbered in the styles that number."""
    for number, row in enumerate(rows, start=1):
        yield f"{reference(row.csl(), style, number=number)}\n"


def html(rows: Iterable[Recorded], style: str) -> Iterator[str]:
    """Yield a page with one list; each item has the key of its row as id."""
    yield HEAD.format(style=escape(STYLES[style].label), list="ul")
    for number, row in enumerate(rows, start=1):
        record = row.csl()
        shown = reference(record, style, number=number, html=True)
        yield f'<li id="{escape(str(record["id"]))}">{shown}</li>\n'
    yield "</ul>\n</html>\n"


def reference(
    record: Record, style: str, *, number: int = 1, html: bool = False
) -> str:
    """Return one reference on one line, with the place that the record names."""
    locator = str(record.get("locator") or "")
    shown = format_reference(record, style, html=html, locator=locator, number=number)
    return " ".join(shown.split("\n"))


WRITERS: Mapping[str, Writer] = {
    "csljson": csl_json,
    "bibtex": bibtex,
    "ris": ris,
    "text": text,
    "html": html,
}
