"""Decisions on statements, and who wrote at which version: read, never written."""

from django.contrib import admin

from kb.admin.house import KbAdmin
from kb.models import StatementEditor, StatementReview


@admin.register(StatementReview)
class StatementReviewAdmin(KbAdmin):
    """Decisions: made on the page of a statement, never changed."""

    may_add = may_change = may_delete = False
    fixed = ()
    fields = ("statement", "decision", "note", "decided_by", "decided_at", "digest")
    readonly_fields = ("decided_by", "decided_at")
    list_display = ("statement", "decision", "decided_by", "decided_at")
    list_filter = ("decision",)
    list_select_related = ("statement", "reviewer")
    search_fields = ("statement__key", "note")
    ordering = ("-decided_at",)

    @admin.display(description="reviewer", ordering="reviewer__username")
    def decided_by(self, row: StatementReview) -> str:
        """Return who decided."""
        return str(row.reviewer)


@admin.register(StatementEditor)
class StatementEditorAdmin(KbAdmin):
    """Who wrote at which version: noted by the services, never changed."""

    may_add = may_change = may_delete = False
    fixed = ()
    fields = ("statement", "who")
    readonly_fields = ("who",)
    list_display = ("statement", "who")
    list_filter = (("person", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("statement", "person")
    search_fields = ("statement__key", "person__username")

    @admin.display(description="person", ordering="person__username")
    def who(self, row: StatementEditor) -> str:
        """Return who wrote at it."""
        return str(row.person)
