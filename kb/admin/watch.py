"""Verdicts on published findings."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from kb.admin.house import EDITOR, KbAdmin, Row, acting, roles
from kb.models import FindingWatch
from kb.services import finding_check_now


@admin.register(FindingWatch)
class FindingWatchAdmin(KbAdmin):
    """Whether each published finding still meets every rule; workers write it."""

    may_add = may_change = may_delete = False
    fixed = ()
    fields = ("finding", "state", "found", "checked_at", "due_at", "taken_by")
    list_display = ("finding", "state", "found", "checked_at", "due_at")
    list_filter = ("state",)
    list_select_related = ("finding",)
    search_fields = ("finding__key", "finding__headline")
    ordering = ("-pk",)
    actions = ("check_now",)

    def has_check_permission(self, request: HttpRequest) -> bool:
        """Let editors have findings verified again."""
        return EDITOR in roles(request)

    @admin.action(description="Verify again now", permissions=["check"])
    def check_now(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Put all of the findings at the head of the line."""
        for watch in queryset:
            finding_check_now(watch=watch, author=acting(request))
        messages.success(request, f"Next to be verified: {len(queryset)}.")
