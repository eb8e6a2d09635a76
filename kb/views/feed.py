"""Feeds of what changed about a career, a skill, or the two together."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from careers.models import Career, Skill
from kb.enums import Resource
from kb.feeds import Feed, atom
from kb.models import Change
from kb.selectors.address import career_at, skill_at
from kb.selectors.change import (
    changes_of_career,
    changes_of_pair,
    changes_of_skill,
    headlines_of,
)
from kb.selectors.terms import attributions_of
from kb.views.answers import instead

ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def career_feed(request: HttpRequest, career: str) -> HttpResponseBase:
    """Answer what changed about a career."""
    found = career_at(career)
    if not isinstance(found, Career):
        return instead(request, found, "kb:career-feed", career="")
    page = reverse("kb:career", args=[career])
    return answer(request, found.name, page, changes_of_career(found))


@require_safe
def skill_feed(request: HttpRequest, skill: str) -> HttpResponseBase:
    """Answer what changed about a skill."""
    found = skill_at(skill)
    if not isinstance(found, Skill):
        return instead(request, found, "kb:skill-feed", skill="")
    page = reverse("kb:skill", args=[skill])
    return answer(request, found.name, page, changes_of_skill(found))


@require_safe
def pair_feed(request: HttpRequest, career: str, skill: str) -> HttpResponseBase:
    """Answer what changed about a skill in a career."""
    one = career_at(career)
    if not isinstance(one, Career):
        return instead(request, one, "kb:pair-feed", career="", skill=skill)
    other = skill_at(skill)
    if not isinstance(other, Skill):
        return instead(request, other, "kb:pair-feed", career=career, skill="")
    page = reverse("kb:pair", args=[career, skill])
    title = f"{other.name} in the work of: {one.name}"
    return answer(request, title, page, changes_of_pair(one, other))


def answer(
    request: HttpRequest, title: str, page: str, rows: QuerySet[Change]
) -> HttpResponseBase:
    """Return the feed, or 304 if the client holds its newest entry."""
    changes = list(rows)
    tag = quote_etag("-".join(str(change.pk) for change in changes[:1]) or "none")
    known = get_conditional_response(request, etag=tag)
    found = known or HttpResponse(
        atom(
            Feed(f"{title}: changes", page, request.path),
            changes=changes,
            headlines=headlines_of(changes),
            rights=attributions_of(
                careers=[row.key for row in changes if row.resource == Resource.CAREER],
                skills=[row.key for row in changes if row.resource == Resource.SKILL],
                findings=[
                    row.key for row in changes if row.resource == Resource.FINDING
                ],
            ),
            absolute=request.build_absolute_uri,
        ),
        content_type=ATOM,
    )
    found.headers["ETag"] = tag
    patch_cache_control(found, no_cache=True)
    return found
