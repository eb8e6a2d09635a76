"""The only way to write careers, skills, edges and tasks."""

from careers.services.identity import (
    adjacency_save,
    career_save,
    pair_save,
    row_delete,
    row_save,
    rows_save,
    skill_save,
    task_save,
)
from careers.services.people import check_editor
from careers.services.refusal import refusals, row_check

__all__ = [
    "adjacency_save",
    "career_save",
    "check_editor",
    "pair_save",
    "refusals",
    "row_check",
    "row_delete",
    "row_save",
    "rows_save",
    "skill_save",
    "task_save",
]
