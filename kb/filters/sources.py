"""What may be asked of lists of organizations, sources and citations."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.db.models import Exists, F, Func, OuterRef, Q, TextField

from citations.enums import Confirmation, LinkState, Read, Standing
from citations.models import (
    Citation,
    LinkWatch,
    Organization,
    Reading,
    RecordSighting,
    Source,
    SourceNotice,
    SourceOrganization,
    SourceRelation,
)
from kb.filters.base import Member, MemberFilters, Part, Written, among
from kb.filters.kinds import COUNT, KEY, TRUTH, UNASKED, WORDS_ONLY, vocabulary
from kb.filters.words import AS_A_SEARCH, Words, placed, said_in
from kb.models import Finding, Subject

STANDING = vocabulary(Standing.values)
Asking: TypeAlias = Callable[[str, list[Any]], Q]


def standing_of(source: str, checked: str) -> Asking:
    """Return how to ask for a standing, given the source and when it was looked up.

    Only what has a notice has to be weighed; all else is good once it was looked up.
    """

    def asked(_: str, values: list[Any]) -> Q:
        weighed = Func(
            F("source"), function="citations_standing", output_field=TextField()
        )
        told = SourceNotice.objects.order_by()
        held = told.alias(weighed=weighed).filter(weighed__in=values)
        plain = {Standing.GOOD: False, Standing.UNCHECKED: True}
        never = [empty for standing, empty in plain.items() if standing in values]
        if not never:
            return Q(among(source, held.values("source")))
        without = ~Q(Exists(told.filter(source=OuterRef(source))))
        if len(never) == 1:
            without &= Q(**{f"{checked}__isnull": never[0]})
        return without | Q(among(source, held.values("source")))

    return asked


def best_reading(column: str) -> Asking:
    """Return how to ask what the best reading says: it is one of the readings."""

    def asked(lookup: str, values: list[Any]) -> Q:
        readings = Reading.objects.filter(citation=OuterRef("pk"))
        if lookup == "isnull":
            return ~Q(Exists(readings)) if values[0] else Q(Exists(readings))
        sought = {f"{column}__in": [Written(value) for value in values]}
        return Q(Exists(readings.filter(**sought))) & Q(**sought)

    return asked


def dead_or_not(_: str, values: list[Any]) -> Q:
    """Return how to ask for dead links: a link is not dead before it was watched."""
    dead = LinkWatch.objects.filter(state=LinkState.DEAD, fine_at=None).order_by()
    missing = Q(dead_link__isnull=True)
    if values[0]:
        return missing
    return Q(among("pk", dead.values("source"))) & ~missing


class OrganizationFilters(MemberFilters):
    """Organizations."""

    model = Organization
    members = {
        "key": "key",
        "name": "name",
        "interest": "interest",
        "link": "url",
        "note": "note",
        "source_count": Member("source_count", COUNT),
    }


class SourceFilters(MemberFilters):
    """Sources."""

    q = Words(said_in("title"), f"Words of its title, {AS_A_SEARCH}.")
    model = Source
    members = {
        "key": "key",
        "class": "source_class",
        "primary": "primary",
        "standing": Member(
            "standing", STANDING, asked=standing_of("pk", "notices_checked_at")
        ),
        "vendor": Member("vendor", TRUTH),
        "type": "csl_type",
        "title": "title",
        "author": Member("author", WORDS_ONLY),
        "issued": "issued",
        "container_title": "container_title",
        "volume": "volume",
        "issue": "issue",
        "page": "page",
        "number": "number",
        "edition": "edition",
        "version": "version",
        "publisher": "publisher",
        "doi": "doi",
        "isbn": "isbn",
        "arxiv": "arxiv",
        "arxiv_version": "arxiv_version",
        "pmid": "pmid",
        "link": "url",
        "language": "language",
        "licence": "licence",
        "unconfirmed_fields": "unconfirmed_fields",
        "note": "note",
        "notices_checked_at": "notices_checked_at",
        "dead_link": Member("dead_link", UNASKED, "null", dead_or_not),
        "finding_count": Member("finding_count", COUNT),
    }
    parts = {
        "organizations": Part(
            lambda: SourceOrganization.objects.filter(source=OuterRef("pk")),
            {
                "organization": "organization__key",
                "name": "organization__name",
                "interest": "organization__interest",
                "role": "role",
                "note": "note",
            },
        ),
        "relations": Part(
            lambda: SourceRelation.objects.filter(from_source=OuterRef("pk")),
            {"to": "to_source__key", "kind": "kind", "note": "note"},
        ),
        "related_from": Part(
            lambda: SourceRelation.objects.filter(to_source=OuterRef("pk")),
            {"from": "from_source__key", "kind": "kind", "note": "note"},
        ),
        "notices": Part(
            lambda: SourceNotice.objects.with_force().filter(source=OuterRef("pk")),
            {
                "kind": "kind",
                "issued_on": "issued_on",
                "precision": "precision",
                "counts": Member("holds", TRUTH),
                "doi": "doi",
                "link": "url",
                "reason": "reason",
                "origin": "origin",
                "recorded_at": "recorded_at",
            },
        ),
        "seen_at": Part(
            lambda: RecordSighting.objects.filter(source=OuterRef("pk")),
            {"": "address"},
        ),
    }


class CitationFilters(MemberFilters):
    """Citations that published findings rest on."""

    q = Words(
        placed, f"Words of its quote, or of the title of its source, {AS_A_SEARCH}."
    )
    model = Citation
    members = {
        "key": "key",
        "source": "source__key",
        "source__class": "source__source_class",
        "source__title": "source__title",
        "source__primary": "source__primary",
        "source__standing": Member(
            "standing",
            STANDING,
            asked=standing_of("source", "source__notices_checked_at"),
        ),
        "source__vendor": Member("vendor", TRUTH),
        "read": Member("read", vocabulary(Read.values), "null", best_reading("read")),
        "confirmation": Member(
            "confirmation",
            vocabulary(Confirmation.values),
            "null",
            best_reading("confirmation"),
        ),
        "label": "label",
        "locator": "locator",
        "quote": "quote",
        "note": "note",
    }
    parts = {
        "readings": Part(
            lambda: Reading.objects.filter(citation=OuterRef("pk")),
            {
                "read": "read",
                "confirmation": "confirmation",
                "address": "address",
                "says": "says",
                "recorded_at": "recorded_at",
            },
        ),
        "findings": Part(
            lambda: Finding.objects.published().filter(
                citations__citation=OuterRef("pk")
            ),
            {
                "key": "key",
                "headline": "headline",
                "topic": "topic__key",
                "facet": "topic__facet__key",
                "kind": "kind",
                "design": "design",
            },
        ),
        "subjects": Part(
            lambda: Subject.objects.filter(
                finding__in=Finding.objects.published(),
                finding__citations__citation=OuterRef("pk"),
            ),
            {
                "career": Member("career__key", KEY, "null"),
                "skill": Member("skill__key", KEY, "null"),
            },
        ),
    }
