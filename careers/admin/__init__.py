"""The admin of careers, skills, the edges between them, and tasks."""

from careers.admin.career import CareerAdmin
from careers.admin.edge import (
    CareerAdjacencyAdmin,
    CareerSkillAdmin,
    SkillAdjacencyAdmin,
)
from careers.admin.skill import SkillAdmin
from careers.admin.task import TaskAdmin, WorkTypeAdmin

__all__ = [
    "CareerAdjacencyAdmin",
    "CareerAdmin",
    "CareerSkillAdmin",
    "SkillAdjacencyAdmin",
    "SkillAdmin",
    "TaskAdmin",
    "WorkTypeAdmin",
]
