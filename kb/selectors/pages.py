"""Which reader pages show a finding."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from kb.models import Finding

MOST = 1000
LISTED = 20
NAMED = """
WITH named AS (
  SELECT DISTINCT career_id, skill_id FROM kb_subject WHERE finding_id = ANY(%(these)s)
), pairs AS (
  SELECT n.career_id, n.skill_id, 1 AS place FROM named n
  WHERE n.career_id IS NOT NULL AND n.skill_id IS NOT NULL
  UNION
  SELECT p.career_id, p.skill_id, 4 FROM careers_careerskill p
  JOIN named n ON n.skill_id = p.skill_id
    OR (n.skill_id IS NULL AND n.career_id = p.career_id)
), nearest AS (
  SELECT career_id, skill_id, min(place) AS place FROM pairs GROUP BY 1, 2
), pages AS (
  SELECT n.place, concat(k.name, ', ', c.name) AS name, 'kb:pair' AS view,
         ARRAY[c.key, k.key] AS keys
  FROM nearest n JOIN careers_career c ON c.id = n.career_id
  JOIN careers_skill k ON k.id = n.skill_id
  UNION ALL
  SELECT 2, c.name, 'kb:career', ARRAY[c.key] FROM careers_career c
  WHERE c.id IN (SELECT career_id FROM named)
  UNION ALL
  SELECT 2, k.name, 'kb:skill', ARRAY[k.key] FROM careers_skill k
  WHERE k.id IN (SELECT skill_id FROM named)
  UNION ALL
  SELECT 3, s.title, 'kb:source', ARRAY[s.key] FROM citations_source s WHERE s.id IN (
    SELECT f.source_id FROM kb_finding f WHERE f.id = ANY(%(these)s)
    UNION SELECT c.source_id FROM kb_findingcitation l
    JOIN citations_citation c ON c.id = l.citation_id
    WHERE l.finding_id = ANY(%(these)s))
), bounded AS (SELECT * FROM pages ORDER BY place, name LIMIT %(most)s + 1)
SELECT name, view, keys, count(*) OVER () FROM bounded
ORDER BY place, name LIMIT %(listed)s
"""


@dataclass(frozen=True)
class Pages:
    """The nearest pages by name and address, and how many there are.

    ``count`` says “1,000+” for more than that.
    """

    listed: list[tuple[str, str]]
    count: str


def pages_of(findings: Iterable[Finding]) -> Pages:
    """Return the pages that show any of ``findings``, in whatever state, by one query.

    The pairs they measured come first, then careers, skills and sources, then the
    pairs that show them as evidence from elsewhere. Pages that show a finding for a
    neighbouring skill, or as context on every page, are not among them.
    """
    these = [finding.pk for finding in findings]
    with connection.cursor() as cursor:
        cursor.execute(NAMED, {"these": these, "most": MOST, "listed": LISTED})
        found = cursor.fetchall()
    count = found[0][3] if found else 0
    return Pages(
        [(name, reverse(view, args=keys)) for name, view, keys, _count in found],
        f"{MOST:,}+" if count > MOST else f"{count:,}",
    )
