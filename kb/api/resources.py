"""The lists of the API as files, for a snapshot: what a client would have fetched."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import F

from kb.api.base import ListResource
from kb.api.exports import columns_of, each_line
from kb.api.statements import Written, batches
from kb.api.views import careers, findings, sources, vocabulary
from kb.api.views.changes import cursor_of
from kb.exchange.forms import FORMS
from kb.exchange.snapshot import Extra
from kb.exchange.table import table
from kb.selectors.change import place_now

LISTS: dict[str, type[ListResource]] = {
    "careers": careers.Careers,
    "skills": careers.Skills,
    "sources": sources.Sources,
    "citations": sources.Citations,
    "findings": findings.Findings,
    "measures": vocabulary.Measures,
    "organizations": sources.Organizations,
    "facets": vocabulary.Facets,
    "releases": vocabulary.Releases,
}
CHUNK = 1_000


def feed_cursor() -> str:
    """Return where the feed of changes goes on for whoever has what is here now."""
    return cursor_of(place_now())


def extras() -> list[Extra]:
    """Return a file of each list as NDJSON and as CSV, and the sources as CSL-JSON."""
    found = []
    for name, resource in LISTS.items():
        ndjson, csv = FORMS["ndjson"], FORMS["csv"]
        found += [
            Extra(
                f"{name}.ndjson",
                ndjson.media_type,
                f"All {name}, one on a line, as the API answers.",
                lines_of(resource),
            ),
            Extra(
                f"{name}.csv",
                csv.media_type,
                f"All {name} for a spreadsheet; lists are JSON in a cell.",
                sheet_of(resource),
                headings=1,
            ),
        ]
    csl = FORMS["csljson"]
    about = "Bibliographic records of all sources, as CSL-JSON."
    found.append(Extra("sources.csl.json", csl.media_type, about, records))
    return found


def texts_of(resource: type[ListResource]) -> Iterator[str]:
    """Yield the JSON of every row that readers see, in the order of numbers."""
    rows, how = resource.visible(), Written(resource.described)
    for batch in batches(rows, F("pk"), how, (CHUNK, CHUNK)):
        yield from each_line([batch.text])


def lines_of(resource: type[ListResource]) -> Callable[[], Iterator[str]]:
    """Return what gives each row as a line of JSON."""
    return lambda: (f"{text}\n" for text in texts_of(resource))


def sheet_of(resource: type[ListResource]) -> Callable[[], Iterator[str]]:
    """Return what gives each row as a line of CSV, behind a line of headings."""

    def lines() -> Iterator[str]:
        columns = list(columns_of(resource.serializer_class()))
        yield from table(columns, (json.loads(text) for text in texts_of(resource)))

    return lines


def records() -> Iterator[str]:
    """Yield the records of sources, a line each."""
    before = "[\n"
    visible: Any = sources.Sources.visible().order_by("pk")
    for source in visible.iterator(chunk_size=CHUNK):
        yield before + json.dumps(source.csl(), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"
