"""The page of a finding."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.enums import State
from kb.exchange.forms import REFERENCES
from kb.exchange.linked import claim, graph, occupation_named, term, trail
from kb.models import Finding
from kb.selectors.address import finding_at
from kb.selectors.finding import FindingPage, finding_page
from kb.views.answers import instead
from kb.views.metadata import (
    Metadata,
    Signpost,
    absolutely,
    described_by,
    metadata_of,
    signposted,
    typed,
)


@require_safe
def finding(request: HttpRequest, finding: str) -> HttpResponseBase:
    """Show a finding whole; of a suspended one, the reason and no figure."""
    found = finding_at(finding)
    if not isinstance(found, Finding):
        return instead(request, found, "kb:finding", finding="")
    if found.state == State.SUSPENDED:
        return render(request, "kb/suspended.html", {"finding": found})
    page = finding_page(found)
    metadata = metadata_about(request, page)
    context = {"page": page, "study": study(page), "metadata": metadata}
    return signposted(request, render(request, "kb/finding.html", context), metadata)


def metadata_about(request: HttpRequest, page: FindingPage) -> Metadata:
    """Return what the page of a finding tells programs."""
    absolute, found = absolutely(request), page.finding
    path = reverse("kb:finding", args=[found.key])
    cited = {place.source.key: place.source for place in page.citations}
    records = {key: source.csl() for key, source in cited.items()}
    places = [(record, f"/sources/{key}/") for key, record in records.items()]
    about = [
        *(
            occupation_named(row.career, absolute)
            for row in page.subjects
            if row.career
        ),
        *(term(row.skill, absolute) for row in page.subjects if row.skill),
    ]
    steps = (
        ("Sources", reverse("kb:sources")),
        (found.source.title, reverse("kb:source", args=[found.source.key])),
        (found.headline, path),
    )
    data = reverse("kb:api:finding", kwargs={"key": found.key}).removesuffix("/")
    return metadata_of(
        graph(claim(found, about, places, absolute), trail(absolute, *steps)),
        (
            Signpost("cite-as", absolute(path)),
            *described_by(absolute(data), ("json", *REFERENCES)),
            Signpost("item", absolute(f"{data}/"), "application/json"),
            *typed("Claim"),
        ),
        cited=records.values,
    )


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
