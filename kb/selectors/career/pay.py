"""Pay: what percentiles of people earn, where and when, and how the median moved."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kb.formats.chart import Track, span, spot
from kb.selectors.career.cited import WAGES, Cited, source_of_year
from kb.selectors.figures import Figure
from kb.selectors.lines import FindingLine
from kb.selectors.pair.figure import amount, number

Document = dict[str, Any]
PERCENTILES = ("10", "25", "50", "75", "90")


def pay(
    lines: Iterable[FindingLine], numbers: dict[int, int], cited: Cited
) -> list[Document]:
    """Return a row for each occupation, place and year with percentiles of pay.

    Newest first. ``cells`` are the percentiles of ``PERCENTILES`` in order, with
    ``None`` where the source gives none; ``mean`` and ``jobs`` are whole figures.
    """
    found = [
        row
        | {
            "number": numbers[source_of_year(line, cited, row["year"])],
            "finding": line.finding,
        }
        for line in lines
        if line.finding.topic.key == WAGES
        for row in occupations(line)
    ]
    found.sort(key=lambda row: (-(row["year"] or 0), row["measured"]))
    tops: dict[str, Decimal] = {}
    for row in found:
        tops[row["unit"]] = max(tops.get(row["unit"], Decimal(0)), row["top"])
    return [row | {"track": track(row, tops[row["unit"]])} for row in found]


def occupations(line: FindingLine) -> list[Document]:
    """Return the wages of one finding, by what was measured, where and when."""
    shelves: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    beside: list[Figure] = []
    for figure in line.figures:
        if figure["kind"] == "money" and figure["quantile"] in PERCENTILES:
            key = (
                figure["subject"] or line.subjects[0],
                *(
                    figure["area"],
                    figure["year"],
                    figure["currency"],
                    figure["measure"],
                ),
            )
            shelves[key].append(figure)
        else:
            beside.append(figure)
    return [
        {
            "measured": measured,
            "area": area,
            "year": year,
            "currency": currency,
            "measure": measure,
            "cells": [cell(figures, percentile) for percentile in PERCENTILES],
            "unit": figures[0]["unit"],
            "top": max(
                (Decimal(f["value"]) for f in figures if f["value"] is not None),
                default=Decimal(0),
            ),
            **rest(beside, alone=len(shelves) == 1),
        }
        for (measured, area, year, currency, measure), figures in shelves.items()
    ]


def rest(beside: list[Figure], *, alone: bool) -> Document:
    """Return mean and jobs of a finding that measured one occupation, once."""
    if not alone:
        return {"mean": None, "jobs": None}
    mean = next((f for f in beside if f["kind"] == "money"), None)
    jobs = next((f for f in beside if f["kind"] == "count"), None)
    return {"mean": mean, "jobs": jobs}


def cell(figures: list[Figure], percentile: str) -> Figure | None:
    """Return the figure of one percentile, if there is one."""
    return next((f for f in figures if f["quantile"] == percentile), None)


def track(row: Document, top: Decimal) -> Track | None:
    """Return the percentiles on a scale from nothing to the highest of all rows."""
    held = {
        figure["quantile"]: Decimal(figure["value"])
        for figure in row["cells"]
        if figure and figure["value"] is not None
    }
    if not held or not top:
        return None
    zero = Decimal(0)
    pairs = [("10", "90", "10th to 90th percentile"), ("25", "75", "middle half")]
    drawn = [pair for pair in pairs if pair[0] in held and pair[1] in held]
    words = "; ".join(f"{f['label']} {f['text']}" for f in row["cells"] if f)
    ends = row["cells"][0] or next(f for f in row["cells"] if f)
    return Track(
        amount(ends, "0").removesuffix(" a year"),
        amount(ends, format(top, "f")).removesuffix(" a year"),
        f"{row['measured']}, {row['year']}: {words}.",
        tuple(
            spot(held[p], zero, top, f"median {held[p]}") for p in ("50",) if p in held
        ),
        tuple(span(held[a], held[b], zero, top, what) for a, b, what in drawn),
    )


def whole_rows(found: list[Document]) -> list[Document]:
    """Return the rows of the page: pay of a year, more than one percentile, each once.

    A median alone, as a finding on a change has it, stands under the changes, as do the
    years before the newest; pay of an hour stands in its finding. The same figures read
    from two releases stand once.
    """
    yearly = [row for row in found if "year" in (row["unit"] or "")] or found
    whole = [
        row for row in yearly if sum(cell is not None for cell in row["cells"]) > 1
    ]
    once: dict[tuple[Any, ...], Document] = {}
    for row in sorted(whole or yearly, key=lambda row: row["mean"] is None):
        values = tuple(cell and cell["value"] for cell in row["cells"])
        once.setdefault((row["measured"], row["area"], row["year"], values), row)
    newest: dict[tuple[Any, ...], int] = {}
    for row in once.values():
        place = (row["measured"], row["area"])
        newest[place] = max(newest.get(place, 0), row["year"] or 0)
    kept = {
        id(row)
        for row in once.values()
        if (row["year"] or 0) == newest[row["measured"], row["area"]]
    }
    return [row for row in yearly if id(row) in kept]


def changes(found: list[Document]) -> list[Document]:
    """Return how medians moved between two years, each computed from two cited figures.

    Two rows belong together where they stand in one finding, or measured the same
    occupation; place and currency are the same. Nominal: prices are those of each year.
    """
    medians = [row for row in found if row["cells"][2] and row["cells"][2]["value"]]
    told: dict[tuple[Any, ...], Document] = {}
    for new in medians:
        for old in medians:
            if (old["year"] or 0) < (new["year"] or 0) and alike(old, new):
                key = (old["measured"], old["year"], new["measured"], new["year"])
                told.setdefault(key, change(old, new))
    return list(told.values())


def alike(old: Document, new: Document) -> bool:
    """Whether two rows may be set against each other."""
    same = all(old[name] == new[name] for name in ("area", "currency", "measure"))
    together = old["finding"].pk == new["finding"].pk
    return same and (together or old["measured"] == new["measured"])


def change(old: Document, new: Document) -> Document:
    """Return one change: ``percent`` is signed, to one decimal."""
    before, after = (Decimal(row["cells"][2]["value"]) for row in (old, new))
    moved = ((after / before - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {
        "old": old,
        "new": new,
        "percent": number(format(moved, "f"), signed=True),
        "same_code": old["measured"] == new["measured"],
    }
