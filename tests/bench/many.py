"""Rows in bulk, by SQL: as many findings as a list should bear."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, models
from psycopg import sql

from careers.models import Career, Skill
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
    Release,
    Review,
    Subject,
)

MODELS: tuple[type[models.Model], ...] = (
    *(Career, Skill, Organization, Source, SourceOrganization, Citation, Reading),
    SourceNotice,
    *(Release, Finding, Subject, Estimate, FindingCitation, FindingEditor, Review),
)
PER_SOURCE = 15
PLACES = 5
"""Findings to a source, and places in it."""
OPEN = ["draft", "in_review"]
EVERY = [*["published"] * 90, *["draft"] * 4, *["in_review"] * 4, *["suspended"] * 2]

AGO = "now() - ({} % 1400) * interval '1 day'"


def fill(findings: int, *, author: int, reviewer: int, states: list[str]) -> None:
    """Store ``findings`` findings with all that hangs on them, in turn of ``states``.

    In the role of the product every trigger runs, so the states are those in which a
    finding may begin (``OPEN``). Topics and measures must be there.
    """
    few, sources = max(2, findings // 300), findings // PER_SOURCE + 1
    named = {
        "key": "'bulk-' || n",
        "name": "'Row number ' || n",
        "definition": "'Bulk.'",
    }
    writer = {"author_id": str(author)}
    numbers = "generate_series(1, {}) n".format
    bulk(Career, numbers(few), named)
    bulk(Skill, numbers(few), named | {"kind": "'knowledge'"})
    bulk(
        Organization,
        numbers(1),
        {"key": "'bulk'", "name": "'A publisher'", "interest": "'academic'"},
    )
    terms = {"licence": "'CC BY 4.0'", "attribution": "'By nobody.'"}
    bulk(
        Release,
        numbers(1),
        writer | terms | {"pack": "'bulk'", "number": "1", "title": "'In bulk'"},
    )
    bulk(
        Source,
        numbers(sources),
        {
            "key": "'bulk-' || n",
            "title": "'A study of work, part ' || n",
            "source_class": "'peer_reviewed'",
            "csl_type": "'article-journal'",
            "primary": "true",
            "issued": "'2023'",
        },
    )
    behind = {"source_id": "s.id", "organization_id": "o.id", "role": "'publisher'"}
    bulk(SourceOrganization, "citations_source s, citations_organization o", behind)
    bulk(
        Citation,
        f"citations_source s, generate_series(0, {PLACES - 1}) p",
        {
            "key": "s.key || '-p-' || p",
            "source_id": "s.id",
            "label": "'page'",
            "locator": "'p. ' || p",
        },
    )
    bulk(
        Reading,
        "citations_citation c",
        {
            "citation_id": "c.id",
            "read": "'full_text'",
            "confirmation": "'primary'",
            "address": "'https://example.org/' || c.id",
            "says": "'The figure stands in the table.'",
            "read_by_id": str(author),
            "recorded_at": AGO.format("c.id"),
        },
    )
    turn = ", ".join(f"'{state}'" for state in states)
    beside = (
        "(SELECT min(id) AS first FROM citations_source) s",
        "(SELECT min(id) AS id FROM kb_topic) t",
        "kb_release r",
    )
    bulk(
        Finding,
        ", ".join([f"generate_series(0, {findings - 1}) n", *beside]),
        writer
        | {
            "key": "'bulk-' || n",
            "state": f"(ARRAY[{turn}])[1 + n % {len(states)}]",
            "source_id": f"s.first + n / {PER_SOURCE}",
            "topic_id": "t.id",
            "kind": "'observed'",
            "design": "'survey'",
            "direction": "'supports'",
            "headline": "'Claim number ' || n",
            "statement": "'Somebody claims this.'",
            "population": "'people at work'",
            "release_id": "CASE WHEN n % 3 = 0 THEN r.id END",
            "published_at": AGO.format("n"),
            "state_reason": "'In doubt.'",
        },
    )
    _parts(few)
    bulk(
        FindingEditor, "kb_finding f", {"finding_id": "f.id", "person_id": str(author)}
    )
    decided = {"finding_id": "f.id", "decision": "'approve'", "digest": "''"}
    bulk(
        Review,
        "kb_finding f WHERE f.state NOT IN ('draft', 'in_review')",
        decided | {"reviewer_id": str(reviewer), "decided_at": "f.published_at"},
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # A session keeps the plans of functions that it made while tables were empty,
        # until the next ANALYZE, which would come by itself.
        cursor.execute("DISCARD PLANS")


def _parts(few: int) -> None:
    """Store a subject, a figure and a place for each finding."""
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
        "kb_finding f, (SELECT min(id) AS id FROM kb_measure) m",
        {
            "finding_id": "f.id",
            "measure_id": "m.id",
            "label": "'Change'",
            "value": "5",
            "confirmation": "'primary'",
        },
    )
    bulk(
        FindingCitation,
        "kb_finding f JOIN citations_citation c ON c.source_id = f.source_id"
        f" AND c.locator = 'p. ' || (f.id % {PLACES})",
        {"finding_id": "f.id", "citation_id": "c.id"},
    )


def bulk(model: type[models.Model], rows: str, given: Mapping[str, str]) -> None:
    """Insert a row for each of ``rows``: expressions in SQL, defaults for the rest."""
    columns: dict[str, sql.Composable] = {}
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column in given:
            columns[column] = sql.SQL(given[column])
        elif not field.primary_key:
            columns[column] = _default(field)
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(columns.values()),
        sql.SQL(rows),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor))


def _default(field: Any) -> sql.Composable:
    """Return what the ORM would store in a column that nobody fills in."""
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return sql.SQL("now()")
    value = field.get_db_prep_save(field.get_default(), connection)
    return sql.Literal(value)


@contextmanager
def without_triggers() -> Iterator[None]:
    """Let the owner of the tables write rows that no service could, and no gate sees.

    For a database that is thrown away: what 300,000 publications leave behind, without
    300,000 reviews. CHECKs, foreign keys and unique indexes hold all the same; the
    history stays empty.
    """
    tables = [model._meta.db_table for model in MODELS]
    with speaking_as(settings.DATABASE_OWNER), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
