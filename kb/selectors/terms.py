"""Whom to name: what the releases ask to be said that something shown came from."""

from collections.abc import Iterable
from typing import Any

from kb.selectors.pair.rows import rows

TERMS = """
WITH shown_careers AS (
  SELECT id FROM careers_career WHERE key = ANY(%(careers)s)
), shown_skills AS (
  SELECT id FROM careers_skill WHERE key = ANY(%(skills)s)
), codes AS (
  SELECT scheme, release FROM careers_careercode
  WHERE career_id IN (SELECT id FROM shown_careers)
  UNION
  SELECT scheme, release FROM careers_skillcode
  WHERE skill_id IN (SELECT id FROM shown_skills)
), packs AS (
  SELECT r.pack FROM kb_release r JOIN codes c
    ON kb_brings(r.dataset, r.edition, c.scheme, c.release)
  UNION
  SELECT r.pack FROM kb_finding f JOIN kb_release r ON r.id = f.release_id
  WHERE f.key = ANY(%(findings)s) AND f.state = 'published'
  UNION
  SELECT pack FROM kb_release WHERE id = ANY(%(releases)s)
  UNION
  SELECT r.pack FROM kb_release r JOIN citations_source s ON s.id = r.source_id
  WHERE s.key = ANY(%(sources)s)
  UNION
  SELECT r.pack FROM kb_release r WHERE r.dataset = '' AND EXISTS (
    SELECT 1 FROM careers_careerskill p
    WHERE p.career_id IN (SELECT id FROM shown_careers)
       OR p.skill_id IN (SELECT id FROM shown_skills))
), newest AS (
  SELECT DISTINCT ON (pack) attribution FROM kb_release
  WHERE state = 'approved' AND pack IN (SELECT pack FROM packs)
  ORDER BY pack, number DESC
)
SELECT DISTINCT attribution FROM newest ORDER BY attribution
"""
"""A dataset is known by a code of its edition, a pack by what it lists in careers."""


def attributions_of(
    *,
    careers: Iterable[str] = (),
    skills: Iterable[str] = (),
    findings: Iterable[str] = (),
    sources: Iterable[str] = (),
    releases: Iterable[int | None] = (),
) -> list[str]:
    """Return what to say with the things that have these keys, in one statement.

    ``releases`` are row numbers, of whatever else is shown. A release that nobody
    approved asks for nothing. None for no keys, without asking.
    """
    asked: dict[str, list[Any]] = {
        "careers": list(careers),
        "skills": list(skills),
        "findings": list(findings),
        "sources": list(sources),
        "releases": sorted({number for number in releases if number}),
    }
    if not any(asked.values()):
        return []
    return [row["attribution"] for row in rows(TERMS, asked)]
