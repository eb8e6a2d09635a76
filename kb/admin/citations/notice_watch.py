"""What registries say about each source, as workers ask them."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from citations.models import NoticeWatch
from citations.services import notice_watch_now
from kb.admin.screens import EDITOR, HouseAdmin, Row, acting, roles


@admin.register(NoticeWatch)
class NoticeWatchAdmin(HouseAdmin):
    """When registries are asked about each source again; workers write it."""

    may_add = may_change = may_delete = False
    fixed = ()
    fields = (
        *("source", "state", "sentence", "checked_at", "due_at"),
        *("times_silent", "taken_by"),
    )
    list_display = ("source", "state", "sentence", "checked_at", "due_at")
    list_filter = ("state",)
    list_select_related = ("source",)
    search_fields = ("source__key", "source__title")
    ordering = ("-pk",)
    actions = ("ask_now",)

    def has_ask_permission(self, request: HttpRequest) -> bool:
        """Let editors have registries asked again."""
        return EDITOR in roles(request)

    @admin.action(description="Ask again now", permissions=["ask"])
    def ask_now(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Put all of the sources at the head of the line."""
        for watch in queryset:
            notice_watch_now(watch=watch, author=acting(request))
        messages.success(request, f"Next to be asked about: {len(queryset)}.")
