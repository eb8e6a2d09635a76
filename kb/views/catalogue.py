"""The start page, and the lists of careers, skills, sources and measures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.selectors.hub import (
    all_sources,
    curated_careers,
    listed_skills,
    measured_careers,
    other_skills,
    overview,
)
from kb.selectors.measure import all_measures


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what Attest is, what is here, and what changed last."""
    return render(request, "kb/home.html", {"overview": overview()})


@require_safe
def careers(request: HttpRequest) -> HttpResponse:
    """List the careers with skills first, then the occupations of datasets.

    These a hundred at a time, after the key ``after``; the first only at the beginning.
    """
    after = request.GET.get("after", "")
    measured, more = measured_careers(after)
    shelves: dict[str, object] = {"measured": measured, "more": more, "after": after}
    if not after:
        shelves["curated"] = curated_careers()
    return render(request, "kb/careers.html", shelves)


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """List the skills of careers by kind, then the others, a hundred at a time."""
    after = request.GET.get("after", "")
    others, more = other_skills(after)
    shelves: dict[str, object] = {"others": others, "more": more, "after": after}
    if not after:
        shelves["shelves"] = listed_skills()
    return render(request, "kb/skills.html", shelves)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List all sources by class, with their standing."""
    return render(request, "kb/sources.html", {"shelves": all_sources()})


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """List all measures by kind."""
    return render(request, "kb/measures.html", {"shelves": all_measures()})
