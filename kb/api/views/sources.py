"""Organizations, sources with their chains, and citations."""

from django.db.models import F, Func, OuterRef, Subquery, TextField, Value
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from citations.models import Citation, Organization, Source, SourceOrganization
from kb.api.answering import instead, json_answer
from kb.api.as_of import AS_OF, time_of, wrong_time
from kb.api.asked import misspelt, refuse
from kb.api.base import DetailResource, ListResource, Rows
from kb.api.cited import Cited, Citing, place
from kb.api.counts import number_of
from kb.api.members import BestReading, dead_link, standing, vendor
from kb.api.objects import Array, Sql
from kb.api.problems import Problem
from kb.api.shapes.chain import ChainAnswer
from kb.api.shapes.sources import (
    CitationAnswer,
    OrganizationAnswer,
    SourceAnswer,
)
from kb.enums import State
from kb.filters import CitationFilters, OrganizationFilters, SourceFilters
from kb.models import FindingCitation
from kb.selectors.address import organization_at, source_at
from kb.selectors.chain import chain_as_of
from kb.selectors.citation import rested_on

RESTING = FindingCitation.objects.filter(finding__state=State.PUBLISHED)


def sources_of() -> Sql:
    """Return how many sources an organization has to do with."""
    roles = SourceOrganization.objects.filter(organization=OuterRef("pk"))
    return number_of(roles, "organization", "source")


def findings_on() -> Sql:
    """Return how many published findings rest on a source."""
    resting = RESTING.filter(citation__source=OuterRef("pk"))
    return number_of(resting, "citation__source", "finding")


def title_start(prefix: str = "") -> Sql:
    """Return as much of a title as an index holds, by which titles are ordered."""
    return Func(
        F(f"{prefix}title"),
        template="left(%(expressions)s, 200)",
        output_field=TextField(),
    )


def standing_of_source() -> Sql:
    """Return the standing of the source that a citation points into."""
    return standing("source__")


def vendor_of_source() -> Sql:
    """Return whether somebody behind that source sells what it is about."""
    return vendor("source__")


def best_read() -> Sql:
    """Return what was read of a citation when it was confirmed best."""
    return Subquery(BestReading("read").row("").values("read")[:1])


def best_confirmation() -> Sql:
    """Return how well a citation was confirmed at best."""
    best = BestReading("confirmation").row("")
    return Subquery(best.values("confirmation")[:1])


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


class CitingSource(Citing):
    """A source cites itself as a whole."""

    @staticmethod
    def cited(rows: Rows) -> Cited:
        """Return the sources."""
        return Cited(rows)

    @classmethod
    def places(cls) -> Sql:
        """Return the source as a whole."""
        return Array(place("", Value(""), Value("")))


class CitingPlace(Citing):
    """A citation cites a place in its source."""

    @staticmethod
    def cited(rows: Rows) -> Cited:
        """Return the places, each under its own key."""
        return Cited(rows, "source__", "key", "locator")

    @classmethod
    def places(cls) -> Sql:
        """Return the place."""
        return Array(place("source__", F("key"), F("locator")))


class Sources(CitingSource, ListResource):
    """List sources, each one version of a published thing, with its standing."""

    name = "sources_list"
    serializer_class = SourceAnswer
    filters = SourceFilters
    orderings = {"key": "key", "title": "title_start", "issued": "issued"}
    computed = {"finding_count": findings_on}
    sought = {
        "standing": standing,
        "vendor": vendor,
        "dead_link": dead_link,
        "title_start": title_start,
    }

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the sources that have a public address, whatever their standing."""
        return Source.objects.filter(merged_into=None, withdrawn_reason="")


class OneSource(CitingSource, DetailResource):
    """Read a source: its record, standing, notices, relations and who is behind it."""

    name = "sources_read"
    serializer_class = SourceAnswer
    computed = Sources.computed
    visible = staticmethod(Sources.visible)

    def elsewhere(self, request: Request, key: str) -> HttpResponseBase:
        """Lead to the source it was merged into, or say why it is gone."""
        return instead(request, source_at(key))


class SourceChain(DetailResource):
    """Read the chain from a source down to the primary sources of its numbers.

    With as_of: as it stood then, or at the end of that day, with the relations,
    records and notices that were recorded here by then.
    """

    name = "sources_chain"
    serializer_class = ChainAnswer
    computed = Sources.computed
    visible = staticmethod(Sources.visible)
    elsewhere = OneSource.elsewhere
    extra = AS_OF

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer the chain as it is, or as it stood."""
        given = request.query_params
        if "as_of" not in given:
            return super().get(request, **keys)
        refuse([*misspelt(given, ["as_of"]), *wrong_time(given["as_of"])])
        found = source_at(keys["key"])
        if not isinstance(found, Source):
            return instead(request, found)
        said = given["as_of"]
        chain = chain_as_of(found, time_of(said), said)
        if chain is None:
            raise Problem("not-found", f"{found.key} was not known here on {said}.")
        return json_answer(chain)


class Citations(CitingPlace, ListResource):
    """List citations: places in sources on which published findings rest."""

    name = "citations_list"
    serializer_class = CitationAnswer
    filters = CitationFilters
    orderings = {"key": "key", "source": "source__key"}
    sought = {
        "standing": standing_of_source,
        "vendor": vendor_of_source,
        "read": best_read,
        "confirmation": best_confirmation,
    }

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the citations that published findings rest on."""
        return Citation.objects.filter(rested_on())


class OneCitation(CitingPlace, DetailResource):
    """Read a citation: the place, each reading of it, and what rests on it."""

    name = "citations_read"
    serializer_class = CitationAnswer
    visible = staticmethod(Citations.visible)
