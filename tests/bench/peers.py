"""The list of citations as others would write it: by hand in SQL, and with DRF."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import CharField, Exists, F, Func, OuterRef, Prefetch
from django.test import RequestFactory
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from citations.models import Citation, Reading, Source, SourceOrganization
from kb.enums import ReleaseState, State
from kb.models import Finding, FindingCitation
from tests.bench.contestants import _connect
from tests.bench.rounds import Call

BY_HAND = """
SELECT json_build_object('key', c.key, 'source', json_build_object(
    'key', s.key, 'title', s.title, 'url', '/sources/' || s.key || '/',
    'class', s.source_class, 'primary', s.primary,
    'standing', CASE WHEN EXISTS (
        SELECT 1 FROM citations_sourcenotice n WHERE n.source_id = s.id)
      THEN citations_standing(s.id)
      WHEN s.notices_checked_at IS NULL THEN 'unchecked' ELSE 'good' END,
    'vendor', EXISTS (SELECT 1 FROM citations_sourceorganization r
      JOIN citations_organization o ON o.id = r.organization_id
      WHERE r.source_id = s.id AND o.interest = 'vendor')),
  'label', c.label, 'locator', nullif(c.locator, ''), 'quote', nullif(c.quote, ''),
  'note', nullif(c.note, ''), 'read', best.read, 'confirmation', best.confirmation,
  'readings', (SELECT coalesce(json_agg(json_build_object('read', r.read,
      'confirmation', r.confirmation, 'address', r.address, 'says', r.says,
      'recorded_at', to_char(r.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      ORDER BY r.position, r.id), '[]')
    FROM citations_reading r WHERE r.citation_id = c.id),
  'findings', (SELECT coalesce(json_agg(json_build_object('key', f.key,
      'url', '/findings/' || f.key || '/', 'headline', f.headline, 'topic', t.key,
      'facet', a.key, 'kind', f.kind, 'design', f.design) ORDER BY f.key), '[]')
    FROM kb_findingcitation l JOIN kb_finding f ON f.id = l.finding_id
    JOIN kb_topic t ON t.id = f.topic_id LEFT JOIN kb_facet a ON a.id = t.facet_id
    WHERE l.citation_id = c.id AND f.state = 'published'),
  'attribution', (SELECT coalesce(json_agg(a.attribution ORDER BY a.dataset, a.pack),
      '[]')
    FROM (SELECT DISTINCT ON (dataset, pack) dataset, pack, attribution
      FROM kb_release r WHERE r.state = 'approved' AND (r.source_id = c.source_id
        OR r.id IN (SELECT f.release_id FROM kb_findingcitation l
          JOIN kb_finding f ON f.id = l.finding_id
          WHERE l.citation_id = c.id AND f.state = 'published'))
      ORDER BY dataset, pack, number DESC) a))::text
FROM (SELECT * FROM citations_citation c WHERE EXISTS (
    SELECT 1 FROM kb_findingcitation l JOIN kb_finding f ON f.id = l.finding_id
    WHERE l.citation_id = c.id AND f.state = 'published')
  ORDER BY c.key, c.id LIMIT 51) c
JOIN citations_source s ON s.id = c.source_id
LEFT JOIN LATERAL (SELECT r.read, r.confirmation FROM citations_reading r
  WHERE r.citation_id = c.id ORDER BY array_position(
    ARRAY['dataset', 'primary', 'mirror', 'secondary', 'none'], r.confirmation::text),
    r.position, r.id LIMIT 1) best ON true
ORDER BY c.key, c.id
"""


def by_hand() -> Call:
    """Return a call of a bare WSGI application over one prepared statement."""
    connection = _connect()

    def application(
        _environ: dict[str, Any], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND)
            found = cursor.fetchall()
        body = f'{{"results":[{",".join(row[0] for row in found[:50])}]}}'.encode()
        start("200 OK", [("Content-Type", "application/json")])
        return [body]

    return lambda: b"".join(application({}, lambda *_: None))


class SourceRow(serializers.ModelSerializer[Source]):
    """A source, named."""

    url = serializers.SerializerMethodField()
    standing = serializers.SerializerMethodField()
    vendor = serializers.SerializerMethodField()

    class Meta:
        model = Source
        fields = ("key", "title", "url", "class", "primary", "standing", "vendor")
        extra_kwargs = {"class": {"source": "source_class"}}

    def get_url(self, source: Source) -> str:
        return f"/sources/{source.key}/"

    def get_standing(self, source: Source) -> str:
        return str(self.context["row"].standing)

    def get_vendor(self, source: Source) -> bool:
        return bool(self.context["row"].vendor)


class ReadingRow(serializers.ModelSerializer[Reading]):
    """One look at a citation."""

    recorded_at = serializers.DateTimeField(format="%Y-%m-%dT%H:%M:%SZ")

    class Meta:
        model = Reading
        fields = ("read", "confirmation", "address", "says", "recorded_at")


class FindingRow(serializers.ModelSerializer[Finding]):
    """A finding that rests on a citation."""

    url = serializers.SerializerMethodField()
    topic = serializers.CharField(source="topic.key")
    facet = serializers.SerializerMethodField()

    class Meta:
        model = Finding
        fields = ("key", "url", "headline", "topic", "facet", "kind", "design")

    def get_url(self, finding: Finding) -> str:
        return f"/findings/{finding.key}/"

    def get_facet(self, finding: Finding) -> str | None:
        return finding.topic.facet.key if finding.topic.facet else None


class CitationRow(serializers.ModelSerializer[Citation]):
    """A citation with all that is nested in it."""

    source = serializers.SerializerMethodField()  # type: ignore[assignment]
    read = serializers.SerializerMethodField()
    confirmation = serializers.SerializerMethodField()
    readings = ReadingRow(many=True)
    findings = serializers.SerializerMethodField()
    attribution = serializers.SerializerMethodField()

    class Meta:
        model = Citation
        fields = (
            *("key", "source", "label", "locator", "quote", "note", "read"),
            *("confirmation", "readings", "findings", "attribution"),
        )

    def get_source(self, citation: Citation) -> Any:
        return SourceRow(citation.source, context={"row": citation}).data

    def get_read(self, citation: Citation) -> str:
        return next(iter(citation.readings.all())).read

    def get_confirmation(self, citation: Citation) -> str:
        return next(iter(citation.readings.all())).confirmation

    def get_findings(self, citation: Citation) -> Any:
        found = sorted(
            (
                link.finding
                for link in citation.findings.all()
                if link.finding.state == State.PUBLISHED
            ),
            key=lambda finding: finding.key,
        )
        return FindingRow(found, many=True).data

    def get_attribution(self, citation: Citation) -> list[str]:
        releases = (
            link.finding.release
            for link in citation.findings.all()
            if link.finding.state == State.PUBLISHED and link.finding.release
        )
        newest = {
            (release.dataset, release.pack): release.attribution
            for release in sorted(releases, key=lambda release: release.number)
            if release.state == ReleaseState.APPROVED
        }
        return [newest[place] for place in sorted(newest)]

    def to_representation(self, instance: Citation) -> dict[str, Any]:
        row = super().to_representation(instance)
        return {name: None if value == "" else value for name, value in row.items()}


class CitationRows(ListAPIView[Citation]):
    """The first fifty citations, keyset order, everything fetched beforehand."""

    serializer_class = CitationRow
    authentication_classes = ()
    permission_classes = ()
    filter_backends = ()

    def get_queryset(self) -> Any:
        resting = FindingCitation.objects.filter(
            citation=OuterRef("pk"), finding__state=State.PUBLISHED
        )
        vendor = SourceOrganization.objects.filter(
            source=OuterRef("source"), organization__interest="vendor"
        )
        standing = Func(
            F("source"), function="citations_standing", output_field=CharField()
        )
        links = FindingCitation.objects.select_related(
            "finding__topic__facet", "finding__release"
        )
        return (
            Citation.objects.using("reader")
            .filter(Exists(resting))
            .select_related("source")
            .annotate(standing=standing, vendor=Exists(vendor))
            .prefetch_related("readings", Prefetch("findings", links))
            .order_by("key", "pk")[:50]
        )

    def list(self, request: Any, *args: Any, **keys: Any) -> Any:
        answer = super().list(request, *args, **keys)
        answer.data = {"results": answer.data}
        return answer


def by_model_serializer() -> Call:
    """Return a call of the view, past all middleware: the best case for it."""
    view, factory = CitationRows.as_view(), RequestFactory()

    def call() -> bytes:
        answer: Any = view(factory.get("/"))
        return bytes(answer.render().content)

    return call
