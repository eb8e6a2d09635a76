"""The statements of a page, each with what it cites, in one query."""

from typing import Any

from careers.models import Career, Skill
from kb.enums import LinkKind, State, StatementKind
from kb.selectors.pair.findings import marks
from kb.selectors.pair.rows import Row, rows
from kb.selectors.pair.sentence import plain_text, sentence

Document = dict[str, Any]
STATEMENTS = """
WITH RECURSIVE here(id) AS (
  SELECT %(career)s::bigint UNION
  SELECT c.id FROM careers_career c JOIN here ON c.merged_into_id = here.id
), this(id) AS (
  SELECT %(skill)s::bigint UNION
  SELECT k.id FROM careers_skill k JOIN this ON k.merged_into_id = this.id
)
SELECT s.key, s.version, s.kind, s.state, s.state_reason AS reason, fa.key AS facet,
  fa.label AS facet_label, CASE s.state WHEN 'published' THEN s.text END AS text,
  (SELECT json_agg(json_build_object('key', f.key, 'headline', f.headline,
     'kind', f.kind, 'source', so.key, 'source_title', so.title,
     'close_match', s.skill_id IS NULL AND coalesce((
        SELECT bool_and(m.match = 'close') FROM kb_subject b
        JOIN careers_career_matches(s.career_id) m ON m.career_id = b.career_id
         AND m.match IN ('same', 'close') WHERE b.finding_id = f.id), false),
     'corrected', citations_standing(so.id) = 'corrected',
     'vendor', EXISTS (SELECT 1 FROM citations_sourceorganization r
        JOIN citations_organization o ON o.id = r.organization_id
        WHERE r.source_id = so.id AND o.interest = 'vendor'),
     'conflicting', EXISTS (SELECT 1 FROM kb_findinglink k
        JOIN kb_finding a ON a.id = k.finding_id AND a.state = 'published'
        JOIN kb_finding b ON b.key = k.to_key AND b.state = 'published'
        WHERE k.kind = 'conflicts' AND f.id IN (a.id, b.id)),
     'estimates', (SELECT json_agg(g.figure ORDER BY g.place)
        FROM kb_figures(f.id) AS g)) ORDER BY l.position, l.id)
   FROM kb_statementfinding l
   JOIN kb_finding f ON f.id = l.finding_id AND f.state = 'published'
   JOIN citations_source so ON so.id = f.source_id
   WHERE l.statement_id = s.id AND s.state = 'published') AS cites
FROM kb_statement s JOIN kb_facet fa ON fa.id = s.facet_id
WHERE s.state IN ('published', 'suspended')
  AND (s.career_id IN (SELECT id FROM here)
       OR (%(career)s IS NULL AND s.career_id IS NULL))
  AND (s.skill_id IN (SELECT id FROM this)
       OR (%(skill)s IS NULL AND s.skill_id IS NULL))
ORDER BY fa.position, s.position, s.key
"""
"""Published statements, and of suspended ones the reason, never the text. A page has
those of what was merged into its career or skill too."""


def statements_on(career: Career | None, skill: Skill | None) -> list[Document]:
    """Return the statements of the page of a pair, of a career or of a skill.

    A suspended one has its ``reason`` and neither text nor parts.
    """
    ids = {
        "career": career.pk if career else None,
        "skill": skill.pk if skill else None,
    }
    return [_statement(row) for row in rows(STATEMENTS, ids)]


def _statement(row: Row) -> Document:
    cites = row["cites"] or []
    published = row["state"] == State.PUBLISHED
    figures = {cite["key"]: cite["estimates"] for cite in cites}
    parts = sentence(row["text"], figures) if published else []
    return {
        "key": row["key"],
        "version": row["version"],
        "facet": row["facet"],
        "facet_label": row["facet_label"],
        "kind": row["kind"],
        "kind_label": str(StatementKind(row["kind"]).label),
        "state": row["state"],
        "reason": None if published else row["reason"],
        "text": plain_text(parts) if published else None,
        "parts": [
            {
                "text": part.text,
                "finding": part.finding or None,
                "url": f"/findings/{part.finding}/" if part.finding else None,
            }
            for part in parts
        ],
        "marks": _marks(cites),
        "findings": [_cited(cite) for cite in cites],
    }


def _cited(cite: Row) -> Document:
    return {
        "key": cite["key"],
        "url": f"/findings/{cite['key']}/",
        "headline": cite["headline"],
        "source": cite["source"],
        "source_title": cite["source_title"],
    }


def _marks(cites: list[Row]) -> list[str]:
    """Return what a reader must know first of any finding that is cited."""
    held: dict[str, None] = {}
    for cite in cites:
        conflict = [{"kind": LinkKind.CONFLICTS}] if cite["conflicting"] else []
        held |= dict.fromkeys(marks(cite | {"links": conflict}))
    return list(held)
