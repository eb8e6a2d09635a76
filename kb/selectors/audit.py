"""Every rule asked again of all that is stored, lest somebody went round a trigger."""

from collections.abc import Iterable

from django.db import connection
from psycopg import sql

UNREVIEWED = """
SELECT 'four-eyes', 'finding ' || f.key, 'reviews', 'no approval of this content'
FROM kb_finding f WHERE f.state = 'published' AND NOT EXISTS (
  SELECT 1 FROM kb_review r WHERE r.finding_id = f.id AND r.decision = 'approve'
    AND r.reviewer_id <> f.author_id
    AND (r.digest = kb_digest(f.id) OR r.digest = kb_digest(f.id, r.decided_at)))
"""
UNREVIEWED_STATEMENTS = """
SELECT 'four-eyes', 'statement ' || s.key, 'reviews', 'no approval of this content'
FROM kb_statement s WHERE s.state = 'published' AND NOT EXISTS (
  SELECT 1 FROM kb_statementreview r WHERE r.statement_id = s.id
    AND r.decision = 'approve' AND r.reviewer_id <> s.author_id
    AND r.digest = kb_statement_digest(s.id))
  -- A merge has moved it to the page of the row that stays, and changed no word.
  AND NOT EXISTS (SELECT 1 FROM careers_career c WHERE c.merged_into_id = s.career_id)
  AND NOT EXISTS (SELECT 1 FROM careers_skill k WHERE k.merged_into_id = s.skill_id)
"""
SUMS = """
SELECT 'shares-add-up', 'profile ' || p.key, 'weights', sum(t.weight)::text
FROM kb_profile p LEFT JOIN kb_profiletask t ON t.profile_id = p.id
GROUP BY p.id HAVING coalesce(sum(t.weight), 0) <> p.declared_sum
UNION ALL
SELECT 'shares-add-up', 'outline ' || o.key, 'shares', sum(i.share)::text
FROM kb_outline o LEFT JOIN kb_outlineitem i ON i.outline_id = o.id
GROUP BY o.id HAVING sum(i.share) IS DISTINCT FROM o.declared_sum
"""
CYCLES = """
WITH RECURSIVE walk(start, id) AS (
  SELECT from_source_id, to_source_id FROM citations_sourcerelation
  UNION
  SELECT w.start, r.to_source_id FROM walk w
  JOIN citations_sourcerelation r ON r.from_source_id = w.id
)
SELECT 'relations-have-no-cycle', 'source ' || s.key, 'relations', s.key
FROM walk JOIN citations_source s ON s.id = walk.start WHERE walk.start = walk.id
"""
BASES = """
SELECT 'edge-has-a-basis', format('%s in %s', k.name, c.name), 'basis',
  'evidence is claimed and none is named'
FROM careers_careerskill p JOIN careers_career c ON c.id = p.career_id
JOIN careers_skill k ON k.id = p.skill_id
WHERE p.basis = 'evidence'
  AND NOT EXISTS (SELECT 1 FROM kb_edgebasis b WHERE b.pair_id = p.id)
UNION ALL
SELECT 'edge-has-a-basis', format('%s and %s', a.name, b.name), 'basis',
  'evidence is claimed and none is named'
FROM careers_skilladjacency e JOIN careers_skill a ON a.id = e.from_skill_id
JOIN careers_skill b ON b.id = e.to_skill_id WHERE e.basis = 'evidence'
  AND NOT EXISTS (SELECT 1 FROM kb_edgebasis x WHERE x.skill_edge_id = e.id)
"""
DISABLED = """
SELECT t.tgname, t.tgrelid::regclass::text FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled = 'D'
"""
CHECKS = """
SELECT k.conname, c.relname, pg_get_expr(k.conbin, k.conrelid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND k.contype = 'c' AND k.conname = ANY(%s)
"""


QUERIES = (UNREVIEWED, UNREVIEWED_STATEMENTS, SUMS, CYCLES, BASES)


def broken_rules() -> list[tuple[str, ...]]:
    """Return the rule, entry, place and finding of what stored rows break together."""
    found: list[tuple[str, ...]] = []
    with connection.cursor() as cursor:
        for query in QUERIES:
            cursor.execute(query)
            found += cursor.fetchall()
    return found


def switched_off() -> list[tuple[str, ...]]:
    """Return the name and table of every trigger that somebody has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(DISABLED)
        return list(cursor.fetchall())


def broken_checks(names: Iterable[str]) -> list[tuple[str, str, int]]:
    """Return name, table and number of rows of each CHECK that stored rows break."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(CHECKS, [list(names)])
        for name, table, condition in cursor.fetchall():
            cursor.execute(
                sql.SQL("SELECT count(*) FROM {} WHERE NOT ({})").format(
                    sql.Identifier(table), sql.SQL(condition)
                )
            )
            if count := cursor.fetchone()[0]:
                found.append((name, table, count))
    return found
