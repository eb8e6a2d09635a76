"""The work activities that the tasks of a career are, and what was measured of them."""

from typing import Any

from careers.models import Career
from kb.formats.activity import AFTER, BEFORE
from kb.selectors.pair.figure import figure_text
from kb.selectors.pair.rows import Row, rows

ACTIVITIES = """
WITH done AS (
  SELECT l.label AS name, count(DISTINCT l.task_id) AS tasks,
    bool_or(l.career_id = %(career)s) AS own, max(l.release_id) AS listed_in,
    string_agg(DISTINCT c.name, ', ' ORDER BY c.name) AS measured
  FROM kb_listing l JOIN careers_career c ON c.id = l.career_id
  JOIN kb_release r ON r.id = l.release_id AND r.state = 'approved'
  LEFT JOIN kb_release gone ON gone.id = l.retired_by_id AND gone.state = 'approved'
  WHERE l.career_id = ANY(%(careers)s) AND l.kind = 'activity' AND gone.id IS NULL
    AND r.id <> ALL (ARRAY(SELECT release_id FROM kb_newer_editions()))
  GROUP BY l.label
), chosen AS (
  SELECT *, count(*) OVER () AS all FROM done
  ORDER BY own DESC, tasks DESC, name LIMIT %(limit)s
)
SELECT done.*, r.title AS release,
  f.key AS finding, coalesce(f.source_id, r.source_id) AS source_id, f.release_id,
  (SELECT g.figure FROM kb_figures(f.id) AS g WHERE g.place = 1) AS figure
FROM chosen AS done JOIN kb_release r ON r.id = done.listed_in
LEFT JOIN LATERAL (
  SELECT m.id, m.key, m.source_id, m.release_id
  FROM kb_subject s JOIN kb_finding m ON m.id = s.finding_id AND m.state = 'published'
  WHERE s."group" <> '' AND s."group" = %(before)s || rtrim(done.name, '.') || %(after)s
  ORDER BY m.release_id DESC NULLS LAST, m.key LIMIT 1
) AS f ON true
ORDER BY done.own DESC, done.tasks DESC, done.name
"""
"""Each activity of the newest editions once, with the finding about it if there is one.

A file of figures about activities names no number of theirs: the words lead to it.
"""


def activities(career: Career, near: list[Career], limit: int) -> list[Row]:
    """Return the activities of ``career`` and of close matches, its own first.

    At most ``limit`` of them; ``all`` counts them.
    """
    asked = {
        "career": career.pk,
        "careers": [one.pk for one in near],
        "limit": limit,
        "before": BEFORE,
        "after": AFTER,
    }
    return [row | {"text": text_of(row["figure"])} for row in rows(ACTIVITIES, asked)]


def text_of(figure: dict[str, Any] | None) -> str:
    """Return a figure without its unit, nothing where there is none."""
    return figure_text(figure | {"unit": None}) if figure else ""
