"""Measures, facets and releases."""

from django.db.models import F, Func, IntegerField, OuterRef

from kb.api.base import DetailResource, ListResource, Rows
from kb.api.counts import number_of
from kb.api.members import release_key
from kb.api.objects import Sql
from kb.api.shapes.vocabulary import FacetAnswer, MeasureAnswer, ReleaseAnswer
from kb.enums import State
from kb.filters import FacetFilters, MeasureFilters, ReleaseFilters
from kb.models import Estimate, Facet, Finding, Measure, Release


def findings_with() -> Sql:
    """Return how many published findings have a figure of a measure."""
    used = Estimate.objects.filter(
        measure=OuterRef("pk"), finding__state=State.PUBLISHED
    )
    return number_of(used, "measure", "finding")


# Asked for nothing of the row, the inner statement runs once for a whole page.
OF_EACH = """coalesce(((
  SELECT jsonb_object_agg(each.measure_id, each.n) FROM (
    SELECT e.measure_id, count(DISTINCT e.finding_id) AS n
    FROM kb_estimate e JOIN kb_finding f ON f.id = e.finding_id
    WHERE f.state = 'published' GROUP BY e.measure_id) AS each
) ->> (%(expressions)s)::text)::int, 0)"""


def findings_with_each() -> Sql:
    """Return the same, counted for all measures at once: a list shows nearly all."""
    return Func(F("pk"), template=OF_EACH, output_field=IntegerField())


def findings_brought() -> Sql:
    """Return how many published findings came with a release."""
    brought = Finding.objects.published().filter(release=OuterRef("pk"))
    return number_of(brought, "release")


class Measures(ListResource):
    """List measures: what numbers mean."""

    name = "measures_list"
    serializer_class = MeasureAnswer
    filters = MeasureFilters
    orderings = {"key": "key", "label": "label"}
    computed = {"finding_count": findings_with_each}

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return all measures."""
        return Measure.objects.all()


class OneMeasure(DetailResource):
    """Read a measure: unit, scale, which end means more, and its definition."""

    name = "measures_read"
    serializer_class = MeasureAnswer
    computed = {"finding_count": findings_with}
    visible = staticmethod(Measures.visible)


class Facets(ListResource):
    """List facets, the sub-questions of a page, each with its topics."""

    name = "facets_list"
    serializer_class = FacetAnswer
    filters = FacetFilters
    orderings = {"position": "position", "key": "key"}
    usual = "position"

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return all facets."""
        return Facet.objects.all()


class OneFacet(DetailResource):
    """Read a facet: the question it asks, and the topics that answer it."""

    name = "facets_read"
    serializer_class = FacetAnswer
    visible = staticmethod(Facets.visible)


class Releases(ListResource):
    """List approved releases: batches of findings reviewed as a whole."""

    name = "releases_list"
    serializer_class = ReleaseAnswer
    filters = ReleaseFilters
    orderings = {"decided_at": "decided_at", "pack": "pack"}
    usual = "decided_at"
    computed = {"release_key": release_key, "finding_count": findings_brought}

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the releases that were approved."""
        return Release.objects.approved()


class OneRelease(DetailResource):
    """Read an approved release: its terms, its digest and how much it brought."""

    name = "releases_read"
    serializer_class = ReleaseAnswer
    computed = Releases.computed
    visible = staticmethod(Releases.visible)
    keyed = "release_key"
