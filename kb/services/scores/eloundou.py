"""Exposure of an occupation to language models, from the labels of its tasks."""

from decimal import Decimal

from kb.services.scores.formula import Formula

SQL = """
WITH labels AS (
  SELECT l.career_id, l.marks ->> 0 AS rater, count(*) AS tasks,
    sum(w.weight) AS weight,
    sum(w.weight) FILTER (WHERE l.label = 'E1') AS full_speed,
    sum(w.weight) FILTER (WHERE l.label = 'E2') AS with_software
  FROM kb_listing l JOIN kb_release r ON r.id = l.release_id
  LEFT JOIN kb_release t ON t.id = l.retired_by_id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN l.marks @> '["core"]' THEN 2.0 ELSE 1.0 END AS weight) AS w
  WHERE l.kind = 'exposure' AND r.dataset = 'eloundou' AND r.state = 'approved'
    AND t.state IS DISTINCT FROM 'approved'
  GROUP BY l.career_id, l.marks ->> 0
)
SELECT e.id,
  (coalesce(b.full_speed, 0) + d.half * coalesce(b.with_software, 0)) / b.weight,
  b.tasks
FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id
JOIN (VALUES ('alpha', 0.0), ('beta', 0.5), ('gamma', 1.0)) AS d (degree, half)
  ON m.key LIKE 'eloundou-' || d.degree || '-%'
JOIN kb_finding f ON f.id = e.finding_id AND f.state = 'published'
JOIN kb_subject s ON s.finding_id = f.id
JOIN labels b ON b.career_id = s.career_id
  AND m.key = 'eloundou-' || d.degree || '-' || b.rater
WHERE e.value IS NOT NULL
"""

ELOUNDOU = Formula(
    key="eloundou-exposure",
    measures=tuple(
        f"eloundou-{degree}-{rater}"
        for degree in ("alpha", "beta", "gamma")
        for rater in ("human", "gpt4")
    ),
    tolerance=Decimal("0.00005"),
    source=(
        "Eloundou and others (2024): share of tasks labelled E1, plus none (alpha), "
        "half (beta) or all (gamma) of those labelled E2; core tasks count twice."
    ),
    sql=SQL,
)
