"""Rows that look like the same thing twice."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse

from careers.models import Career, Skill
from citations.models import Organization, Source
from kb.selectors.queues.queue import EDITOR, Entry, Queue

SOURCES = """
SELECT b.id, a.id FROM citations_source a
JOIN citations_source b ON b.likeness = a.likeness AND b.id > a.id
WHERE a.merged_into_id IS NULL AND a.withdrawn_reason = ''
  AND b.merged_into_id IS NULL AND b.withdrawn_reason = ''
  AND NOT EXISTS (
    SELECT 1 FROM citations_sourcerelation r
    WHERE (r.from_source_id, r.to_source_id) IN ((a.id, b.id), (b.id, a.id)))
"""
ORGANIZATIONS = """
SELECT b.id, a.id FROM citations_organization a
JOIN citations_organization b
  ON citations_organization_folded(b.name) = citations_organization_folded(a.name)
  AND b.id > a.id
WHERE a.merged_into_id IS NULL AND b.merged_into_id IS NULL
"""
NAMED = """
SELECT greatest(ours.id, other.id), least(ours.id, other.id)
FROM {0}_names_of_ours() AS ours CROSS JOIN LATERAL {0}_named(ours.name) AS other
WHERE other.id <> ours.id
"""
LATER = "SELECT this FROM ({pairs}) AS twin (this, older)"
OLDEST = """(
SELECT min(older) FROM ({pairs}) AS twin (this, older) WHERE this = "{table}".id)
"""


def twins(rows: QuerySet[Any], pairs: str) -> QuerySet[Any]:
    """Keep the rows that ``pairs`` sets beside an older one: its number is ``twin``."""
    table = rows.model._meta.db_table
    later = RawSQL(LATER.format(pairs=pairs), [])  # noqa: S611 - constants of this file
    oldest = RawSQL(OLDEST.format(pairs=pairs, table=table), [])  # noqa: S611 - as above
    found: QuerySet[Any] = rows.filter(pk__in=later).annotate(twin=oldest)
    return found


def sources(_person: User) -> QuerySet[Source]:
    """Return sources of the title, year and first author of an older one.

    Two that stand in a relation to each other (version of, replicates …) are known to
    be two.
    """
    return twins(Source.objects.all(), SOURCES)


def organizations(_person: User) -> QuerySet[Organization]:
    """Return organizations of the name of an older one, but for a legal form."""
    return twins(Organization.objects.all(), ORGANIZATIONS)


def skills(_person: User) -> QuerySet[Skill]:
    """Return skills that share a name or alias with an older one.

    Two that both have an exact code are told apart by their taxonomies: imported by the
    ten thousand, they are nobody's work here.
    """
    return twins(Skill.objects.all(), NAMED.format("careers_skill"))


def careers(_person: User) -> QuerySet[Career]:
    """Return careers that share a name or alias with an older one, as ``skills``."""
    return twins(Career.objects.all(), NAMED.format("careers_career"))


def source_entry(source: Source) -> Entry:
    """Return a source and the way to its twin."""
    return _entry(
        source,
        "An older source has this title, year and first author. Merge them, or say "
        "by a relation how they differ.",
    )


def organization_entry(organization: Organization) -> Entry:
    """Return an organization and the way to its twin."""
    return _entry(
        organization,
        "An older one has this name, perhaps with another legal form. Merge them, or "
        "give one the name by which readers tell them apart.",
    )


def named_entry(row: Skill | Career) -> Entry:
    """Return a skill or career and the way to its twin."""
    return _entry(
        row,
        "An older one has this name or alias. Merge them, or give one another name.",
    )


def _entry(row: Source | Organization | Skill | Career, reason: str) -> Entry:
    screen = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    older = reverse(f"{screen}_change", args=[getattr(row, "twin", row.pk)])
    return Entry(
        f"{row} ({row.key})",
        reason,
        reverse(f"{screen}_change", args=[row.pk]),
        (
            ("the older one", older),
            ("merge", reverse(f"{screen}_merge", args=[row.pk])),
        ),
    )


TWIN_SOURCES = Queue(
    key="twin-sources",
    title="Sources that look alike",
    meaning="Same title, year and first author as an older source.",
    groups=frozenset({EDITOR}),
    rows=sources,
    entry=source_entry,
)
TWIN_ORGANIZATIONS = Queue(
    key="twin-organizations",
    title="Organizations that look alike",
    meaning="The name of an older organization, but for “the” and its legal form.",
    groups=frozenset({EDITOR}),
    rows=organizations,
    entry=organization_entry,
)
TWIN_SKILLS = Queue(
    key="twin-skills",
    title="Skills that share a name",
    meaning="A name or alias of theirs, in whatever letters, is an older skill's too.",
    groups=frozenset({EDITOR}),
    rows=skills,
    entry=named_entry,
)
TWIN_CAREERS = Queue(
    key="twin-careers",
    title="Careers that share a name",
    meaning="A name or alias of theirs, in whatever letters, is an older career's too.",
    groups=frozenset({EDITOR}),
    rows=careers,
    entry=named_entry,
)
