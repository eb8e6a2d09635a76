"""The page that compares two imported editions of a dataset."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from kb.admin.screens import roles
from kb.selectors.editions import (
    EditionDiff,
    NoEditionError,
    edition_diff,
    editions_of,
    pairs_of,
)
from kb.selectors.queues.queue import EDITOR, REVIEWER


def editions_view(request: HttpRequest) -> HttpResponse:
    """Show which editions are here, and what changed between two of them."""
    if not {EDITOR, REVIEWER} & set(roles(request)):
        raise PermissionDenied
    asked = [request.GET.get(name, "") for name in ("dataset", "old", "new")]
    diff: EditionDiff | None = None
    lacking = ""
    if all(asked):
        try:
            diff = edition_diff(*asked)
        except NoEditionError as error:
            lacking = str(error)
    here = editions_of()
    context = {
        **admin.site.each_context(request),
        "title": "Editions of datasets",
        "editions": here,
        "pairs": pairs_of(here),
        "asked": asked,
        "diff": diff,
        "lacking": lacking,
    }
    return TemplateResponse(request, "admin/kb/editions.html", context)
