"""The page that holds two versions of one finding or statement side by side."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from kb.admin.house import KbAdmin, Row
from kb.selectors.difference import between


def compare_page(screen: KbAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """Show what a version changes against the one that ``with`` names by its number.

    Without it, against the version before, or after the first. The older one is always
    the base. A person sees only versions that their list holds.
    """
    if not screen.has_view_permission(request):
        raise PermissionDenied
    rows: Row = screen.get_queryset(request)
    row = rows.filter(pk=number).first()
    name = f"admin:{screen.opts.app_label}_{screen.opts.model_name}"
    if row is None:
        return HttpResponseRedirect(reverse(f"{name}_changelist"))
    versions = list(rows.filter(key=row.key).order_by("-version"))
    other = _other(versions, row, request.GET.get("with", ""))
    old, new = sorted((row, other or row), key=lambda one: one.version)
    context = {
        **screen.admin_site.each_context(request),
        "title": "Compare versions",
        "opts": screen.opts,
        "row": row,
        "other": other,
        "versions": [one for one in versions if one.pk != row.pk],
        "newer": new,
        "change": between(old, new) if other else None,
    }
    return TemplateResponse(request, "admin/kb/compare.html", context)


def _other(versions: list[Row], row: Row, wanted: str) -> Row:
    """Return the version to compare with; None if there is only one."""
    others = [one for one in versions if one.pk != row.pk]
    chosen = [one for one in others if str(one.version) == wanted]
    before = [one for one in others if one.version < row.version]
    return next(iter([*chosen, *before, *reversed(others)]), None)
