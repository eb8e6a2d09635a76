"""The history page of a row, of one that is gone, and the way back to a version."""

from typing import Any, TypeAlias

import pghistory
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from kb.admin.refusal import REFUSED, sentences
from kb.admin.roles import EDITOR, Row, acting, roles
from kb.selectors.history import (
    Event,
    Version,
    deleted_rows,
    ghost_of,
    steps_of,
    tables_of,
    version_after,
    version_changes,
    version_token,
)
from kb.services import StaleEditError, unchanged, version_restore

RowAdmin: TypeAlias = "admin.ModelAdmin[Any]"

DELETED = "deleted"
"""In place of a row's number: all that are gone."""


def history_page(screen: Row, request: HttpRequest, object_id: str) -> HttpResponse:
    """Answer with the history of a row, stored or gone, or with a list of the gone.

    With ``version`` in the query, with what bringing that version back would change;
    when posted, bring it back.
    """
    if not screen.has_view_or_change_permission(request):
        raise PermissionDenied
    if object_id == DELETED:
        return _deleted_page(screen, request)
    row = screen.get_object(request, unquote(object_id))
    ghost = None if row is not None else ghost_of(screen.model, object_id)
    if row is None and ghost is None:
        return HttpResponseRedirect(_address(screen, "changelist"))
    pk: int = row.pk if row is not None else ghost.pk  # type: ignore[union-attr]
    event = _event(screen.model, pk, request.GET.get("version", ""))
    if event is not None:
        return _version_page(screen, request, row, pk, event)
    page = _number(request.GET.get("p", ""))
    context = _frame(screen, request) | {
        "title": "History",
        "object": row,
        "ghost": ghost,
        "name": str(row) if row is not None else f"{ghost.name}, deleted",  # type: ignore[union-attr]
        "pk": pk,
        "history": steps_of(screen.model, pk, page),
        "older": page + 1,
        "newer": page - 1,
        "may_restore": _may_restore(screen, request),
        "compare": _compare(screen, row),
    }
    return TemplateResponse(request, "admin/object_history.html", context)


def _compare(screen: Row, row: Row) -> str:
    """Return where versions of a row are held side by side; empty if it has none."""
    if row is None or not hasattr(screen, "compare_view"):
        return ""
    return _address(screen, "compare", row.pk)


def _deleted_page(screen: Row, request: HttpRequest) -> HttpResponse:
    page = _number(request.GET.get("p", ""))
    rows, more = deleted_rows(screen.model, page)
    context = _frame(screen, request) | {
        "title": f"Deleted {screen.opts.verbose_name_plural}",
        "rows": rows,
        "more": more,
        "older": page + 1,
        "newer": page - 1,
    }
    return TemplateResponse(request, "admin/deleted.html", context)


def _version_page(
    screen: Row, request: HttpRequest, row: Row, pk: int, event: Event
) -> HttpResponse:
    """Show what a version would change, and bring it back when posted."""
    if not _may_restore(screen, request):
        raise PermissionDenied
    version = version_after(screen.model, pk, event)
    refused: list[str] = []
    why = request.POST.get("why", "").strip()
    if request.method == "POST":
        try:
            return _restore(screen, request, row, pk, version)
        except StaleEditError:
            refused = ["Somebody saved it meanwhile: look again at what would change."]
        except REFUSED as error:
            refused = sentences(error)
    seen = version_token(screen.model, pk)
    context = _frame(screen, request) | {
        "title": "Bring back a version",
        "object": row,
        "name": str(row or version.row or pk),
        "pk": pk,
        "when": event.pgh_created_at,
        "gone": version.row is None,
        "seen": seen,
        "changes": version_changes(screen.model, pk, seen, version),
        "refused": refused,
        "why": why,
    }
    return TemplateResponse(request, "admin/version.html", context)


def _restore(
    screen: Row, request: HttpRequest, row: Row, pk: int, version: Version
) -> HttpResponse:
    """Bring a version back, say why in the history, and lead to the row."""
    why = request.POST.get("why", "").strip() or "An earlier version was brought back."
    author = acting(request)
    with pghistory.context(reason=why):
        if row is None:
            new = version_restore(
                model=screen.model, pk=pk, version=version, author=author
            )
        else:
            with unchanged(row=row, seen=request.POST.get("_seen", "")):
                new = version_restore(
                    model=screen.model, pk=pk, version=version, author=author
                )
        screen.log_change(request, new, f"An earlier version was brought back. {why}")
    messages.success(request, f"The content of the earlier version is back: {new}.")
    return HttpResponseRedirect(_address(screen, "change", new.pk))


def _event(model: type[Model], pk: int, name: str) -> Event | None:
    """Return the event that an address names, if it is one of this row."""
    label, _, number = name.partition(":")
    if not number.isdecimal() or len(number) > 18:
        return None
    for table in tables_of(model, pk):
        if table.label == label:
            return table.events.filter(pgh_id=number).first()
    return None


def _may_restore(screen: Row, request: HttpRequest) -> bool:
    return bool(screen.may_change and EDITOR in roles(request))


def _frame(screen: Row, request: HttpRequest) -> dict[str, Any]:
    return {
        **screen.admin_site.each_context(request),
        "opts": screen.opts,
        "module_name": str(screen.opts.verbose_name_plural).capitalize(),
    }


def _address(screen: Row, name: str, *args: object) -> str:
    opts = screen.opts
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=args)


def _number(text: str) -> int:
    """Return the number of a page; the first for whatever is none."""
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1
