"""The page of a finding."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.enums import State
from kb.models import Finding
from kb.selectors.address import finding_at
from kb.selectors.finding import FindingPage, finding_page
from kb.views.answers import instead


@require_safe
def finding(request: HttpRequest, finding: str) -> HttpResponseBase:
    """Show a finding whole; of a suspended one, the reason and no figure."""
    found = finding_at(finding)
    if not isinstance(found, Finding):
        return instead(request, found, "kb:finding", finding="")
    if found.state == State.SUSPENDED:
        return render(request, "kb/suspended.html", {"finding": found})
    page = finding_page(found)
    return render(request, "kb/finding.html", {"page": page, "study": study(page)})


def study(page: FindingPage) -> dict[str, Any]:
    """Return how the study was built, in the shape of the pair document."""
    finding = page.finding
    return {
        "design_label": finding.get_design_display(),
        "kind_label": finding.get_kind_display(),
        "places": finding.places,
        "period": {"start": finding.period_start, "end": finding.period_end},
        "comparison": finding.comparison,
        "limitations": finding.limitations,
        "bearings": [
            f"{row.skill or row.career}: {row.reason}" for row in page.bearings
        ],
        "links": [
            {
                "kind": link.kind,
                "url": reverse("kb:finding", args=[link.other.key]),
                "headline": link.other.headline,
                "note": link.note,
            }
            for link in page.related
        ],
    }
