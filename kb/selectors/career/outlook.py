"""The outlook: what is projected, until when, and where findings disagree."""

from collections.abc import Iterable
from typing import Any

from kb.selectors.career.once import stands_once
from kb.selectors.career.rows import CONFLICTS
from kb.selectors.lines import FindingLine
from kb.selectors.pair.rows import rows

Document = dict[str, Any]
FACET = "outlook"
PROJECTED = "projected-employment-change"


def outlook(lines: Iterable[FindingLine], numbers: dict[int, int]) -> list[Document]:
    """Return the findings on the outlook, each with figures and how far it reaches.

    ``horizon`` is the last year its figures or its own period speak of.
    """
    return stands_once(
        [
            {
                "finding": line.finding,
                "figures": line.figures,
                "marks": line.marks,
                "subjects": line.subjects,
                "number": numbers[line.finding.source_id],
                "horizon": horizon(line),
            }
            for line in lines
            if line.finding.topic.facet and line.finding.topic.facet.key == FACET
        ]
    )


def projected(found: list[Document]) -> list[Document]:
    """Return the projected changes of employment, the same one once."""
    told: dict[tuple[str, str], Document] = {}
    for row in found:
        for figure in row["figures"]:
            if figure["measure"] == PROJECTED and figure["value"] is not None:
                measured = figure["subject"] or row["subjects"][0]
                one = {"figure": figure, "measured": measured}
                told.setdefault((figure["value"], measured), row | one)
    return list(told.values())


def horizon(line: FindingLine) -> str:
    """Return the last year that a finding speaks of, empty where it names none."""
    ends = [line.finding.period_end, *(f["period"]["end"] for f in line.figures)]
    return max((end[:4] for end in ends if end), default="")


def conflicts(lines: list[FindingLine], numbers: dict[int, int]) -> list[Document]:
    """Return the findings of the page that say different things, two by two."""
    held = {line.finding.key: line for line in lines}
    ids = [line.finding.pk for line in lines]
    return [
        {"note": row["note"], "sides": [held[row["one"]], held[row["other"]]]}
        | {"numbers": [numbers[row["one_source"]], numbers[row["other_source"]]]}
        for row in rows(CONFLICTS, {"findings": ids})
    ]
