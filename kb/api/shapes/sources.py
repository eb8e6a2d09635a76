"""Organizations, sources and citations, as answers show them."""

from typing import Any

from django.db.models import BooleanField, F, Func, JSONField, QuerySet
from rest_framework import serializers

from citations.enums import RelationKind, Standing
from citations.models import (
    Citation,
    Organization,
    Reading,
    Source,
    SourceNotice,
    SourceOrganization,
    SourceRelation,
)
from kb.api.members import (
    Answer,
    BestReading,
    Count,
    DeadLink,
    Page,
    Sightings,
    StandingMember,
    Texts,
    VendorMember,
)
from kb.api.rows import Derived, Sql, outer
from kb.models import Finding

CHAIN = """(
  SELECT coalesce(json_agg(json_build_object(
    'key', s.key, 'title', s.title, 'url', '/sources/' || s.key || '/',
    'depth', c.depth, 'relation', c.relation, 'note', nullif(c.note, ''),
    'primary', s.primary, 'standing', citations_standing(s.id)
  ) ORDER BY c.depth, s.key), '[]')
  FROM citations_chain(%(expressions)s) c JOIN citations_source s ON s.id = c.source_id
)"""
ROOTS = """(
  SELECT coalesce(json_agg(s.key ORDER BY s.key), '[]')
  FROM citations_roots(%(expressions)s) r JOIN citations_source s ON s.id = r
)"""


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


class SourceBrief(Answer):
    """A source, named, with what a reader must know of it first."""

    url = Page("/sources/{key}/")
    standing = StandingMember()
    vendor = VendorMember()

    class Meta:
        model = Source
        fields = ("key", "title", "url", "class", "primary", "standing", "vendor")
        stored = {"class": "source_class"}


class SourceAnswer(Answer):
    """One version of a published thing. ``link`` is where it was published."""

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
    finding_count = Count("Published findings that rest on it.")

    class Meta:
        model = Source
        fields = (
            *("key", "title", "url", "class", "primary", "standing", "vendor", "type"),
            *("author", "issued", "container_title", "volume", "issue", "page"),
            *("number", "edition", "version", "publisher", "doi", "isbn", "arxiv"),
            *("arxiv_version", "pmid", "link", "language", "licence"),
            *("unconfirmed_fields", "note", "notices_checked_at", "organizations"),
            *("relations", "related_from", "notices", "seen_at", "dead_link"),
            "finding_count",
        )
        stored = {"class": "source_class", "type": "csl_type", "link": "url"}


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


class CitationAnswer(Answer):
    """One place in one source, and each time somebody looked at it."""

    source = SourceBrief(read_only=True)  # type: ignore[assignment]
    read = BestReading("read")
    confirmation = BestReading("confirmation")
    readings = ReadingAnswer(many=True, read_only=True)
    findings = UseAnswer(many=True, read_only=True)

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
        )


class StepAnswer(serializers.Serializer[Any]):
    """A source on the way down to what the numbers were taken from."""

    key = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    depth = serializers.IntegerField(help_text="0 is the source itself.")
    relation = serializers.ChoiceField(choices=RelationKind.choices, allow_null=True)
    note = serializers.CharField(allow_null=True)
    primary = serializers.BooleanField()
    standing = serializers.ChoiceField(choices=Standing.choices)


class Chain(Derived, serializers.ListField):
    """The steps from a source to what it took its numbers from, nearest first."""

    def __init__(self) -> None:
        super().__init__(child=StepAnswer(), read_only=True)

    def expression(self, prefix: str) -> Sql:
        """Return the walk that the database makes."""
        return Func(F(f"{prefix}pk"), template=CHAIN, output_field=JSONField())


class Roots(Derived, Texts):
    """The keys of the primary studies that a source stands for."""

    def expression(self, prefix: str) -> Sql:
        """Return the roots that the database finds."""
        return Func(F(f"{prefix}pk"), template=ROOTS, output_field=JSONField())


class ChainAnswer(Answer):
    """A source's way down to the primary sources its numbers come from."""

    url = Page("/sources/{key}/")
    chain = Chain()
    roots = Roots(help_text="Keys of the primary studies it stands for.")

    class Meta:
        model = Source
        fields = ("key", "url", "chain", "roots")
