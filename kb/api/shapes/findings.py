"""Findings with all their parts, as answers show them."""

from typing import Any

from django.db.models import F, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kb.api.members import Answer, BestReading, Page, Period, ReleaseKey
from kb.api.objects import Sql
from kb.api.rows import Derived, outer
from kb.api.shapes.resting import STORED
from kb.api.shapes.sources import SourceBrief, SourceRecord
from kb.enums import Directness, Mark, State
from kb.models import (
    Bearing,
    Estimate,
    Finding,
    FindingCitation,
    FindingLink,
    Release,
    Subject,
)

SHOWN = [(State.PUBLISHED.value, State.PUBLISHED.label)]
TERMS = ("licence", "attribution")
"""Of the release that brought a finding: they go wherever it goes."""
TAKEN = [(State.SUSPENDED.value, State.SUSPENDED.label)]


class SubjectAnswer(Answer):
    """What a finding really measured: keys, and a group in words."""

    class Meta:
        model = Subject
        fields = ("career", "skill", "task", "group")
        stored = {"career": "career.key", "skill": "skill.key", "task": "task.key"}
        of = "finding"
        order = ("position", "id")


class BearingAnswer(Answer):
    """Where a curator sees a bearing that the study did not measure."""

    class Meta:
        model = Bearing
        fields = ("career", "skill", "reason")
        stored = {"career": "career.key", "skill": "skill.key"}
        of = "finding"
        order = ("id",)


class LinkAnswer(Answer):
    """How a finding bears on another published one."""

    url = Page("/findings/{to_key}/")

    class Meta:
        model = FindingLink
        fields = ("to", "url", "kind", "note")
        stored = {"to": "to_key"}
        of = "finding"

    def rows(self, prefix: str) -> QuerySet[Any, Any]:
        """Return the links to findings that readers see."""
        published = Finding.objects.published().values("key")
        return FindingLink.objects.filter(
            finding=outer(prefix), to_key__in=published
        ).order_by("kind", "to_key")


class EstimateAnswer(Answer):
    """One figure with everything needed to read it.

    ``value``, ``low``, ``high`` and ``se`` are in ``unit``; ``ci_level``, ``rse`` and
    ``quantile`` in percent. A figure that should be there and is not has value null and
    a reason in ``missing``.
    """

    period = Period()
    subject = SubjectAnswer(read_only=True, allow_null=True)

    class Meta:
        model = Estimate
        fields = (
            *("measure", "label", "kind", "value", "category", "missing", "unit"),
            *("scale_low", "scale_high", "towards", "low", "high", "interval"),
            *("ci_level", "se", "rse", "n", "n_approx", "n_unit", "base", "quantile"),
            *("currency", "year", "area", "period", "qualifier", "comparison"),
            *("subject", "confirmation"),
        )
        stored = {
            "measure": "measure.key",
            "kind": "measure.kind",
            "unit": "measure.unit",
            "scale_low": "measure.scale_low",
            "scale_high": "measure.scale_high",
            "towards": "measure.direction",
            "year": "price_year",
        }
        of = "finding"
        order = ("position", "id")


class PlaceAnswer(Answer):
    """A place in a source on which a finding rests."""

    read = BestReading("read", "citation")
    confirmation = BestReading("confirmation", "citation")

    class Meta:
        model = FindingCitation
        fields = (
            *("id", "source", "label", "locator", "quote", "read"),
            "confirmation",
        )
        stored = {
            "id": "citation.key",
            "source": "citation.source.key",
            "label": "citation.label",
            "locator": "citation.locator",
            "quote": "citation.quote",
        }
        of = "finding"
        order = ("position", "id")


class ReleaseTerms(Answer):
    """The release that brought a finding, with its licence."""

    key = ReleaseKey()

    class Meta:
        model = Release
        fields = ("key", "title", "licence", "attribution", "decided_at")


class DirectnessAnswer(serializers.Serializer[Any]):
    """How near a finding is to the pair that was asked for."""

    level = serializers.ChoiceField(choices=Directness.choices)
    reason = serializers.CharField()
    close_match = serializers.BooleanField()


@extend_schema_field(DirectnessAnswer(allow_null=True))
class DirectnessMember(Derived, serializers.Field[Any, Any, Any, Any]):
    """How near the finding is; null unless a pair was asked for."""

    def expression(self, prefix: str) -> Sql:
        """Return what the list's query gives under this name."""
        return F("directness")


class Marks(Derived, serializers.ListField):
    """What a reader must know before believing a finding."""

    def __init__(self) -> None:
        child = serializers.ChoiceField(choices=Mark.choices)
        super().__init__(child=child, read_only=True)

    def expression(self, prefix: str) -> Sql:
        """Return what the list's query gives under this name."""
        return F("marks")


class FindingAnswer(Answer):
    """One published claim by one source about something measured."""

    url = Page("/findings/{key}/")
    state = serializers.ChoiceField(choices=SHOWN, read_only=True)
    period = Period()
    source = SourceBrief(read_only=True)  # type: ignore[assignment]
    release = ReleaseKey("release__")
    marks = Marks()
    directness = DirectnessMember(read_only=True)
    subjects = SubjectAnswer(many=True, read_only=True)
    bearings = BearingAnswer(many=True, read_only=True)
    links = LinkAnswer(many=True, read_only=True)
    estimates = EstimateAnswer(many=True, read_only=True)
    citations = PlaceAnswer(many=True, read_only=True)

    class Meta:
        model = Finding
        fields = (
            *("key", "version", "url", "state", "facet", "topic", "headline"),
            *("statement", "kind", "design", "direction", "population", "places"),
            *("period", "comparison", "limitations", "marks", "directness", "source"),
            *("subjects", "bearings", "links", "estimates", "citations", "release"),
            *("licence", "attribution", "published_at"),
        )
        stored = STORED
        always = TERMS
        expand: dict[str, serializers.BaseSerializer[Any]] = {
            "source": SourceRecord(read_only=True),
            "release": ReleaseTerms(read_only=True),
        }


class SuspendedFindingAnswer(Answer):
    """A finding that was taken from readers: the reason, and no figure."""

    url = Page("/findings/{key}/")
    state = serializers.ChoiceField(choices=TAKEN, read_only=True)
    source = SourceBrief(read_only=True)  # type: ignore[assignment]

    class Meta:
        model = Finding
        fields = ("key", "version", "url", "state", "reason", "source")
        stored = {"reason": "state_reason"}
