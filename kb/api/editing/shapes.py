"""What programs send and read back: findings with all their parts, sources, places."""

from typing import Any

from rest_framework import serializers

from citations.models import Citation, Reading, Source, SourceNotice
from kb.api.editing.given import (
    MOST_ROWS,
    Given,
    KeyOf,
    PeriodGiven,
    Strict,
    Text,
    Texts,
    Whole,
)
from kb.models import Bearing, Estimate, Finding, FindingLink, Subject


class SubjectGiven(Given):
    """What a finding really measured: keys, or a group in words."""

    class Meta:
        model = Subject
        fields = ("career", "skill", "task", "group")


class BearingGiven(Given):
    """Where a curator sees a bearing that the study did not measure."""

    class Meta:
        model = Bearing
        fields = ("career", "skill", "reason")


class LinkGiven(Given):
    """How a finding bears on another one, named by its key."""

    class Meta:
        model = FindingLink
        fields = ("to", "kind", "note")
        stored = {"to": "to_key"}


class SubjectPlace(Whole):
    """Which of the subjects a figure is about, by its place in their list."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            allow_null=True,
            min_value=0,
            max_value=MOST_ROWS,
            help_text="Place in the list of subjects, from 0, of the one it is about.",
        )

    def get_attribute(self, instance: Any) -> int | None:  # noqa: ANN401
        """Return the place that whoever read the estimate has noted."""
        place: int | None = instance.position_of_subject
        return place


class EstimateGiven(Given):
    """One figure; ``subject`` is the place, from 0, of the one it is about."""

    period = PeriodGiven()
    subject = SubjectPlace()

    class Meta:
        model = Estimate
        fields = (
            *("measure", "label", "value", "category", "missing", "low", "high"),
            *("interval", "ci_level", "se", "rse", "n", "n_approx", "n_unit", "base"),
            *("quantile", "currency", "year", "area", "period", "qualifier"),
            *("comparison", "subject", "confirmation"),
        )
        stored = {"year": "price_year"}


def listed(row: Any) -> Any:  # noqa: ANN401 - DRF makes a list of a row's serializer
    """Return a list of rows that may be left out."""
    return row(many=True, required=False, max_length=MOST_ROWS)


class Places(serializers.ListField):
    """The places in sources that a finding rests on, by their keys."""

    def __init__(self) -> None:
        super().__init__(
            child=KeyOf(queryset=Citation.objects.all()),
            required=False,
            max_length=MOST_ROWS,
            help_text="Keys of places in sources, the most important first.",
        )

    def get_attribute(self, instance: Any) -> list[Citation]:  # noqa: ANN401
        """Return the places of a stored finding."""
        return [link.citation for link in instance.citations.all()]


class FindingContent(Given):
    """One claim by one source, with all its parts."""

    period = PeriodGiven()
    places = Texts(each=2, required=False, help_text="Country codes; WW, ZZ.")
    limitations = Texts(required=False)
    subjects = listed(SubjectGiven)
    estimates = listed(EstimateGiven)
    citations = Places()
    bearings = listed(BearingGiven)
    links = listed(LinkGiven)

    class Meta:
        model = Finding
        fields = (
            *("source", "topic", "kind", "design", "direction", "headline"),
            *("statement", "population", "places", "period", "comparison"),
            *("limitations", "note", "subjects", "estimates", "citations"),
            *("bearings", "links"),
        )


class SourceContent(Given):
    """The bibliographic record of one version of a published thing."""

    author = serializers.ListField(
        child=serializers.DictField(child=Text(max_length=300), allow_empty=False),
        required=False,
        max_length=MOST_ROWS,
        help_text="CSL names: family and given, or literal.",
    )
    unconfirmed_fields = Texts(required=False)
    extra = serializers.DictField(
        required=False,
        help_text="CSL variables that have no member here, by their names.",
    )

    class Meta:
        model = Source
        fields = (
            *("class", "primary", "type", "title", "author", "issued"),
            *("container_title", "volume", "issue", "page", "number", "edition"),
            *("version", "publisher", "doi", "isbn", "arxiv", "arxiv_version"),
            *("pmid", "link", "language", "licence", "unconfirmed_fields", "note"),
            "extra",
        )
        stored = {"class": "source_class", "type": "csl_type", "link": "url"}


class CitationContent(Given):
    """One place in one source; a quote is looked for in its newest snapshot."""

    class Meta:
        model = Citation
        fields = ("source", "label", "locator", "note", "quote")


class ReadingContent(Given):
    """One look at a place: what was read, where, and what stands there."""

    class Meta:
        model = Reading
        fields = ("read", "confirmation", "address", "says")


class NoticeContent(Given):
    """What happened to a source: only grows, so that there is no changing it."""

    revokes = serializers.PrimaryKeyRelatedField(
        queryset=SourceNotice.objects.all(),
        required=False,
        allow_null=True,
        help_text="Number of the notice that an error strikes out.",
    )

    class Meta:
        model = SourceNotice
        fields = (
            *("source", "kind", "issued_on", "precision", "doi", "link", "reason"),
            "revokes",
        )
        stored = {"link": "url"}


class Keyed(Strict):
    """A key for a new row: small letters, digits and hyphens; it never changes."""

    key = Text(max_length=140)


class Why(Strict):
    """Why it is changed; asked for where published findings rest on the row."""

    why = Text(max_length=2_000, required=False, allow_null=True)


class NewFinding(Keyed):
    """A draft to be made."""

    content = FindingContent()


class ChangedFinding(Why):
    """All that a draft is to be: what is left out is empty from now on."""

    content = FindingContent()


class NewSource(Keyed):
    """A source to be made."""

    content = SourceContent()


class ChangedSource(Why):
    """All that the record of a source is to be."""

    content = SourceContent()


class NewCitation(Strict):
    """A place to be made, with the first look at it; without a key it gets one."""

    key = Text(max_length=140, required=False, allow_null=True)
    content = CitationContent()
    reading = ReadingContent(required=False, allow_null=True)


class ChangedCitation(Why):
    """All that a place is to be."""

    content = CitationContent()


class NewReading(Strict):
    """One more look at a place."""

    content = ReadingContent()


class NewNotice(Strict):
    """A notice to be recorded."""

    content = NoticeContent()


class Reasoned(Strict):
    """Why something is done, in words for colleagues and, if it is public, readers."""

    reason = Text(max_length=2_000)


class Decided(Strict):
    """A decision on exactly the content that was read."""

    digest = Text(max_length=64, help_text="`digest` of what was read.")
    note = Text(max_length=2_000, required=False, allow_null=True)


class Nothing(Strict):
    """Nothing needs to be said."""
