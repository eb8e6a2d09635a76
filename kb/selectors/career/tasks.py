"""The tasks of a career, each with its work types and the figures about it."""

from typing import Any

from careers.models import Career
from kb.selectors.career.rows import TASKS, WORKTYPES
from kb.selectors.pair.figure import figure_text
from kb.selectors.pair.rows import Row, rows

SHOWN = 12
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
            "figures": [told(figure) for figure in row["figures"] or ()],
            "labels": row["labels"] or [],
        }
        for row in rows(TASKS, ids)
    ]


def told(row: dict[str, Any]) -> dict[str, Any]:
    """Return a figure about a task with its text."""
    return row | {"text": figure_text(row["figure"]), "label": row["figure"]["label"]}


def work_types() -> list[Row]:
    """Return the four work types with what they mean."""
    return rows(WORKTYPES, {})
