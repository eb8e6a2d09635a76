"""What was typed, as readers would see it, before it is stored."""

import re

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from kb.admin.house import KbAdmin
from kb.rules.registry import RULES
from kb.selectors.statement import statement_preview

CITED = re.compile(r"findings-(\d+)-finding")
LONGEST = 10_000


def typed_preview(admin: KbAdmin, request: HttpRequest) -> HttpResponse:
    """Return the preview of a form that was filled in and sent here.

    A page of its own; the part alone where a script asks for it (``part``).
    """
    if not admin.has_view_permission(request):
        raise PermissionDenied
    text = request.POST.get("text", "")[:LONGEST].replace("\0", "")
    preview = statement_preview(text=text, cited=cited_in(request))
    context = {
        **admin.admin_site.each_context(request),
        "title": "Preview",
        "opts": admin.opts,
        "preview": preview,
        "broken": [(RULES[rule], found) for rule, found in preview.broken],
    }
    name = "preview" if "part" in request.POST else "previewed"
    return TemplateResponse(request, f"admin/kb/statement/{name}.html", context)


def cited_in(request: HttpRequest) -> list[int]:
    """Return the numbers of the findings that are chosen in the form."""
    chosen = []
    for name, value in request.POST.items():
        place = CITED.fullmatch(name)
        deleted = place and f"findings-{place[1]}-DELETE" in request.POST
        if place and not deleted and str(value).isdecimal() and len(str(value)) < 19:
            chosen.append(int(str(value)))
    return chosen
