"""Tables of careers, skills, the edges between them, and tasks."""

from careers.models.adjacency import CareerAdjacency, SkillAdjacency
from careers.models.career import Career, CareerAlias, CareerCode
from careers.models.pair import CareerSkill
from careers.models.skill import Skill, SkillAlias, SkillCode
from careers.models.task import Task, WorkType

__all__ = [
    "Career",
    "CareerAdjacency",
    "CareerAlias",
    "CareerCode",
    "CareerSkill",
    "Skill",
    "SkillAdjacency",
    "SkillAlias",
    "SkillCode",
    "Task",
    "WorkType",
]
