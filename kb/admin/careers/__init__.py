"""The screens of careers, skills, the edges between them, and tasks."""

from kb.admin.careers.career import CareerAdmin
from kb.admin.careers.skill import SkillAdmin
from kb.admin.careers.task import TaskAdmin, WorkTypeAdmin

__all__ = ["CareerAdmin", "SkillAdmin", "TaskAdmin", "WorkTypeAdmin"]
