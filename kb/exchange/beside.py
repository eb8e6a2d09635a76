"""What JSON may have beside a row: the same reference in the forms of others."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from citations.formats import cite_in_text
from citations.formats.bibtex import bibtex_entry
from citations.formats.ris import ris_entry
from kb.exchange.references import reference

Record = Mapping[str, Any]


def in_text(record: Record, style: str, number: int) -> str:
    """Return the citation as it stands in a sentence."""
    place = str(record.get("locator") or "")
    return cite_in_text(record, style, locator=place, number=number)


WRITTEN: Mapping[str, Callable[[Record, str, int], Any]] = {
    "bib": lambda record, style, number: reference(record, style, number=number),
    "citation": in_text,
    "bibtex": lambda record, _style, _number: bibtex_entry(record),
    "ris": lambda record, _style, _number: ris_entry(record),
    "csljson": lambda record, _style, _number: record,
}


def beside(
    record: Record, names: Iterable[str], style: str, number: int = 1
) -> dict[str, Any]:
    """Return what ``names`` asks for of one record; ``number`` is its place."""
    return {name: WRITTEN[name](record, style, number) for name in names}
