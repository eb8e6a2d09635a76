"""Organizations, sources and citations, as answers show them."""

from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet
from rest_framework import serializers

from citations.models import (
    Citation,
    Organization,
    Reading,
    Source,
    SourceNotice,
    SourceOrganization,
    SourceRelation,
)
from kb.api.attribution import OfPlace, OfSource
from kb.api.members import (
    Answer,
    BestReading,
    Count,
    DeadLink,
    Page,
    Sightings,
    StandingMember,
    VendorMember,
)
from kb.api.objects import Kept, KeptIn, Sql
from kb.api.rows import Derived, outer
from kb.api.shapes.resting import PlaceIn, RestingFinding
from kb.models import Finding


class OrganizationAnswer(Answer):
    """Who publishes, funds or sells, and the interest that a reader should know."""

    source_count = Count("Sources it has to do with.")

    class Meta:
        model = Organization
        fields = ("key", "name", "interest", "link", "note", "source_count")
        stored = {"link": "url"}


class RoleAnswer(Answer):
    """What an organization has to do with a source."""

    class Meta:
        model = SourceOrganization
        fields = ("organization", "name", "interest", "role", "note")
        stored = {
            "organization": "organization.key",
            "name": "organization.name",
            "interest": "organization.interest",
        }
        of = "source"
        order = ("role", "organization__key")


class RelationAnswer(Answer):
    """How this source stands to another."""

    class Meta:
        model = SourceRelation
        fields = ("kind", "to", "note")
        stored = {"to": "to_source.key"}
        of = "from_source"
        order = ("kind", "to_source__key")


class RelatedAnswer(Answer):
    """How another source stands to this one."""

    class Meta:
        model = SourceRelation
        fields = ("kind", "from", "note")
        stored = {"from": "from_source.key"}
        of = "to_source"
        order = ("kind", "from_source__key")


class Counts(Derived, serializers.BooleanField):
    """Whether a notice counts, or was struck out as recorded by mistake."""

    def __init__(self) -> None:
        super().__init__(
            read_only=True,
            help_text="False if it was struck out as recorded by mistake.",
        )

    def expression(self, prefix: str) -> Sql:
        """Return what the database says of the notice."""
        return Func(
            F(f"{prefix}pk"),
            function="citations_notice_holds",
            output_field=BooleanField(),
        )


class NoticeAnswer(Answer):
    """What happened to a source after it appeared."""

    counts = Counts()

    class Meta:
        model = SourceNotice
        fields = (
            *("kind", "issued_on", "precision", "counts", "doi", "link", "reason"),
            *("origin", "recorded_at"),
        )
        stored = {"link": "url"}
        of = "source"
        order = ("issued_on", "id")


def kept_of_source(prefix: str) -> Kept:
    """Return what a source is called, kept written (``citations_source_told``)."""
    return KeptIn("told", F(f"{prefix}key"))


class SourceBrief(Answer):
    """A source, named, with what a reader must know of it first."""

    url = Page("/sources/{key}/")
    standing = StandingMember()
    vendor = VendorMember()

    class Meta:
        model = Source
        fields = ("key", "title", "url", "class", "primary", "standing", "vendor")
        stored = {"class": "source_class"}
        kept: dict[tuple[str, ...], Any] = {
            ("key", "title", "url", "class", "primary"): kept_of_source
        }


RECORD: tuple[str, ...] = (
    *("key", "title", "url", "class", "primary", "standing", "vendor", "type"),
    *("author", "issued", "container_title", "volume", "issue", "page"),
    *("number", "edition", "version", "publisher", "doi", "isbn", "arxiv"),
    *("arxiv_version", "pmid", "link", "language", "licence"),
    *("unconfirmed_fields", "note", "notices_checked_at", "organizations"),
    *("relations", "related_from", "notices", "seen_at", "dead_link"),
)


class SourceRecord(Answer):
    """A source as ``expand`` gives it inside of another answer."""

    url = Page("/sources/{key}/")
    standing = StandingMember()
    vendor = VendorMember()
    author = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField()),
        read_only=True,
        help_text="CSL names: family and given, or literal.",
    )
    organizations = RoleAnswer(many=True, read_only=True)
    relations = RelationAnswer(many=True, read_only=True)
    related_from = RelatedAnswer(many=True, read_only=True)
    notices = NoticeAnswer(many=True, read_only=True)
    seen_at = Sightings()
    dead_link = DeadLink()

    class Meta:
        model = Source
        fields = RECORD
        stored = {"class": "source_class", "type": "csl_type", "link": "url"}


class SourceAnswer(SourceRecord):
    """One version of a published thing. ``link`` is where it was published."""

    finding_count = Count("Published findings that rest on it.")
    attribution = OfSource()

    class Meta(SourceRecord.Meta):
        fields = (*RECORD, "finding_count", "attribution")
        expand: dict[str, serializers.BaseSerializer[Any]] = {
            "citations": PlaceIn(many=True, read_only=True),
            "findings": RestingFinding(many=True, read_only=True),
        }


class ReadingAnswer(Answer):
    """One look at what a citation points to, in our own words."""

    class Meta:
        model = Reading
        fields = ("read", "confirmation", "address", "says", "recorded_at")
        of = "citation"
        order = ("position", "id")


class UseAnswer(Answer):
    """A published finding that rests on a citation."""

    url = Page("/findings/{key}/")

    class Meta:
        model = Finding
        fields = ("key", "url", "headline", "topic", "facet", "kind", "design")
        stored = {"topic": "topic.key", "facet": "topic.facet.key"}

    def rows(self, prefix: str) -> QuerySet[Any, Any]:
        """Return the findings that readers see."""
        resting = Finding.objects.published().filter(citations__citation=outer(prefix))
        return resting.order_by("key")


def kept_of_place(prefix: str) -> Kept:
    """Return the place of a citation, kept written (``citations_citation_told``)."""
    return KeptIn("told", F(f"{prefix}key"))


def kept_of_readings(prefix: str) -> Kept:
    """Return what the best reading of a citation says, and all of its readings.

    Each is kept written (``citations_reading_told``), and so is its rank, behind whose
    26 digits the rest follows (``citations_reading_rank``).
    """
    return Kept(
        F(f"{prefix}pk"),
        template="""(SELECT concat(
            coalesce(substr(min(part.rank), 27), '"read":null,"confirmation":null'),
            ',"readings":[', string_agg(part.told, ','), ']')
          FROM (SELECT r.told, r.rank FROM citations_reading r
            WHERE r.citation_id = %(expressions)s
            ORDER BY r.position, r.id) AS part)""",
    )


def kept_of_uses(prefix: str) -> Kept:
    """Return the findings that rest on a citation, kept written in ``kb_use``."""
    return Kept(
        F(f"{prefix}pk"),
        template="""(SELECT concat('"findings":[', string_agg(part.told, ','), ']')
          FROM (SELECT u.told FROM kb_use u
            WHERE u.citation_id = %(expressions)s ORDER BY u.key) AS part)""",
    )


class CitationAnswer(Answer):
    """One place in one source, and each time somebody looked at it."""

    source = SourceBrief(read_only=True)  # type: ignore[assignment]
    read = BestReading("read")
    confirmation = BestReading("confirmation")
    readings = ReadingAnswer(many=True, read_only=True)
    findings = UseAnswer(many=True, read_only=True)
    attribution = OfPlace()

    class Meta:
        model = Citation
        fields = (
            "key",
            "source",
            "label",
            "locator",
            "quote",
            "note",
            "read",
            "confirmation",
            "readings",
            "findings",
            "attribution",
        )
        always = ("attribution",)
        expand: dict[str, serializers.BaseSerializer[Any]] = {
            "source": SourceRecord(read_only=True)
        }
        kept: dict[tuple[str, ...], Any] = {
            ("label", "locator", "quote", "note"): kept_of_place,
            ("read", "confirmation", "readings"): kept_of_readings,
            ("findings",): kept_of_uses,
        }
