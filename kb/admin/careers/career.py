"""Careers, with their other names and codes."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from careers.models import Career, CareerAlias, CareerCode, CareerSkill, Task
from kb.admin.careers.named import AliasInline, CodeInline, NamedAdmin, UseFilter
from kb.admin.house import counted
from kb.admin.merging import Mergeable


class CareerAliasInline(AliasInline):
    """Other names of a career."""

    model = CareerAlias


class CareerCodeInline(CodeInline):
    """Codes of a career in taxonomies of occupations."""

    model = CareerCode


@admin.register(Career)
class CareerAdmin(NamedAdmin):
    """Careers."""

    list_display = ("name", "key", "skills_listed", "tasks_listed", "use")
    list_filter = (UseFilter, "codes__scheme")
    inlines = (CareerAliasInline, CareerCodeInline)
    fieldsets = (
        (None, {"fields": ("name", "key", "definition", "note")}),
        (
            "Out of use",
            {
                "fields": (*Mergeable.merged, "withdrawn_reason"),
                "classes": ["collapse"],
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Career]:
        """Return careers with their counts."""
        rows: QuerySet[Career] = super().get_queryset(request)
        return rows.annotate(
            skill_count=counted(CareerSkill, "career"),
            task_count=counted(Task, "career"),
        )

    @admin.display(description="skills", ordering="skill_count")
    def skills_listed(self, row: Career) -> int:
        """Return how many skills are listed in the career."""
        return int(getattr(row, "skill_count", 0))

    @admin.display(description="tasks", ordering="task_count")
    def tasks_listed(self, row: Career) -> int:
        """Return how many tasks the career has."""
        return int(getattr(row, "task_count", 0))
