"""The page of a measure."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.selectors.address import measure_at
from kb.selectors.measure import measure_page
from kb.selectors.terms import attributions_of
from kb.views.answers import instead


@require_safe
def measure(request: HttpRequest, measure: str) -> HttpResponseBase:
    """Show what a number means, and the findings that use it."""
    found = measure_at(measure)
    if found is None:
        return instead(request, None, "kb:measure", measure="")
    page = measure_page(found)
    context = {
        "page": page,
        "attribution": attributions_of(
            findings=[line.finding.key for line in page.lines]
        ),
    }
    return render(request, "kb/measure.html", context)
