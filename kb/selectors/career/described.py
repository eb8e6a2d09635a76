"""What describes a career: duties, demands, facts, levels, questions, outlines."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from careers.models import Career
from kb.enums import GlanceKind, OutlineKind, RequirementLevel
from kb.selectors.career.rows import DESCRIBED
from kb.selectors.pair.figure import number
from kb.selectors.pair.rows import Row, rows

Document = dict[str, Any]
MARKET = {GlanceKind.SUPPLY, GlanceKind.OPENINGS, GlanceKind.DIFFICULTY}
HALF_OPEN = "SVP points"
"""The unit of ranges whose upper end does not belong to them."""
FIRST = (
    *(OutlineKind.OVERVIEW, OutlineKind.ROLE_AREAS, OutlineKind.COMPETENCIES),
    *(OutlineKind.WORKFLOW, OutlineKind.DEPTH, OutlineKind.BREADTH),
    *(OutlineKind.PURPOSES, OutlineKind.OBJECTIVES, OutlineKind.QUESTIONS),
    *(OutlineKind.AI_GOOD_AT, OutlineKind.AI_STRUGGLES, OutlineKind.VALUABLE),
    *(OutlineKind.IDENTITY, OutlineKind.PORTABILITY, OutlineKind.STAGES),
    *(OutlineKind.PAIRINGS, OutlineKind.ASSESSMENT, OutlineKind.OPEN_QUESTIONS),
    OutlineKind.LINKS,
)
"""Outlines in the order of the page; letter and learning have sections of their own."""


def described_rows(career: Career) -> list[Row]:
    """Return every row that describes ``career``, in one statement.

    Each has ``of``, ``item``, and its place: ``source_id``, ``source`` and ``locator``.
    """
    return rows(DESCRIBED, {"career": career.pk})


def items(found: Iterable[Row], of: str) -> list[Document]:
    """Return the rows of one kind, each with the place it follows."""
    return [
        row["item"]
        | {"source": row["source"], "number": row["number"], "locator": row["locator"]}
        for row in found
        if row["of"] == of
    ]


def by_source(found: list[Document]) -> list[Document]:
    """Return rows under the source they follow; they come in the order of sources."""
    return [
        {"number": number, "source": source, "rows": list(shelf)}
        for (source, number), shelf in groupby(
            found, key=lambda row: (row["source"], row["number"])
        )
    ]


def facts(found: list[Row]) -> list[Document]:
    """Return the facts at a glance by kind, so that two sources stand side by side."""
    order = {kind: place for place, kind in enumerate(GlanceKind.values)}
    rows = sorted(items(found, "glance"), key=lambda row: order[row["kind"]])
    return [
        {
            "kind": kind,
            "label": opening(str(GlanceKind(kind).label)),
            "rows": [fact | {"figure": range_text(fact)} for fact in shelf],
        }
        for kind, shelf in groupby(rows, key=lambda row: row["kind"])
    ]


def opening(label: str) -> str:
    """Return a label with a capital first; other capitals, as in AI, stay."""
    return label[:1].upper() + label[1:]


def range_text(fact: Document) -> str:
    """Return a number or range at a glance: ``2 to 6 years``, ``6.0 to < 7.0 …``."""
    low, high, unit = fact["low"], fact["high"], fact["unit"]
    if low is None and high is None:
        return ""
    if unit == HALF_OPEN:
        return f"{Decimal(low):.1f} to < {Decimal(high):.1f} {unit}"
    ends = [number(end) for end in dict.fromkeys((low, high)) if end is not None]
    if unit == "zone":
        return f"zone {ends[0]}"
    return f"{' to '.join(ends)} {unit}"


def demands(found: list[Row]) -> list[Document]:
    """Return requirements by level, and in a level by category."""
    order = {level: place for place, level in enumerate(RequirementLevel.values)}
    rows = sorted(items(found, "requirement"), key=lambda row: order[row["level"]])
    return [
        {
            "level": level,
            "label": opening(str(RequirementLevel(level).label)),
            "rows": list(shelf),
        }
        for level, shelf in groupby(rows, key=lambda row: row["level"])
    ]


def ladder(found: list[Row]) -> list[Document]:
    """Return the levels from the first up, each with its years in words."""
    return [row | {"years": years(row)} for row in items(found, "level")]


def years(level: Document) -> str:
    """Return how long it takes to a level: ``3 to 5 years from mid-level``."""
    ends = [end for end in (level["years_low"], level["years_high"]) if end is not None]
    if not ends:
        return ""
    since = f", from {level['years_from']}" if level["years_from"] else ""
    return f"{' to '.join(dict.fromkeys(ends))} years{since}"


def outlines(found: list[Row], kinds: Iterable[str]) -> list[Document]:
    """Return the outlines of these kinds in their order, with items by group."""
    order = {kind: place for place, kind in enumerate(kinds)}
    chosen = [row for row in items(found, "outline") if row["kind"] in order]
    return [
        row
        | {
            "label": opening(str(OutlineKind(row["kind"]).label)),
            "groups": [
                group(name, list(shelf), row["kind"])
                for name, shelf in groupby(
                    row["items"] or (), key=lambda item: item["group"]
                )
            ],
        }
        for row in sorted(chosen, key=lambda row: order[row["kind"]])
    ]


def of_the_whole(found: list[Document]) -> list[Document]:
    """Leave out outlines about one skill, but for what that skill is good for.

    They stand on the page of the pair.
    """
    return [
        row for row in found if not row["skill"] or row["kind"] == OutlineKind.PURPOSES
    ]


def group(name: str, lines: list[Document], kind: str) -> Document:
    """Return the lines of a group; ``short`` if they are names without a detail.

    Who acts is told apart in a workflow only: elsewhere it is the same in every line.
    """
    actors = kind == OutlineKind.WORKFLOW
    short = not (actors or any(line["detail"] for line in lines))
    return {"name": name, "lines": lines, "short": short, "actors": actors}


def asked(found: list[Row]) -> list[Document]:
    """Return the questions about the whole career; those on a skill have its page."""
    return [row for row in items(found, "question") if not row["skill"]]
