"""The page of a source."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from citations.enums import NoticeKind
from citations.formats import marked
from citations.formats.linked import author_addresses, kind_of, work
from citations.models import Source
from kb.exchange.forms import REFERENCES
from kb.exchange.linked import graph, trail
from kb.selectors.address import source_at
from kb.selectors.source import SourcePage, source_page
from kb.selectors.terms import attributions_of
from kb.views.answers import instead
from kb.views.metadata import (
    Metadata,
    Signpost,
    absolutely,
    described_by,
    licensed,
    metadata_of,
    signposted,
    typed,
)


@require_safe
def source(request: HttpRequest, source: str) -> HttpResponseBase:
    """Show a source with its record, its standing and what rests on it."""
    found = source_at(source)
    if not isinstance(found, Source):
        return instead(request, found, "kb:source", source="")
    page = source_page(found)
    metadata = metadata_about(request, page)
    context = {
        "page": page,
        "metadata": metadata,
        "attribution": attributions_of(
            sources=[found.key], findings=[line.finding.key for line in page.lines]
        ),
    }
    return signposted(request, render(request, "kb/source.html", context), metadata)


def record_of(page: SourcePage) -> dict[str, Any]:
    """Return the record of a source, saying its standing."""
    standing: str = page.source.standing  # type: ignore[attr-defined]
    counting = [
        notice
        for notice in reversed(page.notices)
        if notice.holds and notice.kind != NoticeKind.ERROR  # type: ignore[attr-defined]
    ]
    facts = [
        {
            "kind": notice.kind,
            "issued": notice.dated,
            "reason": notice.reason,
            "doi": notice.doi,
            "url": notice.url,
        }
        for notice in counting
    ]
    return marked(page.source.csl(), standing, facts)


def metadata_about(request: HttpRequest, page: SourcePage) -> Metadata:
    """Return what the page of a source tells programs."""
    absolute = absolutely(request)
    found, record = page.source, record_of(page)
    path = reverse("kb:source", args=[found.key])
    steps = (("Sources", reverse("kb:sources")), (found.title, path))
    data = reverse("kb:api:source", kwargs={"key": found.key}).removesuffix("/")
    bodies = {
        role.organization.name.casefold(): role.organization.url for role in page.roles
    }
    authors = filter(None, author_addresses(record, bodies))
    own = f"https://doi.org/{found.doi}" if found.doi else absolute(path)
    return metadata_of(
        graph(work(record, absolute(path), bodies), trail(absolute, *steps)),
        (
            Signpost("cite-as", own),
            *(Signpost("author", address) for address in dict.fromkeys(authors)),
            *described_by(absolute(data), ("json", *REFERENCES)),
            *([Signpost("item", found.url)] if found.url else ()),
            *typed(kind_of(record)),
            *licensed(found.licence),
        ),
        record,
    )
