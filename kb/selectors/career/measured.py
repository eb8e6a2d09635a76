"""Skills as datasets measured them: ratings, and technologies that are asked for."""

from decimal import Decimal
from typing import Any

from careers.models import Career
from kb.formats.chart import Track, span, spot
from kb.selectors.pair.figure import figure_text, number
from kb.selectors.pair.rows import Row, rows

Document = dict[str, Any]
SHOWN = 12
ALL = 600
ORDERS = {
    "importance": "importance DESC NULLS LAST, name",
    "level": "level DESC NULLS LAST, name",
    "name": "name, importance DESC NULLS LAST",
}
"""How the ratings may be sorted; the words go into the statement."""

RATINGS = """
WITH rated AS (
  SELECT DISTINCT ON (s.skill_id, s.career_id) f.id AS of, s.id AS subject, k.key,
    k.name, c.name AS measured, f.key AS finding, f.source_id, f.release_id,
    f.period_end
  FROM kb_subject s CROSS JOIN LATERAL (
    SELECT o.* FROM kb_finding o
    WHERE o.id = s.finding_id AND o.state = 'published' OFFSET 0
  ) AS f
  JOIN kb_topic t ON t.id = f.topic_id AND t.key = 'importance-rating'
  JOIN careers_skill k ON k.id = s.skill_id AND k.merged_into_id IS NULL
  JOIN careers_career c ON c.id = s.career_id
  WHERE s.career_id = ANY(%(careers)s)
  ORDER BY s.skill_id, s.career_id, f.release_id DESC NULLS LAST, f.key
), known AS (
  SELECT rated.*, own.* FROM rated, LATERAL (
    SELECT count(*) FILTER (WHERE e.measure_id = (
        SELECT id FROM kb_measure WHERE key = 'onet-importance')) AS importances,
      max(e.value) FILTER (WHERE e.measure_id = (
        SELECT id FROM kb_measure WHERE key = 'onet-importance')) AS importance,
      max(e.value) FILTER (WHERE e.measure_id = (
        SELECT id FROM kb_measure WHERE key = 'onet-level')) AS level
    FROM kb_estimate e
    WHERE e.finding_id = rated.of
      AND (e.subject_id = rated.subject OR (e.subject_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM kb_subject o
        WHERE o.finding_id = rated.of AND o.id <> rated.subject)))
  ) AS own WHERE own.importances > 0
), chosen AS (
  SELECT *, count(*) OVER () AS all FROM known ORDER BY {order} LIMIT %(limit)s
)
SELECT *, (
  SELECT json_object_agg(g.figure ->> 'measure', g.figure)
  FROM kb_figures(chosen.of) AS g JOIN kb_estimate e ON e.finding_id = chosen.of
  JOIN kb_measure m ON m.id = e.measure_id AND m.key = g.figure ->> 'measure'
  WHERE e.label = g.figure ->> 'label'
    AND (e.subject_id = chosen.subject OR (e.subject_id IS NULL AND NOT EXISTS (
      SELECT 1 FROM kb_subject o
      WHERE o.finding_id = chosen.of AND o.id <> chosen.subject)))
) AS figures FROM chosen ORDER BY {order}
"""
"""The skills that somebody rated for these careers, each once for each career.

It begins at the careers: nearly all findings of a dataset are ratings, and statistics
know a topic by its mean. Whole figures are put together for what is shown only.
"""

TECHNOLOGIES = """
WITH offered AS (
  SELECT l.to_skill_id, l.marks, l.file, l.release_id,
    array_agg(l.career_id) AS careers
  FROM kb_listing l JOIN kb_release r ON r.id = l.release_id AND r.state = 'approved'
  LEFT JOIN kb_release gone ON gone.id = l.retired_by_id AND gone.state = 'approved'
  WHERE l.kind = 'technology' AND l.career_id = ANY(%(careers)s) AND gone.id IS NULL
    AND r.id <> ALL (ARRAY(SELECT release_id FROM kb_newer_editions()))
  GROUP BY l.to_skill_id, l.release_id, l.file, l.marks
), chosen AS (
  SELECT k.key, k.name, o.*, o.marks @> '"in_demand"' AS wanted,
    o.marks @> '"hot"' AS hot, count(*) OVER () AS all
  FROM offered o JOIN careers_skill k ON k.id = o.to_skill_id
  ORDER BY wanted DESC, hot DESC, name, release_id DESC, o.marks LIMIT %(limit)s
)
SELECT o.key, o.name, o.marks::json AS marks, o.file, o.release_id, o.all,
  r.title AS release, (
    SELECT string_agg(c.name, ', ' ORDER BY c.name) FROM careers_career c
    WHERE c.id = ANY(o.careers)) AS measured
FROM chosen o JOIN kb_release r ON r.id = o.release_id
ORDER BY wanted DESC, hot DESC, name, release_id DESC, o.marks
"""
"""The technologies that datasets list for these careers, those in demand first.

Occupations that list one with the same marks stand in one row.
"""


def ratings(
    near: list[Career], *, limit: int = SHOWN, order: str = "importance"
) -> list[Row]:
    """Return the rated skills, most important first; ``all`` counts them.

    Each has ``importance`` and ``level`` as figures with ``text`` and a track; what is
    not there is ``None``, and what is missing says why.
    """
    chosen = ORDERS.get(order, ORDERS["importance"])
    ids = {"careers": [career.pk for career in near], "limit": limit}
    return [
        row
        | {
            "importance": rated(row["figures"].get("onet-importance")),
            "level": rated(row["figures"].get("onet-level")),
        }
        for row in rows(RATINGS.format(order=chosen), ids)
    ]


def rated(figure: Document | None) -> Document | None:
    """Return a rating with its text, and with its place on its scale."""
    if figure is None:
        return None
    shown = figure | {"text": figure_text(figure), "track": None}
    if figure["value"] is None or figure["scale_low"] is None:
        return shown
    low, high = Decimal(figure["scale_low"]), Decimal(figure["scale_high"])
    interval = (
        (
            span(
                *(Decimal(figure["low"]), Decimal(figure["high"]), low, high),
                f"interval {figure['low']} to {figure['high']}",
            ),
        )
        if figure["low"] is not None
        else ()
    )
    return shown | {
        "track": Track(
            number(figure["scale_low"]),
            number(figure["scale_high"]),
            f"{figure['label']}: {shown['text']}.",
            (spot(Decimal(figure["value"]), low, high, shown["text"]),),
            interval,
        )
    }


def technologies(near: list[Career], *, limit: int = SHOWN * 2) -> list[Row]:
    """Return the technologies that datasets list; ``all`` counts them."""
    ids = {"careers": [career.pk for career in near], "limit": limit}
    return rows(TECHNOLOGIES, ids)
