"""The start page, and the lists of careers, skills, sources and measures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.selectors.hub import all_careers, all_skills, all_sources, overview
from kb.selectors.measure import all_measures


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what Attest is, what is here, and what changed last."""
    return render(request, "kb/home.html", {"overview": overview()})


@require_safe
def careers(request: HttpRequest) -> HttpResponse:
    """List the careers with skills first, then the occupations of datasets."""
    rows = all_careers()
    shelves = {
        "curated": [career for career in rows if career["listed"]],
        "measured": [career for career in rows if not career["listed"]],
    }
    return render(request, "kb/careers.html", shelves)


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """List all skills by kind."""
    return render(request, "kb/skills.html", {"shelves": all_skills()})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List all sources by class, with their standing."""
    return render(request, "kb/sources.html", {"shelves": all_sources()})


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """List all measures by kind."""
    return render(request, "kb/measures.html", {"shelves": all_measures()})
