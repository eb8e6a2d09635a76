"""What is known of a career in one place."""

from collections.abc import Iterable, Mapping
from typing import Any

from kb.selectors.lines import FindingLine

Document = dict[str, Any]
LONGEST = 80


def places(lines: Iterable[FindingLine]) -> list[str]:
    """Return the places that figures of the page are about, as they are written."""
    return sorted({f["area"] for line in lines for f in line.figures if f["area"]})


def at_place(
    lines: Iterable[FindingLine],
    numbers: dict[int, int],
    asked: str,
    names: Mapping[str, str],
) -> Document | None:
    """Return the figures of the place that was ``asked`` for, ``None`` if for none.

    A place is found by its code or by its name in ``names``; ``figures`` is empty where
    there is no figure for it, which is not the same as a figure of nothing.
    """
    wanted = " ".join(asked.split())[:LONGEST]
    if not wanted:
        return None
    folded = wanted.casefold()
    return {
        "asked": wanted,
        "figures": [
            figure
            | {"finding": line.finding, "number": numbers[line.finding.source_id]}
            for line in lines
            for figure in line.figures
            if figure["area"]
            and folded
            in {
                figure["area"].casefold(),
                names.get(figure["area"], "").casefold(),
            }
        ],
    }
