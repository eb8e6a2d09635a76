"""What is known of a career in one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.formats.places import NAMES, code_of, folded, like, state_of
from kb.selectors.lines import FindingLine

Document = dict[str, Any]
LONGEST = 80


@dataclass(frozen=True)
class Place:
    """A place that was asked for, and the figures for it.

    ``name`` is empty where no place of that name is known here; ``near`` then holds
    names that are written nearly so. ``state`` is a state of the US of that name,
    ``within`` whether there are figures for the US then.
    """

    asked: str
    name: str
    figures: list[Document]
    state: str
    within: bool
    near: list[str]


def places(lines: Iterable[FindingLine]) -> list[str]:
    """Return the places that figures of the page are about, as they are written."""
    return sorted({f["area"] for line in lines for f in line.figures if f["area"]})


def at_place(
    lines: Iterable[FindingLine], numbers: dict[int, int], asked: str
) -> Place | None:
    """Return the figures of the place that was ``asked`` for, ``None`` if for none.

    A place is found by its code or by a name of it, whatever its case, accents and
    dots. No figure for it is not the same as a figure of nothing.
    """
    wanted = " ".join(asked.split())[:LONGEST]
    if not wanted:
        return None
    found = list(lines)
    here = places(found)
    written = {folded(area): area for area in here}
    code = code_of(wanted)
    area = code if code in here else written.get(folded(wanted), code)
    state = state_of(wanted)
    name = NAMES.get(area, area)
    return Place(
        asked=wanted,
        name=name,
        figures=sorted(
            (
                figure
                | {
                    "finding": line.finding,
                    "number": numbers[line.finding.source_id],
                    "measured": figure["subject"] or line.subjects[0],
                }
                for line in found
                for figure in line.figures
                if area and figure["area"] == area
            ),
            key=newest_first,
        ),
        state=state,
        within=bool(state) and "US" in here,
        near=[] if name or state else like(wanted),
    )


def newest_first(figure: Document) -> int:
    """Return the key that sorts figures by their year, those without one last."""
    return -int(figure["year"] or (figure["period"]["end"] or "0")[:4])
