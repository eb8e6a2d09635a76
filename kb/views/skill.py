"""The page of a skill, and the skills adjacent to it."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.models import Skill
from kb.exchange.linked import defined_term, graph, trail
from kb.selectors.address import skill_at
from kb.selectors.skill import SkillPage, edges_of, skill_page
from kb.selectors.terms import attributions_of
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
def skill(request: HttpRequest, skill: str) -> HttpResponseBase:
    """Show a skill with its codes, careers, neighbours and findings."""
    found = skill_at(skill)
    if not isinstance(found, Skill):
        return instead(request, found, "kb:skill", skill="")
    prefetch_related_objects([found], "aliases", "codes")
    page = skill_page(found)
    metadata = metadata_about(request, page)
    context = {
        "page": page,
        "metadata": metadata,
        "attribution": attributions_of(
            careers=[pair.career.key for pair in page.careers],
            skills=[found.key, *(edge.other.key for edge in page.edges)],
            findings=[
                line.finding.key for shelf in page.facets for line in shelf.lines
            ],
        ),
    }
    return signposted(request, render(request, "kb/skill.html", context), metadata)


def metadata_about(request: HttpRequest, page: SkillPage) -> Metadata:
    """Return what the page of a skill tells programs."""
    absolute, found = absolutely(request), page.skill
    path = reverse("kb:skill", args=[found.key])
    steps = (("Skills", reverse("kb:skills")), (found.name, path))
    data = reverse("kb:api:skill", args=[found.key]).removesuffix("/")
    return metadata_of(
        graph(defined_term(found, absolute), trail(absolute, *steps)),
        (
            Signpost("cite-as", absolute(path)),
            *described_by(absolute(data), ("json",)),
            *typed("DefinedTerm"),
        ),
    )


@require_safe
def adjacent(request: HttpRequest, skill: str) -> HttpResponseBase:
    """Show which skills stand near this one, and what that rests on."""
    found = skill_at(skill)
    if not isinstance(found, Skill):
        return instead(request, found, "kb:adjacent", skill="")
    edges = edges_of(found)
    shown = [found.key, *(edge.other.key for edge in edges)]
    context = {
        "skill": found,
        "edges": edges,
        "attribution": attributions_of(skills=shown),
    }
    return render(request, "kb/adjacent.html", context)
