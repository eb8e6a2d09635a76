"""Notices about sources: looked at first, then added, never changed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from citations.enums import NoticeKind
from citations.models import SourceNotice
from citations.services import notice_save
from kb.admin.screens import (
    EDITOR,
    NOT_REPEATED,
    HouseAdmin,
    PartInline,
    Row,
    acting,
    roles,
)
from kb.services import Reach, notice_confirm, notice_weigh

SEEN = "seen"
HELP = {
    "source": "The version that the notice is about.",
    "kind": "A retraction or withdrawal suspends what rests on the source alone, in "
    "the same moment; a reinstatement gives it back.",
    "url": "Where the notice stands.",
    "revokes": "For an “error” only: the notice recorded here by mistake. Standing "
    "passes over both.",
}


class Looked(Exception):  # noqa: N818 - it interrupts saving, and is no error
    """What would happen was looked at; nothing is saved until it is confirmed."""

    def __init__(self, found: Reach, notice: SourceNotice, told: list[str]) -> None:
        super().__init__()
        self.found = found
        self.notice = notice
        self.told = told


class SourceNoticeInline(PartInline):
    """Notices about a source, on its page; they are added on a screen of their own."""

    model = SourceNotice
    fk_name = "source"
    joined = ("source",)
    may_add = may_change = may_delete = False
    verbose_name_plural = "notices (added, never changed)"
    fields = (("kind", "issued_on", "precision"), ("doi", "url"), "reason", "origin")
    help_texts = HELP
    classes = ("collapse",)


@admin.register(SourceNotice)
class SourceNoticeAdmin(HouseAdmin):
    """Notices."""

    change_form_template = "admin/kb/notice/change_form.html"
    may_change = may_delete = False
    fixed = ()
    fields = (
        *("source", ("kind", "issued_on", "precision"), ("doi", "url"), "reason"),
        "revokes",
    )
    list_display = (
        *("source", "kind", "issued_on", "counts", "origin", "recorded_by"),
        "recorded_at",
    )
    list_filter = ("kind", "origin", "issued_on")
    list_select_related = ("source", "recorded_by")
    search_fields = ("source__key", "source__title", "doi", "reason")
    autocomplete_fields = ("source", "revokes")
    date_hierarchy = "issued_on"
    help_texts = HELP

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceNotice]:
        """Return notices, each with whether it counts."""
        rows = SourceNotice.objects.with_force()
        return rows.order_by(*self.get_ordering(request))

    @admin.display(description="counts")
    def counts(self, row: SourceNotice) -> str:
        """Return whether a notice counts, or was struck out."""
        return "yes" if getattr(row, "holds", True) else "struck out"

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Record the notice if what it does was looked at; else show that first."""
        author, seen = acting(request), request.POST.get(SEEN, "")
        about = {"source": row.source, "recorded_by": author}
        told: list[str] = []
        if seen:
            try:
                notice_confirm(record=lambda: _save(row, request), seen=seen, **about)
            except ValidationError as error:
                if getattr(error, "code", "") != "stale":
                    raise
                told = error.messages
            else:
                return
        found = notice_weigh(record=lambda: _save(row, request), **about)
        raise Looked(found, row, told)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form, or what the notice would do, or record it."""
        context = dict(extra_context or {})
        if object_id and EDITOR in roles(request):
            context["strike"] = self.strike_address(object_id)
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except Looked as looked:
            return self.look_page(request, looked)

    def strike_address(self, object_id: str) -> str:
        """Return the form that strikes a notice out, "" if something has done so."""
        known = object_id.isdecimal() and len(object_id) < 19
        rows = SourceNotice.objects.filter(struck_by=None)
        row = rows.filter(pk=object_id).first() if known else None
        if row is None:
            return ""
        given = {
            "source": row.source_id,
            "kind": NoticeKind.ERROR.value,
            "issued_on": timezone.now().date(),
            "revokes": row.pk,
        }
        return f"{reverse('admin:citations_sourcenotice_add')}?{urlencode(given)}"

    def look_page(self, request: HttpRequest, looked: Looked) -> HttpResponse:
        """Show what the notice would do, with everything that was typed."""
        typed = [
            (name, value)
            for name, value in request.POST.items()
            if name not in NOT_REPEATED and name != SEEN
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "What this notice would do",
            "opts": self.opts,
            "reach": looked.found,
            "notices": [looked.notice],
            "told": looked.told,
            "typed": [*typed, (SEEN, looked.found.digest)],
            "back": f"{request.path}?{urlencode(typed)}",
        }
        return TemplateResponse(request, "admin/kb/notice/look.html", context)


def _save(row: SourceNotice, request: HttpRequest) -> None:
    """Record the row as a new one, also after it was tried."""
    row.pk, row._state.adding = None, True
    notice_save(notice=row, recorded_by=acting(request))
