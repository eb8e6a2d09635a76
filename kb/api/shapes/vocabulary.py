"""Measures, facets, releases and steps of a chain, as answers show them."""

from kb.api.members import Answer, Count, Page, ReleaseKey
from kb.models import Facet, Measure, Release, Topic


class MeasureAnswer(Answer):
    """What a number means."""

    url = Page("/measures/{key}/")
    finding_count = Count("Published findings with a figure of it.")

    class Meta:
        model = Measure
        fields = (
            *("key", "label", "url", "unit", "kind", "scale_low", "scale_high"),
            *("towards", "definition", "finding_count"),
        )
        stored = {"towards": "direction"}


class TopicAnswer(Answer):
    """What findings are about, and why that answers this facet."""

    class Meta:
        model = Topic
        fields = ("key", "label", "reason")
        of = "facet"
        order = ("key",)


class FacetAnswer(Answer):
    """One of the sub-questions of a page."""

    topics = TopicAnswer(many=True, read_only=True)

    class Meta:
        model = Facet
        fields = ("key", "label", "question", "position", "topics")


class ReleaseAnswer(Answer):
    """A batch of findings that was reviewed as a whole, and approved."""

    key = ReleaseKey()
    finding_count = Count("Published findings that came with it.")

    class Meta:
        model = Release
        fields = (
            *("key", "pack", "number", "title", "digest", "licence", "attribution"),
            *("created_at", "decided_at", "finding_count"),
        )
