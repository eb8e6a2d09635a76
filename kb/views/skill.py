"""The page of a skill, and the skills adjacent to it."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.models import Skill
from kb.selectors.address import skill_at
from kb.selectors.skill import edges_of, skill_page
from kb.views.answers import instead


@require_safe
def skill(request: HttpRequest, skill: str) -> HttpResponseBase:
    """Show a skill with its codes, careers, neighbours and findings."""
    found = skill_at(skill)
    if not isinstance(found, Skill):
        return instead(request, found, "kb:skill", skill="")
    return render(request, "kb/skill.html", {"page": skill_page(found)})


@require_safe
def adjacent(request: HttpRequest, skill: str) -> HttpResponseBase:
    """Show which skills stand near this one, and what that rests on."""
    found = skill_at(skill)
    if not isinstance(found, Skill):
        return instead(request, found, "kb:adjacent", skill="")
    context = {"skill": found, "edges": edges_of(found)}
    return render(request, "kb/adjacent.html", context)
