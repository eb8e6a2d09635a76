"""Skills, with their other names and codes."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from careers.models import CareerSkill, Skill, SkillAlias, SkillCode
from kb.admin.careers.named import AliasInline, CodeInline, NamedAdmin, UseFilter
from kb.admin.house import counted
from kb.admin.merging import Mergeable


class SkillAliasInline(AliasInline):
    """Other names of a skill."""

    model = SkillAlias


class SkillCodeInline(CodeInline):
    """Codes of a skill in taxonomies of skills and technologies."""

    model = SkillCode


@admin.register(Skill)
class SkillAdmin(NamedAdmin):
    """Skills."""

    list_display = ("name", "key", "kind", "careers_listed", "use")
    list_filter = ("kind", UseFilter, "codes__scheme")
    inlines = (SkillAliasInline, SkillCodeInline)
    help_texts = {"kind": "What sort of thing it is; lists are grouped by it."}
    fieldsets = (
        (None, {"fields": ("name", "key", "kind", "definition", "note")}),
        (
            "Out of use",
            {
                "fields": (*Mergeable.merged, "withdrawn_reason"),
                "classes": ["collapse"],
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        """Return skills with their counts."""
        rows: QuerySet[Skill] = super().get_queryset(request)
        return rows.annotate(career_count=counted(CareerSkill, "skill"))

    @admin.display(description="careers", ordering="career_count")
    def careers_listed(self, row: Skill) -> int:
        """Return in how many careers the skill is listed."""
        return int(getattr(row, "career_count", 0))
