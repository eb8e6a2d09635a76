"""Preparation: job zones, education and experience, and where sources disagree."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from kb.enums import GlanceKind, Kind
from kb.selectors.career.once import stands_once
from kb.selectors.lines import FindingLine

Document = dict[str, Any]
TOPICS = ("job-zone", "education-level", "experience-asked")
ZONE = "onet-job-zone"
EDUCATION = "typical-entry-education"
FEW = 4
SCHOOLING = {
    "doctor": 6,
    "master": 5,
    "bachelor": 4,
    "associate": 3,
    "vocational": 3,
    "high school": 2,
}
"""Words for education, from most to least, with the job zone that asks for as much.

Job Zone Reference of O*NET: zone 2 asks mostly for a high school diploma, zone 3 for
vocational school or an associate's degree, zone 4 for a bachelor's degree, zone 5 for
graduate school; a doctorate is told apart here, beyond zone 5.
"""
LEVELS = {
    1: "less than high school, or high school",
    2: "high school",
    3: "vocational school or an associate's degree",
    4: "a bachelor's degree",
    5: "graduate school",
    6: "a doctorate",
}


def prepared(lines: Iterable[FindingLine], numbers: dict[int, int]) -> list[Document]:
    """Return the findings on what it takes to start, in the order of ``TOPICS``."""
    rows = [
        {
            "finding": line.finding,
            "figures": line.figures,
            "most": most(line.figures),
            "marks": line.marks,
            "subjects": line.subjects,
            "number": numbers[line.finding.source_id],
            "topic": line.finding.topic.key,
        }
        for line in lines
        if line.finding.topic.key in TOPICS
    ]
    return stands_once(sorted(rows, key=lambda row: TOPICS.index(row["topic"])))


def entry(found: list[Document]) -> list[Document]:
    """Return the job zones and the education for entry that findings name, by measure.

    What a page says of itself stands with the facts of that page.
    """
    told = [
        row | {"figure": figure, "measured": figure["subject"] or row["subjects"][0]}
        for measure in (ZONE, EDUCATION)
        for row in found
        for figure in row["figures"]
        if figure["measure"] == measure and row["finding"].kind != Kind.OPINION
    ]
    return [row for row in told if row["figure"]["value"] or row["figure"]["category"]]


def most(figures: list[Document]) -> Document | None:
    """Return the biggest share of a distribution, ``None`` for anything else."""
    shares = [f for f in figures if f["kind"] == "share" and f["value"] is not None]
    if len(figures) <= FEW or len(shares) * 2 < len(figures):
        return None
    return max(shares, key=lambda figure: Decimal(figure["value"]))


def schooling(
    findings: list[Document], facts: list[Document], requirements: list[Document]
) -> list[Document]:
    """Return which levels of schooling are named, least first, and who names each.

    Each has ``level``, a job zone, and ``rows`` with ``says``. Where there is more than
    one, sources differ: the page shows them side by side.
    """
    said = [
        {
            "level": implied(figure),
            "says": f"{figure['label']}: {figure['category'] or figure['value']}",
            "finding": row["finding"],
            "number": row["number"],
        }
        for row in findings
        if row["topic"] != "experience-asked"
        for figure in row["figures"]
    ]
    for shelf in facts:
        if shelf["kind"] == GlanceKind.EDUCATION:
            said += [worded(row["text"], row) for row in shelf["rows"]]
    for shelf in requirements:
        said += [
            worded(f"{row['category']}: {row['text']}", row)
            for row in shelf["rows"]
            if row["category"].lower().startswith("education")
        ]
    known = [one for one in said if one["level"]]
    known.sort(key=lambda one: one["level"])
    return [
        {"level": level, "label": LEVELS[level], "rows": apart(shelf)}
        for level, shelf in groupby(known, key=lambda one: one["level"])
    ]


def apart(rows: Iterable[Document]) -> list[Document]:
    """Return what is said, each once for a source; the first says it."""
    told: dict[tuple[str, int], Document] = {}
    for row in rows:
        told.setdefault((row["says"].casefold(), row["number"]), row)
    return list(told.values())


def implied(row: Document) -> int:
    """Return the level a figure names: a zone itself, else that of its words."""
    if row["measure"] == ZONE and row["value"] is not None:
        return round(float(row["value"]))
    return level_of(row["category"] or "")


def worded(text: str, row: Document) -> Document:
    """Return what a page says in words."""
    return {
        "level": level_of(text),
        "says": text,
        "finding": None,
        "number": row["number"],
    }


def level_of(text: str) -> int:
    """Return the first level that the words name, 0 where they name none.

    >>> level_of("An associate's degree; the same page asks for a bachelor's degree")
    3
    """
    held = text.lower()
    places = [
        (held.index(word), level) for word, level in SCHOOLING.items() if word in held
    ]
    return min(places)[1] if places else 0


def differ(said: list[Document]) -> bool:
    """Whether sources name different levels of schooling."""
    return len(said) > 1
