"""Rows in bulk, by SQL: as many as a list should bear, distributed as in the world."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, models

from careers.models import Career, Skill
from citations.enums import Interest
from citations.models import (
    Citation,
    Organization,
    Reading,
    Source,
    SourceNotice,
    SourceOrganization,
)
from config.database import speaking_as
from kb.models import (
    Estimate,
    Finding,
    FindingCitation,
    FindingEditor,
    Measure,
    Release,
    Review,
    Subject,
    Topic,
)
from tests.bench.bulk import bulk, without_triggers
from tests.bench.tails import authors, seeded, share, word, words

PER_FINDING = 4
"""Citations to a finding."""
NUMBERS = "generate_series(1, {}) n".format

MODELS: tuple[type[models.Model], ...] = (
    *(Career, Skill, Organization, Source, SourceOrganization, Citation, Reading),
    SourceNotice,
    *(Release, Finding, Subject, Estimate, FindingCitation, FindingEditor, Review),
)
PER_SOURCE = 8
"""Citations to a source, in the mean."""
OPEN = ["draft", "in_review"]
PUBLISHED = "published"
EVERY = [*[PUBLISHED] * 90, *["draft"] * 4, *["in_review"] * 4, *["suspended"] * 2]

AGO = "now() - ({} % 1400) * interval '1 day'"


def fill(
    findings: int,
    *,
    author: int,
    reviewer: int,
    states: list[str],
    citations: int | None = None,
) -> None:
    """Store ``findings`` findings with all that hangs on them, in turn of ``states``.

    A collection as large ones are (``tails``), the same in every run: words of titles,
    authors of a source, citations and findings of a source and places of a finding all
    have long tails. In the role of the product every trigger runs, so the states are
    those in which a finding may begin (``OPEN``). Topics and measures must be there.
    """
    places = citations or max(2, findings // 3)
    sources = max(2, places // PER_SOURCE)
    few = max(2, findings // 300)
    seeded()
    _about(few, author, reviewer if PUBLISHED in states else None)
    _sources(sources, author)
    _places(places, sources, author)
    _findings(findings, places, author, states)
    _parts(few)
    _rests(findings, places)
    edited = {"finding_id": "f.id", "person_id": str(author)}
    bulk(FindingEditor, "kb_finding f", edited)
    decided = {"finding_id": "f.id", "decision": "'approve'", "digest": "''"}
    bulk(
        Review,
        "kb_finding f WHERE f.state NOT IN ('draft', 'in_review')",
        decided | {"reviewer_id": str(reviewer), "decided_at": "f.published_at"},
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kb_write_uses("
            "ARRAY(SELECT id FROM kb_finding WHERE state = 'published' ORDER BY id))"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # A session keeps the plans of functions that it made while tables were empty,
        # until the next ANALYZE, which would come by itself.
        cursor.execute("DISCARD PLANS")


def collection(citations: int, states: list[str]) -> None:
    """Fill a database that was just made with ``citations`` and all around them."""
    people = {user.username: user.pk for user in User.objects.all()}
    with without_triggers(MODELS):
        fill(
            max(2, citations // PER_FINDING),
            author=people["bench-editor"],
            reviewer=people["bench-reviewer"],
            states=states,
            citations=citations,
        )
    with speaking_as(settings.DATABASE_OWNER), connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("VACUUM ANALYZE")


def _about(few: int, author: int, reviewer: int | None) -> None:
    """Store careers, skills, publishers and a release, approved if by a reviewer."""
    named = {
        "key": "'bulk-' || n",
        "name": "'Row number ' || n",
        "definition": "'Bulk.'",
    }
    bulk(Career, NUMBERS(few), named)
    bulk(Skill, NUMBERS(few), named | {"kind": "'knowledge'"})
    interest = f"(ARRAY['{Interest.ACADEMIC}', '{Interest.VENDOR}'])[n]"
    bulk(
        Organization,
        NUMBERS(2),
        {"key": "'bulk-' || n", "name": "'Publisher ' || n", "interest": interest},
    )
    terms = {"licence": "'CC BY 4.0'", "attribution": "'By nobody.'"}
    terms |= {"pack": "'bulk'", "number": "1", "title": "'In bulk'"}
    if reviewer:
        terms |= {"state": "'approved'", "reviewer_id": str(reviewer)}
        terms |= {"decided_at": "now()"}
    bulk(Release, NUMBERS(1), {"author_id": str(author)} | terms)


def _sources(sources: int, person: int) -> None:
    """Store sources with what a registry tells of each; a few have notices."""
    bulk(
        Source,
        NUMBERS(sources),
        {
            "key": f"{word()} || '-' || (2000 + n % 25) || '-' || n",
            "title": f"'Of ' || {words('n', 3, 14)}",
            "author": authors("n"),
            "source_class": "'peer_reviewed'",
            "csl_type": "(ARRAY['article-journal', 'report', 'book'])[1 + n % 7 % 3]",
            "primary": "n % 3 > 0",
            "issued": "concat(2000 + n % 25, CASE WHEN n % 2 = 0 THEN '-07' END)",
            "container_title": f"'Journal of ' || {words('n', 1, 4)}",
            "volume": "(n % 60)::text",
            "page": "(n % 900) || '-' || (n % 900 + 12)",
            "publisher": f"'Press of ' || {word(100)}",
            "doi": "'10.5555/bulk.' || n",
            "url": "'https://example.org/' || n",
            "notices_checked_at": "CASE WHEN n % 2 = 0 THEN now() END",
        },
    )
    behind = {"source_id": "s.id", "organization_id": "o.id", "role": "'publisher'"}
    bulk(
        SourceOrganization,
        "citations_source s JOIN citations_organization o"
        " ON (o.interest = 'vendor') = (s.id % 30 = 0)",
        behind,
    )
    bulk(
        SourceNotice,
        "citations_source s WHERE s.id % 50 = 7",
        {
            "source_id": "s.id",
            "kind": "'correction'",
            "reason": "'A figure was wrong.'",
            "issued_on": "date '2024-05-01'",
            "precision": "'day'",
            "origin": "'publisher'",
            "recorded_by_id": str(person),
        },
    )


def _places(places: int, sources: int, person: int) -> None:
    """Store citations, whose keys begin with that of their source, and readings."""
    first = "(SELECT min(id) FROM citations_source)"
    own = f"{first} - 1 + {share('n', str(places), sources)}"
    bulk(
        Citation,
        f"{NUMBERS(places)} JOIN citations_source s ON s.id = {own}",
        {
            "key": "s.key || '-p-' || n",
            "source_id": "s.id",
            "label": "'page'",
            "locator": "'p. ' || n % 400",
            "note": f"CASE WHEN n % 4 = 0 THEN {words('n', 5, 13)} ELSE '' END",
        },
    )
    bulk(
        Reading,
        "citations_citation c JOIN generate_series(0, 1) n ON n = 0 OR c.id % 5 = 0",
        {
            "citation_id": "c.id",
            "position": "n",
            "read": "'full_text'",
            "confirmation": "'primary'",
            "address": "'https://example.org/' || c.id",
            "says": "'The figure stands in the table.'",
            "read_by_id": str(person),
            "recorded_at": AGO.format("c.id"),
        },
    )


def _findings(findings: int, places: int, author: int, states: list[str]) -> None:
    """Store findings, each of the source in which its first place is."""
    turn = ", ".join(f"'{state}'" for state in states)
    beside = (
        "(SELECT min(id) AS first FROM citations_citation) b",
        "(SELECT array_agg(id ORDER BY id) AS ids FROM kb_topic) t",
        "kb_release r",
    )
    place = f"b.first + n::bigint * {places} / {findings}"
    bulk(
        Finding,
        f"generate_series(0, {findings - 1}) n CROSS JOIN {' CROSS JOIN '.join(beside)}"
        f" JOIN citations_citation c ON c.id = {place}",
        {
            "author_id": str(author),
            "key": "'bulk-' || n",
            "state": f"(ARRAY[{turn}])[1 + n % {len(states)}]",
            "source_id": "c.source_id",
            "topic_id": f"t.ids[{share('random()', '1', Topic.objects.count())}]",
            "kind": "'observed'",
            "design": "'survey'",
            "direction": "'supports'",
            "headline": f"'Claim number ' || n || ': ' || {words('n', 2, 9)}",
            "statement": "'Somebody claims this.'",
            "population": "'people at work'",
            "release_id": "CASE WHEN n % 3 = 0 THEN r.id END",
            "published_at": AGO.format("n"),
            "state_reason": "'In doubt.'",
        },
    )


def _parts(few: int) -> None:
    """Store a subject and a figure for each finding."""
    bulk(
        Subject,
        "kb_finding f, (SELECT min(id) AS first FROM careers_career) c,"
        " (SELECT min(id) AS first FROM careers_skill) k",
        {
            "finding_id": "f.id",
            "career_id": f"c.first + f.id % {few}",
            "skill_id": f"k.first + f.id % {few}",
        },
    )
    bulk(
        Estimate,
        "kb_finding f, (SELECT array_agg(id ORDER BY id) AS ids FROM kb_measure) m",
        {
            "finding_id": "f.id",
            "measure_id": f"m.ids[{share('random()', '1', Measure.objects.count())}]",
            "label": "'Change'",
            "value": "5",
            "confirmation": "'primary'",
        },
    )


def _rests(findings: int, places: int) -> None:
    """Let findings rest on places: each on some of its source, a few on very many."""
    most = max(findings, places)
    first = (
        "(SELECT min(id) AS first FROM kb_finding) f,"
        " (SELECT min(id) AS first FROM citations_citation) c"
    )
    own = f"f.first + n::bigint * {findings} / {most}"
    place = f"c.first + n::bigint * {places} / {most}"
    bulk(
        FindingCitation,
        f"generate_series(0, {most - 1}) n, {first}",
        {"finding_id": own, "citation_id": place},
    )
    drawn = f"f.first - 1 + {share('random()', '1', findings)}"
    bulk(
        FindingCitation,
        f"(SELECT {own} AS own, {drawn} AS finding, {place} AS place"  # noqa: S608 - our own
        f" FROM generate_series(0, {most - 1}, 5) n, {first} OFFSET 0) l"
        " WHERE l.own <> l.finding ON CONFLICT DO NOTHING",
        {"finding_id": "l.finding", "citation_id": "l.place", "position": "1"},
    )
