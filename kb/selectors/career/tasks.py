"""The tasks of a career, each with its work types and the figures about it."""

from typing import Any

from careers.models import Career
from kb.selectors.career.rows import TASKS, WORKTYPES
from kb.selectors.pair.figure import figure_text
from kb.selectors.pair.rows import Row, rows

SHOWN = 12
RATERS = {"human": "people", "gpt4": "GPT-4"}
ALL = 500


def task_rows(career: Career, near: list[Career], limit: int = SHOWN) -> list[Row]:
    """Return at most ``limit`` tasks, the career's own first; ``all`` counts them."""
    ids = {
        "career": career.pk,
        "careers": [one.pk for one in near],
        "limit": limit,
    }
    return [
        row
        | {
            "figures": [worded(figure) for figure in row["figures"] or ()],
            "labels": [judged(label) for label in row["labels"] or ()],
            "weights": row["weights"] or [],
        }
        for row in rows(TASKS, ids)
    ]


def worded(row: dict[str, Any]) -> dict[str, Any]:
    """Return a figure about a task with its text."""
    figure = row["figure"]
    shared = (figure["qualifier"] or "").startswith("shared")
    shown = figure | {"qualifier": None} if shared else figure
    return row | {
        "text": figure_text(shown),
        "label": figure["label"],
        "shared": shared,
    }


def judged(row: dict[str, Any]) -> dict[str, Any]:
    """Return a label of a task with who judged, in words."""
    who = next(iter(row["marks"]), "")
    return row | {"rater": RATERS.get(who, who or "a rater")}


def told(tasks: list[Row]) -> dict[str, bool]:
    """Return whether anybody rated the work type of a task, and judged a task."""
    return {
        "typed": any(row["work_types"] or row["weights"] for row in tasks),
        "judged": any(row["labels"] for row in tasks),
        "shared": any(said["shared"] for row in tasks for said in row["figures"]),
    }


def work_types() -> list[Row]:
    """Return the four work types with what they mean."""
    return rows(WORKTYPES, {})
