"""What is here: the start page, and the lists of careers, skills and sources."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from careers.enums import SkillKind
from careers.models import CareerSkill, Skill
from citations.enums import SourceClass
from citations.models import Source, SourceNotice
from kb.enums import State
from kb.models import Finding, Release, Subject
from kb.selectors.pair.rows import Row, rows

NEWEST = 8
PAGE = 100
LISTED = Exists(CareerSkill.objects.filter(skill=OuterRef("pk")))
SHOWN = Q(findings__published_at__isnull=False)
CAREERS = """
SELECT c.key, c.name, c.definition,
  (SELECT count(*) FROM careers_careerskill p WHERE p.career_id = c.id) AS listed,
  (SELECT count(DISTINCT s.finding_id) FROM careers_career_matches(c.id) m
   JOIN kb_subject s ON s.career_id = m.career_id
   JOIN kb_finding f ON f.id = s.finding_id AND f.state = %(state)s
   WHERE m.match IN ('same', 'close')) AS found
FROM careers_career c
WHERE c.merged_into_id IS NULL AND c.withdrawn_reason = ''
  AND EXISTS (SELECT 1 FROM careers_careerskill p WHERE p.career_id = c.id) = %(listed)s
  AND (%(after)s = '' OR (c.name, c.key) > (
    SELECT a.name, a.key FROM careers_career a WHERE a.key = %(after)s))
ORDER BY c.name, c.key LIMIT %(most)s
"""
COUNTS = """
WITH cited AS (
  SELECT s.id, s.primary FROM citations_source s, LATERAL (
    SELECT 1 FROM citations_citation c
    JOIN kb_findingcitation l ON l.citation_id = c.id
    JOIN kb_finding f ON f.id = l.finding_id AND f.state = %(state)s
    WHERE c.source_id = s.id LIMIT 1) AS one
)
SELECT
  (SELECT count(DISTINCT p.career_id) FROM careers_careerskill p
   JOIN careers_career c ON c.id = p.career_id
   WHERE c.merged_into_id IS NULL AND c.withdrawn_reason = '') AS careers,
  (SELECT count(*) FROM careers_skill
   WHERE merged_into_id IS NULL AND withdrawn_reason = '') AS skills,
  (SELECT count(*) FROM careers_careerskill) AS pairs,
  (SELECT count(*) FROM kb_finding WHERE state = %(state)s) AS findings,
  (SELECT count(*) FROM cited) AS sources,
  (SELECT count(*) FROM cited WHERE "primary") AS primaries,
  (SELECT count(*) FROM kb_measure m, LATERAL (
    SELECT 1 FROM kb_estimate e JOIN kb_finding f ON f.id = e.finding_id
    WHERE e.measure_id = m.id AND f.state = %(state)s LIMIT 1) AS one) AS measures
"""
COUNTED = {
    "careers": "careers with their skills",
    "skills": "skills",
    "pairs": "skills listed in careers",
    "findings": "published findings",
    "sources": "sources they rest on",
    "primaries": "of these, primary sources",
    "measures": "measures in use, each defined",
}


@dataclass(frozen=True)
class Change:
    """Something that changed what readers see."""

    at: datetime.datetime
    what: str
    name: str
    url: str


@dataclass(frozen=True)
class Overview:
    """The start page: numbers counted from the rows, and what changed last."""

    careers: list[Row]
    counts: list[tuple[str, int]]
    changes: list[Change]


@dataclass(frozen=True)
class Shelf:
    """Rows of one kind under one heading."""

    title: str
    rows: list[Model]


def overview() -> Overview:
    """Return the start page."""
    return Overview(curated_careers(), counts(), latest_changes())


def findings_count(field: str) -> Coalesce:
    """Return how many published findings have a subject with this career or skill."""
    measured = Subject.objects.filter(
        finding__state=State.PUBLISHED, **{field: OuterRef("pk")}
    )
    counted = (
        measured.order_by().values(field).annotate(n=Count("finding", distinct=True))
    )
    return Coalesce(Subquery(counted.values("n")), 0, output_field=IntegerField())


def curated_careers() -> list[Row]:
    """Return the careers with skills of their own, with their counts, by name.

    Each has ``listed``, the number of its skills, and ``found``, the number of
    published findings that measured it or a close match of it. One statement.
    """
    given = {"state": State.PUBLISHED, "listed": True, "after": "", "most": None}
    return rows(CAREERS, given)


def measured_careers(after: str = "") -> tuple[list[Row], str]:
    """Return occupations that only datasets name, by name, after the key ``after``.

    At most a hundred, and the key after which the next begin, if any do.
    """
    given = {"state": State.PUBLISHED, "listed": False, "after": after}
    found = rows(CAREERS, given | {"most": PAGE + 1})
    more = len(found) > PAGE
    return found[:PAGE], found[PAGE - 1]["key"] if more else ""


def listed_skills() -> list[Shelf]:
    """Return the skills of careers by kind: ``used`` in careers, ``found`` findings."""
    named = _skills().filter(LISTED).order_by("kind", "name")
    return [
        Shelf(SkillKind(kind).label, list(shelf))
        for kind, shelf in groupby(named, key=lambda skill: skill.kind)
    ]


def other_skills(after: str = "") -> tuple[list[Skill], str]:
    """Return skills in no career's list, by name, after the key ``after``.

    At most a hundred, and the key after which the next begin, if any do.
    """
    named = _skills().exclude(LISTED).order_by("name", "key")
    if after:
        name = Subquery(Skill.objects.filter(key=after).values("name")[:1])
        named = named.filter(Q(name__gt=name) | Q(name=name, key__gt=after))
    found = list(named[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].key if len(found) > PAGE else ""


def _skills() -> QuerySet[Skill]:
    """Return current skills with their counts."""
    used = (
        CareerSkill.objects.filter(skill=OuterRef("pk"))
        .order_by()
        .values("skill")
        .annotate(n=Count("pk"))
    )
    return Skill.objects.current().annotate(
        used=Coalesce(Subquery(used.values("n")), 0, output_field=IntegerField()),
        found=findings_count("skill"),
    )


def all_sources() -> list[Shelf]:
    """Return all sources by class, with standing and how many findings rest on each."""
    held = (
        Source.objects.filter(merged_into=None, withdrawn_reason="")
        .with_standing()
        .with_interest()
        .annotate(
            found=Count(
                "citations__findings__finding",
                filter=Q(citations__findings__finding__state=State.PUBLISHED),
                distinct=True,
            )
        )
        .order_by("source_class", "title", "key")
    )
    return [
        Shelf(SourceClass(kind).label, list(shelf))
        for kind, shelf in groupby(held, key=lambda source: source.source_class)
    ]


def counts() -> list[tuple[str, int]]:
    """Return what is here in numbers, each counted from published rows."""
    counted = rows(COUNTS, {"state": State.PUBLISHED})[0]
    return [(name, counted[column]) for column, name in COUNTED.items()]


def latest_changes() -> list[Change]:
    """Return what changed last for readers, newest first."""
    changes = [*releases(), *notices(), *single_findings()]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:NEWEST]


def releases() -> list[Change]:
    """Return the releases that were approved last."""
    approved = (
        Release.objects.approved()
        .order_by("-decided_at")
        .annotate(shown=Count("findings", filter=SHOWN))
        .values_list("decided_at", "title", "shown")
    )
    return [
        Change(decided_at, f"{findings} findings published", title, "")
        for decided_at, title, findings in approved[:NEWEST]
        if decided_at
    ]


def notices() -> list[Change]:
    """Return the notices that were recorded last."""
    told = SourceNotice.objects.select_related("source").order_by("-recorded_at")
    return [
        Change(
            row.recorded_at,
            f"{row.kind} recorded",
            row.source.title,
            reverse("kb:source", args=[row.source.key]),
        )
        for row in told[:NEWEST]
    ]


def single_findings() -> list[Change]:
    """Return the findings that were published last on their own, not in a release."""
    single = (
        Finding.objects.published()
        .filter(release=None)
        .exclude(published_at=None)
        .order_by(F("published_at").desc())[:NEWEST]
    )
    return [
        Change(
            row.published_at,
            "finding published",
            row.headline,
            reverse("kb:finding", args=[row.key]),
        )
        for row in single
        if row.published_at
    ]
