"""Notices about sources: added, never changed."""

from django.contrib import admin
from django.http import HttpRequest

from citations.models import SourceNotice
from citations.services import notice_save
from kb.admin.screens import HouseAdmin, PartInline, Row, acting

HELP = {
    "source": "The version that the notice is about.",
    "kind": "A retraction or withdrawal suspends what rests on the source alone, in "
    "the same moment; a reinstatement gives it back.",
    "url": "Where the notice stands.",
}


class SourceNoticeInline(PartInline):
    """Notices about a source, on its page."""

    model = SourceNotice
    joined = ("source",)
    may_change = may_delete = False
    verbose_name_plural = "notices (added, never changed)"
    fields = (("kind", "issued_on"), ("doi", "url"), "reason")
    help_texts = HELP
    classes = ("collapse",)


@admin.register(SourceNotice)
class SourceNoticeAdmin(HouseAdmin):
    """Notices."""

    may_change = may_delete = False
    fixed = ()
    fields = ("source", ("kind", "issued_on"), ("doi", "url"), "reason")
    list_display = ("source", "kind", "issued_on", "recorded_by", "recorded_at")
    list_filter = ("kind", "issued_on")
    list_select_related = ("source", "recorded_by")
    search_fields = ("source__key", "source__title", "doi", "reason")
    autocomplete_fields = ("source",)
    date_hierarchy = "issued_on"
    help_texts = HELP

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Record the notice, with all that follows from it."""
        notice_save(notice=row, recorded_by=acting(request))
