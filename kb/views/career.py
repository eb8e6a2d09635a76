"""The page of a career, and the table of its skills."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.models import Career
from kb.exchange.linked import graph, occupation, trail
from kb.selectors.address import career_at
from kb.selectors.career import CareerPage, career_page
from kb.selectors.coverage import CoverageTable, coverage_table
from kb.views.answers import instead
from kb.views.metadata import (
    Metadata,
    Signpost,
    absolutely,
    described_by,
    metadata_of,
    signposted,
    typed,
)


@require_safe
def career(request: HttpRequest, career: str) -> HttpResponseBase:
    """Show a career with its codes, skills and findings."""
    found = career_at(career)
    if not isinstance(found, Career):
        return instead(request, found, "kb:career", career="")
    prefetch_related_objects([found], "aliases", "codes")
    page = career_page(found)
    metadata = metadata_about(request, page)
    context = {"page": page, "metadata": metadata}
    return signposted(render(request, "kb/career.html", context), metadata)


def metadata_about(request: HttpRequest, page: CareerPage) -> Metadata:
    """Return what the page of a career tells programs."""
    absolute, found = absolutely(request), page.career
    path = reverse("kb:career", args=[found.key])
    skills = [pair.skill for shelf in page.skills for pair in shelf.pairs]
    steps = (("Careers", reverse("kb:careers")), (found.name, path))
    data = reverse("kb:api:career", args=[found.key]).removesuffix("/")
    return metadata_of(
        graph(occupation(found, absolute, skills), trail(absolute, *steps)),
        (
            Signpost("cite-as", absolute(path)),
            *described_by(absolute(data), ("json",)),
            *typed("Occupation"),
        ),
    )


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
