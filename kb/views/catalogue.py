"""The start page, and the lists of careers, skills, sources and measures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.models import Skill
from kb.selectors.hub import (
    all_sources,
    curated_careers,
    listed_skills,
    measured_careers,
    other_skills,
    overview,
)
from kb.selectors.measure import all_measures
from kb.selectors.terms import attributions_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what Attest is, what is here, and what changed last."""
    shown = overview()
    context = {
        "overview": shown,
        "attribution": attributions_of(
            careers=[career["key"] for career in shown.careers]
        ),
    }
    return render(request, "kb/home.html", context)


@require_safe
def careers(request: HttpRequest) -> HttpResponse:
    """List the careers with skills first, then the occupations of datasets.

    These a hundred at a time, after the key ``after``; the first only at the beginning.
    """
    after = request.GET.get("after", "")
    measured, more = measured_careers(after)
    shelves: dict[str, object] = {"measured": measured, "more": more, "after": after}
    named = [career["key"] for career in measured]
    if not after:
        curated = curated_careers()
        shelves["curated"] = curated
        named += [career["key"] for career in curated]
    shelves["attribution"] = attributions_of(careers=named)
    return render(request, "kb/careers.html", shelves)


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """List the skills of careers by kind, then the others, a hundred at a time."""
    after = request.GET.get("after", "")
    others, more = other_skills(after)
    shelves: dict[str, object] = {"others": others, "more": more, "after": after}
    named = [skill.key for skill in others]
    if not after:
        listed = listed_skills()
        shelves["shelves"] = listed
        named += [
            row.key for shelf in listed for row in shelf.rows if isinstance(row, Skill)
        ]
    shelves["attribution"] = attributions_of(skills=named)
    return render(request, "kb/skills.html", shelves)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List all sources by class, with their standing."""
    return render(request, "kb/sources.html", {"shelves": all_sources()})


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """List all measures by kind."""
    return render(request, "kb/measures.html", {"shelves": all_measures()})
