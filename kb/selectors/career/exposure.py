"""Exposure to AI: many measures, each on its own scale, never put together."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kb.formats.chart import Track, span, spot
from kb.selectors.lines import FindingLine
from kb.selectors.pair.figure import number

Document = dict[str, Any]
TOPIC = "ai-exposure"
QUARTERS = {"25": "first", "75": "last"}


def exposure(lines: Iterable[FindingLine], numbers: dict[int, int]) -> list[Document]:
    """Return the figures by measure: ``measure``, and ``rows`` with a track each.

    A middle half that a source gives as two figures stands with the figure it is of.
    Measures that a study used come before those that datasets alone have.
    """
    shelves: dict[str, Document] = {}
    for line in lines:
        if line.finding.topic.key != TOPIC:
            continue
        quarters = quarters_of(line)
        for figure in line.figures:
            if figure["quantile"] in QUARTERS:
                continue
            shelf = shelves.setdefault(
                figure["measure"],
                {
                    "measure": figure["measure"],
                    "label": figure["measure_label"],
                    "definition": figure["definition"],
                    "towards": figure["towards"],
                    "unit": figure["unit"],
                    "kind": figure["kind"],
                    "ends": ends(figure),
                    "rows": [],
                },
            )
            middle = quarters.get(figure["measure"])
            row = figure | {
                "middle": middle,
                "finding": line.finding,
                "marks": line.marks,
                "number": numbers[line.finding.source_id],
                "measured": figure["subject"] or line.subjects[0],
            }
            shelf["rows"].append(row | {"track": track(row)})
    found = [
        shelf | {"rows": told_apart(once(shelf["rows"]))} for shelf in shelves.values()
    ]
    return sorted(found, key=by_datasets_alone)


def by_datasets_alone(shelf: Document) -> bool:
    """Whether no study has a figure on a measure; those that a study has come first."""
    releases = [row["finding"].release for row in shelf["rows"]]
    return all(release and release.dataset for release in releases)


def told_apart(rows: list[Document]) -> list[Document]:
    """Say of occupations with nearly one name whose each is: ``whose``, else empty.

    ESCO, ISCO and SOC name the same work, as “software developer” and “Software
    Developers”; the population of the finding says which code it is.
    """
    names = Counter(alike(row["measured"]) for row in rows)
    return [
        row
        | {
            "whose": code_in(row["finding"].population)
            if names[alike(row["measured"])] > 1
            else ""
        }
        for row in rows
    ]


def code_in(population: str) -> str:
    """Return the code that a population ends with, all of its words where it has none.

    >>> code_in("Tasks of software developer (2512.4)")
    'code 2512.4'
    """
    told = re.search(r"\(([0-9][0-9.-]*)\)$", population)
    return f"code {told[1]}" if told else population


def alike(name: str) -> str:
    """Return a name without capitals and plural, to see which are nearly the same."""
    return name.casefold().rstrip("s")


def once(rows: list[Document]) -> list[Document]:
    """Leave out a figure that another of the same source gives more exactly."""
    return [row for row in rows if not any(same(row, other) for other in rows)]


def same(row: Document, other: Document) -> bool:
    """Whether ``other`` is the same figure of one source, with more digits or its n."""
    if row is other or row["value"] is None or other["value"] is None:
        return False
    less, more = Decimal(row["value"]), Decimal(other["value"])
    digits = -int(less.as_tuple().exponent)
    return (
        row["number"] == other["number"]
        and row["measured"] == other["measured"]
        and round(more, digits) == less
        and (
            digits < -int(more.as_tuple().exponent)
            or (less == more and row["n"] is None and other["n"] is not None)
        )
    )


def quarters_of(line: FindingLine) -> dict[str, tuple[str, str]]:
    """Return the ends of the middle half by measure, where both are given."""
    found: dict[str, dict[str, str]] = {}
    for figure in line.figures:
        if figure["quantile"] in QUARTERS and figure["value"] is not None:
            found.setdefault(figure["measure"], {})[figure["quantile"]] = figure[
                "value"
            ]
    return {
        measure: (ends["25"], ends["75"])
        for measure, ends in found.items()
        if len(ends) == len(QUARTERS)
    }


def ends(figure: Document) -> tuple[Decimal, Decimal] | None:
    """Return the two ends of a figure's scale, ``None`` for a scale without ends."""
    if figure["scale_low"] is not None and figure["scale_high"] is not None:
        return Decimal(figure["scale_low"]), Decimal(figure["scale_high"])
    if figure["kind"] == "probability" or "0 to 1" in (figure["unit"] or ""):
        return Decimal(0), Decimal(1)
    if figure["kind"] in {"share", "score"} and figure["unit"] == "percent":
        return Decimal(0), Decimal(100)
    return None


def track(row: Document) -> Track | None:
    """Return a figure on its own scale, with its interval or middle half."""
    both = ends(row)
    if both is None or row["value"] is None:
        return None
    low, high = both
    spans = []
    if row["low"] is not None:
        spans.append((row["low"], row["high"], "interval"))
    if row["middle"]:
        spans.append((*row["middle"], "middle half"))
    return Track(
        number(format(low, "f")),
        number(format(high, "f")),
        f"{row['label']}: {row['text']}.",
        (spot(Decimal(row["value"]), low, high, row["text"]),),
        tuple(
            span(Decimal(first), Decimal(last), low, high, f"{what} {first} to {last}")
            for first, last, what in spans
        ),
    )
