"""The page of a source."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations.models import Source
from kb.selectors.address import source_at
from kb.selectors.source import source_page
from kb.views.answers import instead


@require_safe
def source(request: HttpRequest, source: str) -> HttpResponseBase:
    """Show a source with its record, its standing and what rests on it."""
    found = source_at(source)
    if not isinstance(found, Source):
        return instead(request, found, "kb:source", source="")
    return render(request, "kb/source.html", {"page": source_page(found)})
