"""Statements behind the page of a career, each returning plain dictionaries."""

DESCRIBED = """
WITH shown AS (
  SELECT 'duty' AS of, d.id, d.position, d.citation_id, d.release_id,
    json_build_object('text', d.text, 'task', t.key) AS item
  FROM kb_duty d LEFT JOIN careers_task t ON t.id = d.task_id
  WHERE d.career_id = %(career)s AND d.state = 'shown'
  UNION ALL
  SELECT 'requirement', r.id, r.position, r.citation_id, r.release_id,
    json_build_object('category', r.category, 'text', r.text, 'level', r.level,
      'skills', (SELECT json_agg(json_build_object('key', k.key, 'name', k.name)
                 ORDER BY k.name) FROM kb_requirementskill l
                 JOIN careers_skill k ON k.id = l.skill_id
                 WHERE l.requirement_id = r.id))
  FROM kb_requirement r WHERE r.career_id = %(career)s AND r.state = 'shown'
  UNION ALL
  SELECT 'glance', g.id, g.position, g.citation_id, g.release_id,
    json_build_object('kind', g.kind, 'text', g.text, 'low', trim_scale(g.low)::text,
      'high', trim_scale(g.high)::text, 'unit', g.unit, 'horizon', g.horizon,
      'direction', g.direction, 'absent', g.absent)
  FROM kb_glance g WHERE g.career_id = %(career)s AND g.state = 'shown'
  UNION ALL
  SELECT 'level', v.id, v.position, v.citation_id, v.release_id,
    json_build_object('name', v.name, 'years_low', trim_scale(v.years_low)::text,
      'years_high', trim_scale(v.years_high)::text, 'years_from', v.years_from,
      'pay', nullif(v.finding_key, ''), 'finding', f.key, 'headline', f.headline)
  FROM kb_level v
  LEFT JOIN kb_finding f ON f.key = v.finding_key AND f.state = 'published'
  WHERE v.career_id = %(career)s AND v.state = 'shown'
  UNION ALL
  SELECT 'question', q.id, q.position, q.citation_id, q.release_id,
    json_build_object('question', q.question, 'answer', q.answer, 'skill', k.key,
      'skill_name', k.name,
      'findings', (SELECT json_agg(json_build_object('key', f.key, 'headline',
         f.headline) ORDER BY l.id) FROM kb_questionfinding l
         JOIN kb_finding f ON f.key = l.finding_key AND f.state = 'published'
         WHERE l.question_id = q.id))
  FROM kb_question q LEFT JOIN careers_skill k ON k.id = q.skill_id
  WHERE q.career_id = %(career)s AND q.state = 'shown'
  UNION ALL
  SELECT 'profile', p.id, p.number, p.citation_id, p.release_id,
    json_build_object('key', p.key, 'profile', p.number, 'synthetic', p.synthetic,
      'declared_sum', trim_scale(p.declared_sum)::text,
      'tasks', (SELECT json_agg(json_build_object('key', t.key, 'statement',
         t.statement, 'weight', trim_scale(w.weight)::text, 'exposure',
         trim_scale(w.exposure)::text, 'work_type', y.code,
         'deep_expertise', w.deep_expertise, 'social', w.social)
         ORDER BY w.position, w.id) FROM kb_profiletask w
         JOIN careers_task t ON t.id = w.task_id
         JOIN careers_worktype y ON y.id = w.work_type_id WHERE w.profile_id = p.id))
  FROM kb_profile p WHERE p.career_id = %(career)s AND p.state = 'shown'
  UNION ALL
  SELECT 'outline', o.id, o.position, o.citation_id, o.release_id,
    json_build_object('key', o.key, 'kind', o.kind, 'title', o.title,
      'audience', o.audience, 'declared_sum', trim_scale(o.declared_sum)::text,
      'note', o.note, 'skill', k.key, 'skill_name', k.name,
      'items', (SELECT json_agg(json_build_object('label', i.label, 'detail', i.detail,
         'group', i."group", 'share', trim_scale(i.share)::text, 'actor', i.actor,
         'skills', (SELECT json_agg(json_build_object('key', s.key, 'name', s.name)
            ORDER BY s.name) FROM kb_outlineitemskill l
            JOIN careers_skill s ON s.id = l.skill_id WHERE l.item_id = i.id))
         ORDER BY i.position) FROM kb_outlineitem i WHERE i.outline_id = o.id))
  FROM kb_outline o LEFT JOIN careers_skill k ON k.id = o.skill_id
  WHERE o.career_id = %(career)s AND o.state = 'shown'
)
SELECT d.of, d.item, c.source_id, s.key AS source, c.key AS citation, c.locator,
  d.release_id
FROM shown d JOIN citations_citation c ON c.id = d.citation_id
JOIN citations_source s ON s.id = c.source_id
ORDER BY d.of, s.key, d.position, d.id
"""
"""Everything that describes a career, each row with the place it follows."""

TASKS = """
SELECT t.key, t.statement, t.examples::json AS examples, c.key AS career,
  c.name AS career_name, count(*) OVER () AS all,
  (SELECT json_agg(json_build_object('code', y.code, 'label', y.label,
      'profiles', y.profiles) ORDER BY y.code)
   FROM (SELECT w.code, w.label, count(DISTINCT p.id) AS profiles
         FROM kb_profiletask l JOIN kb_profile p ON p.id = l.profile_id
         JOIN careers_worktype w ON w.id = l.work_type_id
         WHERE l.task_id = t.id AND p.state = 'shown'
         GROUP BY w.code, w.label) y) AS work_types,
  (SELECT json_agg(json_build_object('profile', p.number, 'synthetic', p.synthetic,
      'weight', trim_scale(l.weight)::text, 'source_id', i.source_id)
      ORDER BY i.source_id, p.number)
   FROM kb_profiletask l JOIN kb_profile p ON p.id = l.profile_id
   JOIN citations_citation i ON i.id = p.citation_id
   WHERE l.task_id = t.id AND p.state = 'shown') AS weights, sort.sort,
  (SELECT json_agg(json_build_object('finding', f.key, 'source_id', f.source_id,
      'release_id', f.release_id, 'figure', g.figure) ORDER BY f.key, g.place)
   FROM kb_subject s JOIN kb_finding f ON f.id = s.finding_id
   AND f.state = 'published' CROSS JOIN LATERAL kb_figures(f.id) AS g
   WHERE s.task_id = t.id AND s.skill_id IS NULL) AS figures,
  (SELECT json_agg(json_build_object('label', l.label, 'marks', l.marks,
      'release', r.title, 'release_id', r.id, 'source_id', r.source_id)
      ORDER BY r.id, l.row)
   FROM kb_listing l JOIN kb_release r ON r.id = l.release_id AND r.state = 'approved'
   LEFT JOIN kb_release gone ON gone.id = l.retired_by_id AND gone.state = 'approved'
   WHERE l.task_id = t.id AND l.kind = 'exposure' AND gone.id IS NULL) AS labels
FROM careers_task t JOIN careers_career c ON c.id = t.career_id
LEFT JOIN LATERAL (
  SELECT l.marks ->> 0 AS sort FROM kb_listing l
  JOIN kb_release r ON r.id = l.release_id AND r.state = 'approved'
  LEFT JOIN kb_release gone ON gone.id = l.retired_by_id AND gone.state = 'approved'
  WHERE l.task_id = t.id AND l.kind = 'task' AND l.career_id = t.career_id
    AND gone.id IS NULL
  ORDER BY r.id DESC LIMIT 1) sort ON true
LEFT JOIN LATERAL (
  SELECT max(l.weight) AS most FROM kb_profiletask l
  JOIN kb_profile p ON p.id = l.profile_id AND p.state = 'shown'
  WHERE l.task_id = t.id) weighed ON true
WHERE t.career_id = ANY(%(careers)s)
ORDER BY t.career_id <> %(career)s, c.name, weighed.most DESC NULLS LAST,
  array_position(ARRAY['core', 'supplemental'], sort.sort) NULLS LAST, t.key
LIMIT %(limit)s
"""
"""The tasks of a career, its own before those of close matches, with figures.

What weighs most in a profile stands first, core before supplemental as the newest
edition of a dataset that has the task says.
"""

WORKTYPES = "SELECT code, label, reading, note FROM careers_worktype ORDER BY code"
"""What the work types mean."""

CHOSEN = """
SELECT id, found, (
  SELECT json_agg(json_build_object('source_id', s.id, 'title', s.title)
    ORDER BY fc.position, fc.id)
  FROM kb_findingcitation fc JOIN citations_citation c ON c.id = fc.citation_id
  JOIN citations_source s ON s.id = c.source_id
  WHERE fc.finding_id = ranked.id) AS cited
FROM (
  SELECT f.id, count(*) OVER (PARTITION BY f.topic_id) AS found,
    row_number() OVER (PARTITION BY f.topic_id
      ORDER BY bool_or(s.career_id = %(career)s) DESC, f.period_end DESC, f.key
    ) AS place
  FROM kb_subject s JOIN kb_finding f ON f.id = s.finding_id
  JOIN kb_topic t ON t.id = f.topic_id
  WHERE s.career_id = ANY(%(careers)s) AND s.skill_id IS NULL AND s.task_id IS NULL
    AND f.state = 'published' AND (t.key = 'wages' OR NOT EXISTS (
      SELECT 1 FROM kb_newer_editions() w JOIN kb_finding again
        ON again.key = w.pack || substr(f.key, length(w.old) + 1)
       AND again.state = 'published'
      WHERE w.release_id = f.release_id))
  GROUP BY f.id
) ranked WHERE place <= %(limit)s
"""
"""The findings about a career as a whole: of each topic the nearest and newest.

Of a dataset, the newest edition that has the figure; of wages every year, since an
older year is no older edition of a newer one.
"""

CONFLICTS = """
SELECT a.key AS one, a.headline AS one_headline, a.source_id AS one_source,
  b.key AS other, b.headline AS other_headline, b.source_id AS other_source, l.note
FROM kb_findinglink l
JOIN kb_finding a ON a.id = l.finding_id AND a.state = 'published'
JOIN kb_finding b ON b.key = l.to_key AND b.state = 'published'
WHERE l.kind = 'conflicts' AND a.id = ANY(%(findings)s) AND b.id = ANY(%(findings)s)
ORDER BY a.key, b.key
"""
"""The findings of a page that say different things."""
