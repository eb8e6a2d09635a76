"""The page of a measure."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.selectors.address import measure_at
from kb.selectors.measure import measure_page
from kb.views.answers import instead


@require_safe
def measure(request: HttpRequest, measure: str) -> HttpResponseBase:
    """Show what a number means, and the findings that use it."""
    found = measure_at(measure)
    if found is None:
        return instead(request, None, "kb:measure", measure="")
    return render(request, "kb/measure.html", {"page": measure_page(found)})
