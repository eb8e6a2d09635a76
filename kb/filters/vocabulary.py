"""What may be asked of lists of measures, facets and releases."""

from django.db.models import OuterRef

from kb.filters.base import Member, MemberFilters, Part
from kb.filters.kinds import COUNT, KEY
from kb.models import Facet, Measure, Release, Topic


class MeasureFilters(MemberFilters):
    """Measures."""

    model = Measure
    members = {
        "key": "key",
        "label": "label",
        "unit": "unit",
        "kind": "kind",
        "scale_low": "scale_low",
        "scale_high": "scale_high",
        "towards": "direction",
        "definition": "definition",
        "finding_count": Member("finding_count", COUNT),
    }


class FacetFilters(MemberFilters):
    """Facets."""

    model = Facet
    members = {
        "key": "key",
        "label": "label",
        "question": "question",
        "position": "position",
    }
    parts = {
        "topics": Part(
            lambda: Topic.objects.filter(facet=OuterRef("pk")),
            {"key": "key", "label": "label", "reason": "reason"},
        ),
    }


class ReleaseFilters(MemberFilters):
    """Approved releases."""

    model = Release
    members = {
        "key": Member("release_key", KEY),
        "pack": "pack",
        "number": "number",
        "title": "title",
        "digest": "digest",
        "licence": "licence",
        "attribution": "attribution",
        "created_at": "created_at",
        "decided_at": "decided_at",
        "finding_count": Member("finding_count", COUNT),
    }
