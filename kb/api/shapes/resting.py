"""What rests on a source, as ``expand`` shows it inside of the source."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from citations.models import Citation
from kb.api.members import Answer, Page
from kb.api.rows import outer
from kb.models import Finding, FindingCitation

STORED = {
    "topic": "topic.key",
    "facet": "topic.facet.key",
    "licence": "release.licence",
    "attribution": "release.attribution",
}
"""Where members of a finding are stored that have other names than their columns."""
MOST_EXPANDED = 100
"""Rows of a list that ``expand`` puts into each row of another."""


class PlaceIn(Answer):
    """A place in a source on which published findings rest."""

    class Meta:
        model = Citation
        fields = ("key", "label", "locator", "quote")
        of = "source"
        order = ("key",)

    def rows(self, prefix: str) -> QuerySet[Any, Any]:
        """Return the first of those places."""
        published = Finding.objects.published().filter(
            citations__citation=OuterRef("pk")
        )
        return super().rows(prefix).filter(Exists(published))[:MOST_EXPANDED]


class RestingFinding(Answer):
    """A published finding that rests on a source."""

    url = Page("/findings/{key}/")

    class Meta:
        model = Finding
        fields = (
            *("key", "url", "headline", "topic", "facet", "kind", "design"),
            *("licence", "attribution"),
        )
        stored = STORED

    def rows(self, prefix: str) -> QuerySet[Any, Any]:
        """Return the first of the findings that readers see."""
        cited = FindingCitation.objects.filter(citation__source=OuterRef(outer(prefix)))
        resting = Finding.objects.published().filter(pk__in=cited.values("finding"))
        return resting.order_by("key")[:MOST_EXPANDED]
