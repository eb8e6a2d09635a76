"""What the screens of careers and skills share: key, name, meaning, codes, use."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from kb.admin.house import EVERYBODY, KbAdmin, KbInline, Row
from kb.admin.merging import Mergeable

ALIAS_HELP = {"name": "Readers who look for this name find the row."}
CODE_HELP = {
    "scheme": "The taxonomy, in the edition whose code this is.",
    "title": "What the taxonomy calls it.",
    "uri": "The code's own address, where the taxonomy gives one.",
    "match": "How the code meets the row: exact carries evidence over, close marks it.",
}


class AliasInline(KbInline):
    """Other names."""

    verbose_name = "other name"
    verbose_name_plural = "other names"
    help_texts = ALIAS_HELP
    fields = (("name", "language"),)


class CodeInline(KbInline):
    """Codes in public taxonomies."""

    verbose_name = "code"
    verbose_name_plural = "codes in public taxonomies"
    help_texts = CODE_HELP
    fields = (("scheme", "release", "match"), ("code", "title"), "uri", "evidence")


class UseFilter(admin.SimpleListFilter):
    """In use, merged or withdrawn."""

    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Row) -> list[tuple[str, str]]:
        """Return the choices."""
        return [
            ("current", "in use"),
            ("merged", "merged into another"),
            ("withdrawn", "withdrawn"),
        ]

    def queryset(self, request: HttpRequest, queryset: Row) -> Row:
        """Return the rows of the choice."""
        match self.value():
            case "current":
                return queryset.current()
            case "merged":
                return queryset.filter(merged_into__isnull=False)
            case "withdrawn":
                return queryset.exclude(withdrawn_reason="")
        return queryset


class NamedAdmin(Mergeable, KbAdmin):
    """Careers or skills: their key lasts for ever, so they are never deleted."""

    readers = EVERYBODY
    may_delete = False
    prepopulated_fields: ClassVar[dict[str, Any]] = {"key": ("name",)}
    search_fields = ("key", "name", "aliases__name")
    ordering = ("name",)

    @admin.display(description="use")
    def use(self, row: Row) -> str:
        """Return whether readers meet the row under its own key."""
        if row.merged_into_id:
            return "merged"
        return "withdrawn" if row.withdrawn_reason else "in use"
