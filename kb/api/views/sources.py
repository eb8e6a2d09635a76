"""Organizations, sources with their chains, and citations."""

from typing import ClassVar

from django.db.models import Exists, OuterRef
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from citations.models import Citation, Organization, Source, SourceOrganization
from kb.api.base import DetailResource, ListResource, Rows, instead
from kb.api.counts import number_of
from kb.api.members import Answer, dead_link, standing, vendor
from kb.api.rows import Sql
from kb.api.shapes.sources import (
    ChainAnswer,
    CitationAnswer,
    OrganizationAnswer,
    SourceAnswer,
)
from kb.enums import State
from kb.filters import CitationFilters, OrganizationFilters, SourceFilters
from kb.models import FindingCitation
from kb.selectors.address import organization_at, source_at

RESTING = FindingCitation.objects.filter(finding__state=State.PUBLISHED)


def sources_of() -> Sql:
    """Return how many sources an organization has to do with."""
    roles = SourceOrganization.objects.filter(organization=OuterRef("pk"))
    return number_of(roles, "organization", "source")


def findings_on() -> Sql:
    """Return how many published findings rest on a source."""
    resting = RESTING.filter(citation__source=OuterRef("pk"))
    return number_of(resting, "citation__source", "finding")


def standing_of_source() -> Sql:
    """Return the standing of the source that a citation points into."""
    return standing("source__")


class Organizations(ListResource):
    """List organizations: who publishes, funds or sells, and with what interest."""

    name = "organizations_list"
    serializer_class = OrganizationAnswer
    filters = OrganizationFilters
    orderings = {"key": "key", "name": "name"}
    computed = {"source_count": sources_of}

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the organizations that were not merged into others."""
        return Organization.objects.filter(merged_into=None)


class OneOrganization(DetailResource):
    """Read an organization: its name and the interest that a reader should know."""

    name = "organizations_read"
    serializer_class = OrganizationAnswer
    computed = Organizations.computed
    visible = staticmethod(Organizations.visible)

    def elsewhere(self, request: Request, key: str) -> HttpResponseBase:
        """Lead to the organization it was merged into."""
        return instead(request, organization_at(key))


class Sources(ListResource):
    """List sources, each one version of a published thing, with its standing."""

    name = "sources_list"
    serializer_class = SourceAnswer
    filters = SourceFilters
    orderings = {"key": "key", "title": "title", "issued": "issued"}
    computed = {
        "standing": standing,
        "vendor": vendor,
        "dead_link": dead_link,
        "finding_count": findings_on,
    }

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the sources that have a public address, whatever their standing."""
        return Source.objects.filter(merged_into=None, withdrawn_reason="")


class OneSource(DetailResource):
    """Read a source: its record, standing, notices, relations and who is behind it."""

    name = "sources_read"
    serializer_class: ClassVar[type[Answer]] = SourceAnswer
    computed = Sources.computed
    visible = staticmethod(Sources.visible)

    def elsewhere(self, request: Request, key: str) -> HttpResponseBase:
        """Lead to the source it was merged into, or say why it is gone."""
        return instead(request, source_at(key))


class SourceChain(OneSource):
    """Read the chain from a source down to the primary sources of its numbers."""

    name = "sources_chain"
    serializer_class = ChainAnswer


class Citations(ListResource):
    """List citations: places in sources on which published findings rest."""

    name = "citations_list"
    serializer_class = CitationAnswer
    filters = CitationFilters
    orderings = {"key": "key", "source": "source__key"}
    computed = {"standing": standing_of_source}

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the citations that published findings rest on."""
        return Citation.objects.filter(Exists(RESTING.filter(citation=OuterRef("pk"))))


class OneCitation(DetailResource):
    """Read a citation: the place, each reading of it, and what rests on it."""

    name = "citations_read"
    serializer_class = CitationAnswer
    computed = Citations.computed
    visible = staticmethod(Citations.visible)
