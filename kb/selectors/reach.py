"""How far a notice reaches: findings it touches, and pages on which they show."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from citations.models import Source
from kb.selectors.pair.rows import Row

SHOWN = 20

FALLEN = """
SELECT id FROM kb_finding WHERE id = ANY (kb_touched(%(source)s, 'suspended'))
  AND suspended_by_id IS NOT NULL
"""
NAMED = """
SELECT f.key, f.headline, f.state_reason AS reason FROM kb_finding f
WHERE f.id = ANY (%(findings)s) ORDER BY f.key LIMIT %(limit)s
"""
STAYING = """
SELECT f.key, f.headline, count(*) OVER () AS among, coalesce((
  SELECT string_agg(DISTINCT s.title, '; ') FROM kb_findingcitation l
  JOIN citations_citation c ON c.id = l.citation_id
  JOIN citations_source s ON s.id = c.source_id
  WHERE l.finding_id = f.id AND s.id <> %(source)s AND citations_stands(s.id)), ''
) AS others
FROM kb_finding f WHERE f.id = ANY (kb_touched(%(source)s, 'published'))
ORDER BY f.key LIMIT %(limit)s
"""
TAKEN_FROM_IT = """
SELECT s.key, s.title, r.kind, count(*) OVER () AS among,
  (SELECT count(DISTINCT f.id) FROM kb_finding f
   JOIN kb_findingcitation l ON l.finding_id = f.id
   JOIN citations_citation c ON c.id = l.citation_id
   WHERE c.source_id = s.id AND f.state = 'published') AS findings
FROM citations_sourcerelation r JOIN citations_source s ON s.id = r.from_source_id
WHERE r.to_source_id = %(source)s AND r.kind IN
  ('reports_on', 'derived_from', 'uses_data_of', 'version_of')
ORDER BY findings DESC, s.key LIMIT %(limit)s
"""
"""Sources that a notice does not reach by itself: what they say may have fallen too."""

STATEMENTS = """
SELECT s.id FROM kb_statement s JOIN kb_statementfinding l ON l.statement_id = s.id
WHERE s.state = 'suspended' AND s.suspended_with_id IS NOT NULL
  AND l.finding_id = ANY (%(findings)s)
"""
SENTENCES = """
SELECT s.key, s.text, concat_ws(', ', k.name, c.name) AS page, s.state_reason AS reason
FROM kb_statement s LEFT JOIN careers_career c ON c.id = s.career_id
LEFT JOIN careers_skill k ON k.id = s.skill_id
WHERE s.id = ANY (%(statements)s) ORDER BY s.key LIMIT %(limit)s
"""
NAMES = """
SELECT 'career' AS kind, c.key, c.name, count(DISTINCT s.finding_id) AS findings
FROM kb_subject s JOIN careers_career c ON c.id = s.career_id
WHERE s.finding_id = ANY (%(findings)s) GROUP BY c.id
UNION ALL
SELECT 'skill', k.key, k.name, count(DISTINCT s.finding_id)
FROM kb_subject s JOIN careers_skill k ON k.id = s.skill_id
WHERE s.finding_id = ANY (%(findings)s) GROUP BY k.id
ORDER BY 4 DESC, 3
"""
PAIRS = """
WITH shown AS MATERIALIZED (
  SELECT p.career_id, p.skill_id, d.finding_id, f.topic_id
  FROM careers_careerskill p
  JOIN careers_career c ON c.id = p.career_id AND c.merged_into_id IS NULL
    AND c.withdrawn_reason = ''
  JOIN careers_skill k ON k.id = p.skill_id AND k.merged_into_id IS NULL
    AND k.withdrawn_reason = ''
  CROSS JOIN LATERAL kb_directness(p.career_id, p.skill_id) d
  JOIN kb_finding f ON f.id = d.finding_id
  WHERE d.place < 5
), pages AS MATERIALIZED (
  SELECT career_id, skill_id, count(*) AS findings, count(*) OVER () AS among
  FROM shown WHERE finding_id = ANY (%(findings)s) GROUP BY career_id, skill_id
  ORDER BY count(*) DESC, career_id, skill_id LIMIT %(limit)s
), resting AS MATERIALIZED (
  SELECT DISTINCT s.career_id, s.skill_id, t.facet_id, s.finding_id, c.source_id
  FROM shown s JOIN pages USING (career_id, skill_id)
  JOIN kb_topic t ON t.id = s.topic_id AND t.facet_id IS NOT NULL
  JOIN kb_findingcitation l ON l.finding_id = s.finding_id
  JOIN citations_citation c ON c.id = l.citation_id
), sources AS MATERIALIZED (SELECT DISTINCT source_id FROM resting
), roots AS MATERIALIZED (
  SELECT source_id, root FROM sources CROSS JOIN LATERAL citations_roots(source_id) root
  WHERE citations_stands(source_id) AND citations_stands(root)
), counted AS (
  SELECT r.career_id, r.skill_id, fa.position, fa.label,
    count(DISTINCT root) AS whole, count(DISTINCT root) FILTER (
      WHERE r.finding_id <> ALL (%(findings)s) AND root <> %(source)s
        AND r.source_id <> %(source)s) AS part
  FROM resting r JOIN roots USING (source_id) JOIN kb_facet fa ON fa.id = r.facet_id
  GROUP BY r.career_id, r.skill_id, fa.id
)
SELECT c.key AS career, c.name AS career_name, k.key AS skill, k.name AS skill_name,
  p.findings, p.among,
  (SELECT coalesce(json_agg(json_build_object('label', n.label, 'whole', n.whole,
           'part', n.part) ORDER BY n.position), '[]') FROM counted n
   WHERE (n.career_id, n.skill_id) = (p.career_id, p.skill_id)
     AND n.whole <> n.part) AS facets
FROM pages p JOIN careers_career c ON c.id = p.career_id
JOIN careers_skill k ON k.id = p.skill_id
ORDER BY p.findings DESC, c.name, k.name
"""
"""Pages of pairs that show these findings, with independent roots with and without."""

UNLISTED = """
WITH named AS (
  SELECT s.career_id, s.skill_id, count(DISTINCT s.finding_id) AS findings,
    count(*) OVER () AS among
  FROM kb_subject s LEFT JOIN careers_careerskill p
    ON p.career_id = s.career_id AND p.skill_id = s.skill_id
  WHERE s.finding_id = ANY (%(findings)s) AND s.career_id IS NOT NULL
    AND s.skill_id IS NOT NULL AND p.id IS NULL
  GROUP BY s.career_id, s.skill_id ORDER BY 3 DESC, 1, 2 LIMIT %(limit)s
)
SELECT c.key AS career, c.name AS career_name, k.key AS skill, k.name AS skill_name,
  n.findings, n.among
FROM named n JOIN careers_career c ON c.id = n.career_id
JOIN careers_skill k ON k.id = n.skill_id ORDER BY n.findings DESC, c.name, k.name
"""
"""Pages of pairs that no curator has listed: what was measured on both shows there."""


@dataclass(frozen=True)
class Some:
    """The first rows of a list, and how many there are in all."""

    count: int
    first: list[Row]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.first)


@dataclass(frozen=True)
class Pages:
    """Where findings show: pages of pairs, careers and skills."""

    pairs: Some = field(default_factory=lambda: Some(0, []))
    unlisted: Some = field(default_factory=lambda: Some(0, []))
    careers: Some = field(default_factory=lambda: Some(0, []))
    skills: Some = field(default_factory=lambda: Some(0, []))


def _rows(sql: str, **parameters: Any) -> list[Row]:  # noqa: ANN401
    """Run a statement where it is written, inside the transaction that is tried."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"limit": SHOWN} | parameters)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _some(found: list[Row]) -> Some:
    return Some(found[0]["among"] if found else 0, found)


def standing_of(source: Source) -> str:
    """Return the standing of ``source`` at this moment of the transaction."""
    found = _rows("SELECT citations_standing(%(source)s) AS now", source=source.pk)
    return str(found[0]["now"])


def fallen(source: Source) -> set[int]:
    """Return the findings on ``source`` that some notice keeps from readers."""
    return {row["id"] for row in _rows(FALLEN, source=source.pk)}


def touched(source: Source) -> list[int]:
    """Return the findings that a notice about ``source`` may move."""
    sql = (
        "SELECT unnest(kb_touched(%(source)s, 'published')"
        " || kb_touched(%(source)s, 'suspended')) AS id"
    )
    return [row["id"] for row in _rows(sql, source=source.pk)]


def fallen_statements(findings: list[int]) -> set[int]:
    """Return the statements on these findings that one of them took from readers."""
    return {row["id"] for row in _rows(STATEMENTS, findings=findings)}


def sentences(statements: set[int]) -> Some:
    """Return statements by key, with their page and why readers do not see them."""
    ids = sorted(statements)
    found = _rows(SENTENCES, statements=ids) if ids else []
    return Some(len(ids), found)


def all_fallen() -> set[int]:
    """Return all findings that some notice keeps from readers."""
    sql = (
        "SELECT id FROM kb_finding"
        " WHERE suspended_by_id IS NOT NULL AND state = 'suspended'"
    )
    return {row["id"] for row in _rows(sql)}


def named(findings: set[int]) -> Some:
    """Return the findings by key, with the reason why readers do not see them."""
    found = _rows(NAMED, findings=sorted(findings)) if findings else []
    return Some(len(findings), found)


def staying(source: Source) -> Some:
    """Return the published findings on ``source``, and on what else they rest."""
    return _some(_rows(STAYING, source=source.pk))


def taken_from(source: Source) -> Some:
    """Return the sources that took something from ``source`` or are versions of it."""
    return _some(_rows(TAKEN_FROM_IT, source=source.pk))


def pages_with(findings: set[int], source: Source) -> Pages:
    """Return the pages that show these published findings.

    ``facets`` of a pair are those whose independent roots differ: ``whole`` with the
    findings and ``source``, ``part`` without them.
    """
    if not findings:
        return Pages()
    ids = sorted(findings)
    names = _rows(NAMES, findings=ids)
    careers = [row for row in names if row["kind"] == "career"]
    skills = [row for row in names if row["kind"] == "skill"]
    return Pages(
        _some(_rows(PAIRS, findings=ids, source=source.pk)),
        _some(_rows(UNLISTED, findings=ids)),
        Some(len(careers), careers[:SHOWN]),
        Some(len(skills), skills[:SHOWN]),
    )
