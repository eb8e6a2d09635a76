"""Answers of which the JSON is already written, and those for a key without a row."""

from http import HTTPStatus
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request

from kb.api.problems import NOT_FOUND, Problem
from kb.selectors.address import Gone, Moved


def instead(
    request: Request, found: Model | Moved | Gone | None, argument: str = "key"
) -> HttpResponseBase:
    """Answer for a key without a row: redirect to the row that took its place.

    Raises a problem if the key was taken back, or never was public.
    """
    if isinstance(found, Gone):
        raise Problem("withdrawn", f"{found.name}: {found.reason}")
    if not isinstance(found, Moved):
        raise Problem("not-found", NOT_FOUND)
    match: Any = request.resolver_match
    address = reverse(match.view_name, kwargs=match.kwargs | {argument: found.key})
    query = request.META.get("QUERY_STRING", "")
    location = f"{address}?{query}" if query else address
    return HttpResponse(
        status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": location}
    )


def json_answer(text: str) -> HttpResponse:
    """Return an answer whose JSON is already written."""
    return HttpResponse(text, content_type="application/json")
