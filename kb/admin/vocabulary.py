"""Facets, topics and measures: closed vocabularies, loaded from fixtures/."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kb.admin.house import EVERYBODY, KbAdmin, counted
from kb.models import Estimate, Facet, Finding, Measure, Topic


class TermAdmin(KbAdmin):
    """Terms are read here; what they mean is changed in fixtures/, with its reason."""

    readers = EVERYBODY
    may_add = may_change = may_delete = False
    search_fields = ("key", "label")


@admin.register(Facet)
class FacetAdmin(TermAdmin):
    """Facets: the sub-questions of a page."""

    list_display = ("label", "key", "question")


@admin.register(Topic)
class TopicAdmin(TermAdmin):
    """Topics: each decides the facet that a finding answers."""

    list_display = ("label", "key", "facet", "findings_on_it")
    list_filter = ("facet",)
    list_select_related = ("facet",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Return topics with their counts."""
        rows: QuerySet[Topic] = super().get_queryset(request)
        return rows.annotate(finding_count=counted(Finding, "topic"))

    @admin.display(description="findings", ordering="finding_count")
    def findings_on_it(self, row: Topic) -> int:
        """Return how many findings are on the topic."""
        return int(getattr(row, "finding_count", 0))


@admin.register(Measure)
class MeasureAdmin(TermAdmin):
    """Measures: what each number means."""

    list_display = ("label", "key", "unit", "kind", "estimates_in_it")
    list_filter = ("kind", "direction")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Measure]:
        """Return measures with their counts."""
        rows: QuerySet[Measure] = super().get_queryset(request)
        return rows.annotate(estimate_count=counted(Estimate, "measure"))

    @admin.display(description="figures", ordering="estimate_count")
    def estimates_in_it(self, row: Measure) -> int:
        """Return how many figures are given in the measure."""
        return int(getattr(row, "estimate_count", 0))
