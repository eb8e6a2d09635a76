"""What may be asked of a list of findings."""

from dataclasses import replace

from django.db.models import OuterRef

from citations.enums import Standing
from kb.enums import Directness, Mark
from kb.filters.base import Member, MemberFilters, Part
from kb.filters.kinds import KEY, TRUTH, vocabulary
from kb.filters.words import AS_A_SEARCH, Words, said_in
from kb.models import (
    Bearing,
    Estimate,
    Finding,
    FindingCitation,
    FindingLink,
    Subject,
)


class FindingFilters(MemberFilters):
    """Published findings."""

    q = Words(
        said_in("headline", "statement"),
        f"Words of its headline and statement, {AS_A_SEARCH}.",
    )
    model = Finding
    members = {
        "key": "key",
        "version": "version",
        "facet": "topic__facet__key",
        "topic": "topic__key",
        "headline": "headline",
        "statement": "statement",
        "kind": "kind",
        "design": "design",
        "direction": "direction",
        "population": "population",
        "places": "places",
        "period_start": "period_start",
        "period_end": "period_end",
        "comparison": "comparison",
        "limitations": "limitations",
        "source": "source__key",
        "source__class": "source__source_class",
        "source__title": "source__title",
        "source__primary": "source__primary",
        "source__standing": Member("standing", vocabulary(Standing.values)),
        "source__vendor": Member("vendor", TRUTH),
        "release": Member("release_key", KEY, "null"),
        "licence": "release__licence",
        "attribution": "release__attribution",
        "published_at": "published_at",
        "marks": Member("marks", replace(vocabulary(Mark.values), many=True)),
        "directness": Member("level", vocabulary(Directness.values)),
    }
    parts = {
        "subjects": Part(
            lambda: Subject.objects.filter(finding=OuterRef("pk")),
            {
                "career": "career__key",
                "skill": "skill__key",
                "task": "task__key",
                "group": "group",
            },
        ),
        "bearings": Part(
            lambda: Bearing.objects.filter(finding=OuterRef("pk")),
            {"career": "career__key", "skill": "skill__key", "reason": "reason"},
        ),
        "links": Part(
            lambda: FindingLink.objects.filter(
                finding=OuterRef("pk"),
                to_key__in=Finding.objects.published().values("key"),
            ),
            {"to": "to_key", "kind": "kind", "note": "note"},
        ),
        "estimates": Part(
            lambda: Estimate.objects.filter(finding=OuterRef("pk")),
            {
                "measure": "measure__key",
                "kind": "measure__kind",
                "unit": "measure__unit",
                "scale_low": "measure__scale_low",
                "scale_high": "measure__scale_high",
                "towards": "measure__direction",
                "label": "label",
                "value": "value",
                "category": "category",
                "missing": "missing",
                "low": "low",
                "high": "high",
                "interval": "interval",
                "ci_level": "ci_level",
                "se": "se",
                "rse": "rse",
                "n": "n",
                "n_approx": "n_approx",
                "n_unit": "n_unit",
                "base": "base",
                "quantile": "quantile",
                "currency": "currency",
                "year": "price_year",
                "area": "area",
                "period_start": "period_start",
                "period_end": "period_end",
                "qualifier": "qualifier",
                "comparison": "comparison",
                "confirmation": "confirmation",
                "subject__career": "subject__career__key",
                "subject__skill": "subject__skill__key",
                "subject__task": "subject__task__key",
                "subject__group": "subject__group",
            },
        ),
        "citations": Part(
            lambda: FindingCitation.objects.filter(finding=OuterRef("pk")),
            {
                "id": "citation__key",
                "source": "citation__source__key",
                "label": "citation__label",
                "locator": "citation__locator",
                "quote": "citation__quote",
            },
        ),
    }
