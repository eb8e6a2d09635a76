"""The three statements behind a check."""

PLACES = """
SELECT c.key, s.key AS source,
  (SELECT array_agg(DISTINCT f.state::text) FROM kb_findingcitation l
   JOIN kb_finding f ON f.id = l.finding_id WHERE l.citation_id = c.id) AS states
FROM citations_citation c JOIN citations_source s ON s.id = c.source_id
WHERE c.key = ANY(%(keys)s)
"""
"""Citations by key, with the states of all that rests on them."""

# The conditions of the partial indexes stand here in words, for the planner to see.
SOURCES = """
WITH RECURSIVE wanted AS MATERIALIZED (
  SELECT n, citations_fold(title) AS folded
  FROM unnest(%(titles)s::text[]) WITH ORDINALITY AS t (title, n)
), titled AS (
  SELECT s.id, array_agg(w.n) AS asked
  FROM wanted w JOIN citations_source s ON citations_fold(s.title) = w.folded
  WHERE w.folded <> '' GROUP BY s.id
), found AS (
  SELECT id FROM citations_source WHERE key = ANY(%(keys)s)
  UNION SELECT id FROM citations_source WHERE NOT doi = '' AND doi = ANY(%(doi)s)
  UNION SELECT id FROM citations_source WHERE NOT arxiv = '' AND arxiv = ANY(%(arxiv)s)
  UNION SELECT id FROM citations_source WHERE NOT pmid = '' AND pmid = ANY(%(pmid)s)
  UNION SELECT id FROM citations_source WHERE NOT isbn = '' AND isbn = ANY(%(isbn)s)
  UNION SELECT id FROM citations_source WHERE NOT url = '' AND url = ANY(%(url)s)
  UNION SELECT id FROM titled
), walk AS (
  SELECT id, id AS at, 0 AS depth FROM found
  UNION ALL
  SELECT w.id, s.merged_into_id, w.depth + 1
  FROM walk w JOIN citations_source s ON s.id = w.at
  WHERE s.merged_into_id IS NOT NULL AND w.depth < 32
), heirs AS (
  SELECT DISTINCT ON (id) id, at FROM walk ORDER BY id, depth DESC
)
SELECT s.key, s.doi, s.arxiv, s.arxiv_version, s.pmid, s.isbn, s.url,
  left(s.issued, 4) AS year, t.asked, e.key AS heir, e.title, e.withdrawn_reason,
  citations_standing(e.id) AS standing, n.reason,
  CASE n.precision WHEN 'day' THEN to_char(n.issued_on, 'YYYY-MM-DD')
    WHEN 'month' THEN to_char(n.issued_on, 'YYYY-MM')
    WHEN 'year' THEN to_char(n.issued_on, 'YYYY') END AS date,
  CASE WHEN n.doi <> '' THEN 'https://doi.org/' || n.doi ELSE nullif(n.url, '') END
    AS link,
  (SELECT newer.key FROM citations_sourcerelation r
   JOIN citations_source newer ON newer.id = r.from_source_id
   WHERE r.to_source_id = e.id AND r.kind = 'supersedes'
     AND newer.merged_into_id IS NULL AND newer.withdrawn_reason = ''
   ORDER BY newer.issued DESC, newer.key LIMIT 1) AS newer
FROM heirs h
JOIN citations_source s ON s.id = h.id
JOIN citations_source e ON e.id = h.at
LEFT JOIN titled t ON t.id = s.id
LEFT JOIN LATERAL (
  SELECT notice_id FROM citations_against(e.id) LIMIT 1
) a ON EXISTS (SELECT 1 FROM citations_sourcenotice m WHERE m.source_id = e.id)
LEFT JOIN citations_sourcenotice n ON n.id = a.notice_id
ORDER BY s.key
"""
"""Sources by key, identifier or title, each as its last heir stands today."""

FINDINGS = """
SELECT f.key, f.version, f.state, f.state_reason AS reason,
  to_char(f.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS published,
  to_char(coalesce(n.issued_on, c.issued_on), 'YYYY-MM-DD') AS date,
  c.reason AS correction,
  CASE WHEN coalesce(n.doi, c.doi) <> ''
    THEN 'https://doi.org/' || coalesce(n.doi, c.doi)
    ELSE nullif(coalesce(n.url, c.url), '') END AS link
FROM kb_finding f
LEFT JOIN citations_sourcenotice n ON n.id = f.suspended_by_id
LEFT JOIN LATERAL (
  SELECT m.* FROM kb_findingcitation l
  JOIN citations_citation place ON place.id = l.citation_id
  JOIN citations_sourcenotice m ON m.source_id = place.source_id
  WHERE l.finding_id = f.id AND m.kind = 'correction' AND citations_notice_holds(m.id)
  ORDER BY m.issued_on DESC, m.id LIMIT 1
) c ON f.state = 'published'
WHERE f.key = ANY(%(keys)s)
  AND f.state IN ('published', 'suspended', 'superseded', 'withdrawn')
ORDER BY f.key, f.version
"""
"""Versions of findings that readers have seen, with why and since when they fell."""
