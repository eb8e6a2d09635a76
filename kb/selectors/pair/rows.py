"""Statements behind the page of a pair, each returning plain dictionaries."""

from typing import Any, TypeAlias

from django.db import connections, router

from kb.models import Finding

Row: TypeAlias = dict[str, Any]


def rows(sql: str, parameters: dict[str, Any]) -> list[Row]:
    """Run one statement where public reads go, and return a dictionary a row."""
    with connections[router.db_for_read(Finding)].cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


SUBJECTS = """
SELECT 'career' AS of, scheme, careers_scheme_name(scheme) AS scheme_label, code, title,
  uri, release, match, evidence, NULL::json AS rests_on
FROM careers_careercode WHERE career_id = %(career)s
UNION ALL
SELECT 'skill', scheme, careers_scheme_name(scheme), code, title, uri, release, match,
  evidence, NULL
FROM careers_skillcode WHERE skill_id = %(skill)s
UNION ALL
SELECT 'pair', p.role, '', p.basis, '', '', '', '', '',
  (SELECT json_agg(json_build_object('key', coalesce(f.key, s.key),
           'name', coalesce(f.headline, s.title), 'kind',
           CASE WHEN f.id IS NULL THEN 'source' ELSE 'finding' END) ORDER BY b.id)
   FROM kb_edgebasis b LEFT JOIN citations_source s ON s.id = b.source_id
   LEFT JOIN kb_finding f ON f.key = b.finding_key AND f.state = 'published'
   WHERE b.pair_id = p.id AND (f.id IS NOT NULL OR s.id IS NOT NULL))
FROM careers_careerskill p WHERE career_id = %(career)s AND skill_id = %(skill)s
UNION ALL
SELECT 'outline', lpad(o.position::text, 6, '0'), '', o.key, '', '', '', '', '',
  json_build_object('key', o.key, 'kind', o.kind, 'title', o.title,
    'audience', nullif(o.audience, ''), 'note', nullif(o.note, ''),
    'source', s.key, 'source_title', s.title, 'locator', c.locator,
    'items', coalesce((SELECT json_agg(json_build_object('label', i.label,
       'detail', i.detail, 'group', i."group", 'actor', i.actor,
       'share', trim_scale(i.share)::text) ORDER BY i.position)
       FROM kb_outlineitem i WHERE i.outline_id = o.id), '[]'))
FROM kb_outline o JOIN citations_citation c ON c.id = o.citation_id
JOIN citations_source s ON s.id = c.source_id
WHERE o.career_id = %(career)s AND o.skill_id = %(skill)s AND o.state = 'shown'
UNION ALL
SELECT 'question', lpad(q.position::text, 6, '0'), '', q.id::text, '', '', '', '', '',
  json_build_object('question', q.question, 'answer', q.answer,
    'source', s.key, 'source_title', s.title, 'locator', c.locator,
    'findings', coalesce((SELECT json_agg(json_build_object('key', f.key,
       'headline', f.headline) ORDER BY l.id) FROM kb_questionfinding l
       JOIN kb_finding f ON f.key = l.finding_key AND f.state = 'published'
       WHERE l.question_id = q.id), '[]'))
FROM kb_question q JOIN citations_citation c ON c.id = q.citation_id
JOIN citations_source s ON s.id = c.source_id
WHERE q.career_id = %(career)s AND q.skill_id = %(skill)s AND q.state = 'shown'
ORDER BY 1, 2, 4
"""
"""Codes of both sides, the pair's own role and basis if it is listed, and what older
pages say about the two: lists and questions, each with the place it follows."""

FINDINGS = """
SELECT d.place, d.level, d.close_match, d.reason, f.key, f.version, f.kind, f.design,
  f.headline, f.statement, f.population, f.places::json AS places,
  f.period_start, f.period_end, f.comparison, f.limitations::json AS limitations,
  f.release_id, f.published_at, t.key AS topic, fa.key AS facet,
  s.key AS source, s.title AS source_title,
  citations_standing(s.id) = 'corrected' AS corrected,
  EXISTS (SELECT 1 FROM citations_sourceorganization r
          JOIN citations_organization o ON o.id = r.organization_id
          WHERE r.source_id = s.id AND o.interest = 'vendor') AS vendor,
  (SELECT json_agg(json_build_object(
     'measure', m.key, 'label', e.label, 'kind', m.kind, 'definition', m.definition,
     'value', trim_scale(e.value)::text, 'category', nullif(e.category, ''),
     'unit', nullif(m.unit, ''), 'scale_low', trim_scale(m.scale_low)::text,
     'scale_high', trim_scale(m.scale_high)::text, 'towards', m.direction,
     'low', trim_scale(e.low)::text, 'high', trim_scale(e.high)::text,
     'interval', e.interval, 'ci_level', trim_scale(e.ci_level)::text,
     'se', trim_scale(e.se)::text, 'rse', trim_scale(e.rse)::text,
     'n', e.n, 'n_approx', e.n_approx, 'n_unit', nullif(e.n_unit, ''), 'base', e.base,
     'quantile', trim_scale(e.quantile)::text, 'currency', nullif(e.currency, ''),
     'year', e.price_year, 'area', nullif(e.area, ''),
     'period_start', e.period_start, 'period_end', e.period_end,
     'qualifier', nullif(e.qualifier, ''), 'comparison', nullif(e.comparison, ''),
     'missing', nullif(e.missing, ''), 'confirmation', e.confirmation,
     'subject', nullif(concat_ws(', ', ek.name, ec.name, nullif(es."group", '')), ''),
     'about', CASE WHEN es.id IS NULL THEN 'all' WHEN es.skill_id = %(skill)s
       OR (es.skill_id IS NULL AND d.place = 4) THEN 'this' ELSE 'other' END
   ) ORDER BY CASE WHEN es.skill_id = %(skill)s THEN 0 WHEN es.id IS NULL
       OR es.skill_id IS NULL THEN 1 ELSE 2 END, e.position, e.id)
   FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id
   LEFT JOIN kb_subject es ON es.id = e.subject_id
   LEFT JOIN careers_skill ek ON ek.id = es.skill_id
   LEFT JOIN careers_career ec ON ec.id = es.career_id
   WHERE e.finding_id = f.id) AS estimates,
  (SELECT json_agg(json_build_object(
     'id', c.key, 'source', cs.key, 'source_id', cs.id, 'locator', c.locator,
     'quote', nullif(c.quote, ''), 'address', nullif(cs.url, ''),
     'readings', (SELECT json_agg(json_build_object('read', r.read,
        'confirmation', r.confirmation) ORDER BY array_position(
        ARRAY['dataset','primary','mirror','secondary'], r.confirmation::text),
        r.position)
      FROM citations_reading r WHERE r.citation_id = c.id)) ORDER BY l.position, l.id)
   FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
   JOIN citations_source cs ON cs.id = c.source_id
   WHERE l.finding_id = f.id) AS citations,
  (SELECT json_agg(concat_ws(', ', k.name, c.name, ta.statement,
                             nullif(sb."group", '')) ORDER BY sb.position)
   FROM kb_subject sb LEFT JOIN careers_skill k ON k.id = sb.skill_id
   LEFT JOIN careers_career c ON c.id = sb.career_id
   LEFT JOIN careers_task ta ON ta.id = sb.task_id
   WHERE sb.finding_id = f.id) AS subjects,
  (SELECT json_agg(b.reason ORDER BY b.id) FROM kb_bearing b
   WHERE b.finding_id = f.id AND (b.career_id = %(career)s OR b.skill_id = %(skill)s)
  ) AS bearings,
  (SELECT json_agg(json_build_object('to', o.key, 'headline', o.headline,
           'kind', k.kind, 'note', k.note) ORDER BY k.kind, o.key)
   FROM (SELECT to_key AS key, kind, note FROM kb_findinglink WHERE finding_id = f.id
         UNION
         SELECT h.key, l.kind, l.note FROM kb_findinglink l
         JOIN kb_finding h ON h.id = l.finding_id AND h.state = 'published'
         WHERE l.to_key = f.key AND l.kind = 'conflicts') k
   JOIN kb_finding o ON o.key = k.key AND o.state = 'published') AS links
FROM kb_directness(%(career)s, %(skill)s) d
JOIN kb_finding f ON f.id = d.finding_id
JOIN citations_source s ON s.id = f.source_id
JOIN kb_topic t ON t.id = f.topic_id
LEFT JOIN kb_facet fa ON fa.id = t.facet_id
ORDER BY d.place, fa.position NULLS LAST, f.key
"""
"""Every finding of the page with all its parts, nearest first."""

REFERENCES = """
SELECT s.id, s.key, s.title, s.csl_type, s.author::json AS author, s.issued,
  s.container_title, s.volume, s.issue, s.page, s.number, s.edition, s.version,
  s.publisher, s.doi, s.url, s.source_class, citations_standing(s.id) AS standing,
  citations_dead_link(s.id)::json AS dead_link,
  EXISTS (SELECT 1 FROM citations_sourceorganization r
          JOIN citations_organization o ON o.id = r.organization_id
          WHERE r.source_id = s.id AND o.interest = 'vendor') AS vendor,
  (SELECT json_agg(json_build_object('key', c.key, 'title', c.title,
           'relation', w.relation, 'note', w.note, 'primary', c.primary)
           ORDER BY w.depth, c.key)
   FROM citations_chain(s.id) w JOIN citations_source c ON c.id = w.source_id) AS chain,
  (SELECT json_agg(json_build_object('kind', n.kind, 'issued',
           CASE n.precision WHEN 'day' THEN to_char(n.issued_on, 'YYYY-MM-DD')
             WHEN 'month' THEN to_char(n.issued_on, 'YYYY-MM')
             WHEN 'year' THEN to_char(n.issued_on, 'YYYY') END,
           'doi', nullif(n.doi, ''), 'url', nullif(n.url, ''))
           ORDER BY n.issued_on, n.id)
   FROM citations_sourcenotice n WHERE n.source_id = s.id AND n.kind <> 'error'
     AND citations_notice_holds(n.id)) AS notices,
  (SELECT json_agg(root) FROM citations_roots(s.id) AS root
   WHERE citations_stands(s.id) AND citations_stands(root)) AS roots
FROM citations_source s WHERE s.id = ANY(%(sources)s)
"""
"""The cited sources with standing, notices, chain, and roots that stand."""

NEIGHBOURS = """
SELECT 'adjacent' AS of, k.key, k.name, e.relation, e.reason, e.basis, '' AS role,
  NULL::bigint AS findings, e.from_skill_id = %(skill)s AS outward,
  (SELECT json_agg(json_build_object('key', coalesce(f.key, s.key),
           'name', coalesce(f.headline, s.title), 'kind',
           CASE WHEN f.id IS NULL THEN 'source' ELSE 'finding' END) ORDER BY b.id)
   FROM kb_edgebasis b LEFT JOIN citations_source s ON s.id = b.source_id
   LEFT JOIN kb_finding f ON f.key = b.finding_key AND f.state = 'published'
   WHERE b.skill_edge_id = e.id AND (f.id IS NOT NULL OR s.id IS NOT NULL)) AS rests_on
FROM careers_skilladjacency e
JOIN careers_skill k ON k.id = CASE WHEN e.from_skill_id = %(skill)s
  THEN e.to_skill_id ELSE e.from_skill_id END
WHERE %(skill)s IN (e.from_skill_id, e.to_skill_id)
  AND (e.career_id IS NULL OR e.career_id = %(career)s)
UNION ALL
SELECT 'also_in', c.key, c.name, '', '', p.basis, p.role,
  (SELECT count(DISTINCT s.finding_id) FROM kb_subject s
   JOIN kb_finding f ON f.id = s.finding_id AND f.state = 'published'
   JOIN careers_career_matches(c.id) m ON m.career_id = s.career_id
    AND m.match IN ('same', 'close')
   WHERE s.skill_id = %(skill)s), NULL, NULL
FROM careers_careerskill p JOIN careers_career c ON c.id = p.career_id
WHERE p.skill_id = %(skill)s AND p.career_id <> %(career)s
  AND c.merged_into_id IS NULL AND c.withdrawn_reason = ''
ORDER BY 1, 3
"""
"""Skills next to this one, and other careers with it."""

FRAME = """
SELECT 'facet' AS of, position, key, label, question AS text FROM kb_facet
WHERE %(any)s
UNION ALL
SELECT 'attribution', number, pack, licence, attribution FROM kb_release
WHERE id = ANY(%(releases)s)
ORDER BY 1, 2, 3
"""
"""The facets of every page, and the attribution of the releases that this one uses."""
