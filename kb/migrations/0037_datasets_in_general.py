"""What a dataset measured of neither a career nor a skill is on no page of a pair.

One dataset has a figure of each of two thousand activities: every page of a skill in a
career listed them all.
"""

from django.db import migrations

DIRECTNESS = """
-- Every published finding that a page about (career, skill) may show, with its level,
-- whether the nearest subject only met the career closely, and the reason in words.
-- place 1 direct, 2 same_skill, 3 related, 4 same_career, 5 general; the first line that
-- fits over all subjects wins, an exact meeting before a close one. What a dataset
-- measured in another career is not shown here: it has the same figure of every career.
-- Nor is what it measured of no career and no skill, such as an activity or a country.
-- What a newer edition of a dataset measures again is shown from there alone. A dataset's
-- figure of one task of this career stands with the task, on the page of the career.
CREATE OR REPLACE FUNCTION kb_directness(this_career bigint, this_skill bigint)
RETURNS TABLE (finding_id bigint, place int, level text, close_match boolean, reason text)
LANGUAGE sql STABLE AS $$
  WITH newer AS MATERIALIZED (SELECT * FROM kb_newer_editions()),
  datasets AS MATERIALIZED (
    SELECT array_agg(id) AS ids FROM kb_release WHERE dataset <> ''
  ),
  near_careers AS MATERIALIZED (SELECT * FROM careers_career_matches(this_career)),
  near_skills AS MATERIALIZED (
    SELECT * FROM careers_skill_matches(this_skill, this_career)
  ), met AS (
    SELECT s.finding_id, s.position, s.career_id, s.skill_id, s.task_id, s."group",
      coalesce(c.match, '') AS career_match, c.path AS career_path,
      coalesce(k.match, '') AS skill_match, k.path AS skill_path
    FROM (
      SELECT x.* FROM near_careers n CROSS JOIN LATERAL (
        SELECT * FROM kb_subject WHERE career_id = n.career_id OFFSET 0) AS x
      WHERE x.task_id IS NULL OR x.skill_id IS NOT NULL OR NOT coalesce((
        SELECT d.release_id FROM kb_finding d WHERE d.id = x.finding_id)
        = ANY ((SELECT ids FROM datasets)::bigint[]), false)
      UNION
      SELECT x.* FROM kb_subject x WHERE x.career_id IS NULL AND x.skill_id IS NULL
        AND NOT coalesce((
          SELECT d.release_id FROM kb_finding d WHERE d.id = x.finding_id)
          = ANY ((SELECT ids FROM datasets)::bigint[]), false)
      UNION
      SELECT x.* FROM near_skills n CROSS JOIN LATERAL (
        SELECT * FROM kb_subject WHERE skill_id = n.skill_id OFFSET 0) AS x
      WHERE n.match = 'same' AND (x.career_id IS NULL OR NOT coalesce((
        SELECT d.release_id FROM kb_finding d WHERE d.id = x.finding_id)
        = ANY ((SELECT ids FROM datasets)::bigint[]), false))
    ) AS s
    LEFT JOIN near_careers c ON c.career_id = s.career_id
    LEFT JOIN near_skills k ON k.skill_id = s.skill_id
  ), placed AS (
    SELECT met.*, CASE
      WHEN skill_match = 'same' AND career_match IN ('same', 'close') THEN 1
      WHEN skill_match = 'same' THEN 2
      WHEN skill_match = 'related' AND career_match IN ('same', 'close') THEN 3
      WHEN skill_id IS NULL AND career_match IN ('same', 'close') THEN 4
      WHEN skill_id IS NULL AND career_id IS NULL THEN 5 END AS place
    FROM met
  ), nearest AS (
    SELECT DISTINCT ON (p.finding_id) p.*, CASE
      WHEN p.career_match = 'close' THEN format(', a close match of %s (%s)',
        (SELECT name FROM careers_career WHERE id = this_career), p.career_path)
      WHEN p.career_match = 'same' AND p.career_id <> this_career
        THEN format(', the same as %s (%s)',
          (SELECT name FROM careers_career WHERE id = this_career), p.career_path)
      ELSE '' END AS meeting
    FROM placed p WHERE p.place IS NOT NULL
    ORDER BY p.finding_id, p.place, p.career_match = 'close', p.position
  )
  SELECT n.finding_id, n.place,
    (ARRAY['direct', 'same_skill', 'related', 'same_career', 'general'])[n.place],
    n.place IN (1, 3, 4) AND n.career_match = 'close',
    concat(
      CASE n.place
        WHEN 1 THEN format('Measured: %s in %s%s', ms.name, mc.name, n.meeting)
        WHEN 2 THEN CASE WHEN n.career_id IS NULL
          THEN format('Measured: %s, in no one career', ms.name)
          ELSE format('Measured: %s in another career, %s', ms.name, mc.name) END
        WHEN 3 THEN format('Measured: %s, a neighbour of %s (%s), in %s%s', ms.name,
                           ts.name, rtrim(n.skill_path, '. '), mc.name, n.meeting)
        WHEN 4 THEN format('Measured: %s%s, as a whole and with no skill named',
                           mc.name, n.meeting)
        ELSE format('Measured: %s; neither a skill nor a career is named', n."group") END,
      '. Studied: ', rtrim(f.population, '. '),
      '. This page: ', ts.name, ', ', tc.name, '.')
  FROM nearest n
  JOIN kb_finding f ON f.id = n.finding_id AND f.state = 'published'
    AND NOT EXISTS (
      SELECT 1 FROM newer w JOIN kb_finding again
        ON again.key = w.pack || substr(f.key, length(w.old) + 1)
       AND again.state = 'published'
      WHERE w.release_id = f.release_id)
  JOIN careers_career tc ON tc.id = this_career
  JOIN careers_skill ts ON ts.id = this_skill
  LEFT JOIN careers_career mc ON mc.id = n.career_id
  LEFT JOIN LATERAL (
    SELECT CASE WHEN n.skill_match = 'same' AND k.id <> this_skill
      THEN format('%s (the same as %s: %s)', k.name, ts.name, n.skill_path)
      ELSE k.name END AS name
    FROM careers_skill k WHERE k.id = n.skill_id
  ) AS ms ON true
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0036_headlines_at_scale")]

    operations = [migrations.RunSQL(DIRECTNESS, migrations.RunSQL.noop)]
