"""The page of a career, and the table of its skills."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.models import Career
from kb.selectors.address import career_at
from kb.selectors.career import career_page
from kb.selectors.coverage import CoverageTable, coverage_table
from kb.views.answers import instead


@require_safe
def career(request: HttpRequest, career: str) -> HttpResponseBase:
    """Show a career with its codes, skills and findings."""
    found = career_at(career)
    if not isinstance(found, Career):
        return instead(request, found, "kb:career", career="")
    return render(request, "kb/career.html", {"page": career_page(found)})


@require_safe
def career_skills(request: HttpRequest, career: str) -> HttpResponseBase:
    """Show which question is answered for which skill of a career."""
    found = career_at(career)
    if not isinstance(found, Career):
        return instead(request, found, "kb:career-skills", career="")
    table = coverage_table(found, request.GET.get("sort", ""))
    context = {"table": table, "columns": columns(table)}
    return render(request, "kb/career_skills.html", context)


def columns(table: CoverageTable) -> list[dict[str, str]]:
    """Return the headings: what each sorts by, and which way."""
    return [
        {"sort": "name", "label": "Skill", "order": "ascending"},
        {"sort": "role", "label": "Role", "order": "ascending"},
        {"sort": "basis", "label": "Basis", "order": "ascending"},
        {"sort": "direct", "label": "Direct findings", "order": "descending"},
        *(
            {"sort": facet.key, "label": facet.label, "order": "descending"}
            for facet in table.facets
        ),
    ]
