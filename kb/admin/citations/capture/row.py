"""The queue of rows that wait for a person, and the screen of one row."""

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from citations.models import ImportRow
from citations.services.capture import (
    Difference,
    differences,
    import_row_mend,
    import_row_save,
)
from kb.admin.citations.capture.forms import RowForm
from kb.admin.citations.names import line_of
from kb.admin.screens import EDITOR, REFUSED, HouseAdmin, acting, roles, sentences

LIST = "admin:citations_importrow_changelist"
CHANGE = "admin:citations_importrow_change"


@admin.register(ImportRow)
class ImportRowAdmin(HouseAdmin):
    """Rows that wait: mended, decided on or let go, one by one."""

    may_add = may_delete = False
    fixed = ()
    fields = ("decision",)
    list_display = ("__str__", "status", "reason", "batch", "place")
    list_filter = ("status",)
    list_select_related = ("batch",)
    ordering = ("id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRow]:
        """Return the rows that wait for the list, and every row by its own address."""
        rows = ImportRow.objects.select_related("batch", "match", "source")
        match = request.resolver_match
        listing = match is not None and str(match.url_name).endswith("_changelist")
        return rows.waiting() if listing else rows

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a row field by field; save, or read something better in its place."""
        row = self.get_object(request, object_id)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if row is None:
            return HttpResponseRedirect(reverse(LIST))
        form = RowForm(initial=RowForm.shown(row))
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            form = RowForm(request.POST)
            if self.posted(request, row, form):
                messages.success(request, "Saved. Sources are written on applying.")
                return HttpResponseRedirect(reverse(CHANGE, args=[row.pk]))
            row.refresh_from_db()
        context = {
            **self.admin_site.each_context(request),
            "title": f"{row.place.capitalize()} of import {row.batch}",
            "opts": self.opts,
            "row": row,
            "form": form,
            "may_write": EDITOR in roles(request),
            "written": row.source_id is not None,
            "compared": [_shown(d) for d in compared(row)],
            "extra": json.dumps(row.extra, ensure_ascii=False, indent=2),
            "mending": request.POST.get("mended", ""),
        }
        return TemplateResponse(
            request, "admin/citations/importrow/change.html", context
        )

    def posted(self, request: HttpRequest, row: ImportRow, form: RowForm) -> bool:
        """Mend or save the row; tell whether it was done, and say why if not."""
        mended = request.POST.get("mended", "")
        if "mend" not in request.POST and not form.is_valid():
            return False
        try:
            if "mend" in request.POST:
                import_row_mend(row=row, given=mended, author=acting(request))
            else:
                self.save(request, row, form)
        except REFUSED as error:
            for sentence in sentences(error):
                messages.error(request, sentence)
            return False
        return True

    def save(self, request: HttpRequest, row: ImportRow, form: RowForm) -> None:
        """Save what was typed, and which fields a merge shall write."""
        if row.match and "compared" in request.POST:
            wanted = set(request.POST.getlist("write"))
            row.choices = {
                d.field: ("new" if d.field in wanted else "old")
                for d in compared(row)
                if d.fate != "same" and d.writes != (d.field in wanted)
            } | {
                name: choice
                for name, choice in row.choices.items()
                if (name in wanted) == (choice == "new")
            }
        if not form.cleaned_data["decision"]:
            raise ValidationError("Choose what shall happen with this row.")
        form.put(row)
        import_row_save(row=row, author=acting(request))


def compared(row: ImportRow) -> list[Difference]:
    """Return a row against the source that it matches, field by field."""
    return differences(row.match, row) if row.match and not row.source_id else []


def _shown(found: Difference) -> dict[str, Any]:
    """Return a difference as the page shows it."""
    return {
        "field": found.field,
        "label": found.label,
        "old": _words(found.old),
        "new": _words(found.new),
        "fate": found.fate,
        "writes": found.writes,
    }


def _words(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, list):
        names = [line_of(n) if isinstance(n, dict) else str(n) for n in value]
        return "; ".join(names)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, indent=1) if value else ""
    return "" if value is None else str(value)
