"""A reference chain as it stood at some time, from the history of its rows."""

from datetime import datetime

from citations.models import Source
from kb.selectors.pair.rows import rows

WAY = """'chain', (SELECT json_agg(json_build_object(
    'key', c.key, 'title', c.title, 'url', '/sources/' || c.key || '/',
    'depth', c.depth, 'relation', c.relation, 'note', nullif(c.note, ''),
    'primary', c.primary, 'standing', c.standing) ORDER BY c.depth, c.key)
  FROM citations_chain_at({source}, %(at)s) c),
'roots', (SELECT coalesce(json_agg(r ORDER BY r), '[]')
  FROM citations_roots_at({source}, %(at)s) r)"""
CHAIN = f"""
SELECT json_build_object('key', s.key, 'url', '/sources/' || s.key || '/',
  'as_of', %(said)s::text,
  {WAY.format(source="s.id")})::text AS json
FROM citations_source s
WHERE s.id = %(source)s AND EXISTS (
  SELECT 1 FROM citations_sourceevent e
  WHERE e.pgh_obj_id = s.id AND e.pgh_created_at <= %(at)s)
"""  # noqa: S608 - our own text


RESTS = f"""
WITH version AS (
  SELECT f.id, e.version, e.state
  FROM kb_finding f, LATERAL (
    SELECT h.version, h.state FROM kb_findingevent h
    WHERE h.pgh_obj_id = f.id AND h.pgh_created_at <= %(at)s
    ORDER BY h.pgh_id DESC LIMIT 1) e
  WHERE f.key = %(key)s AND e.state IN ('published', 'suspended')
  ORDER BY e.version DESC LIMIT 1
), cited AS (
  SELECT DISTINCT ON (l.pgh_obj_id) l.citation_id, l.position, l.pgh_label
  FROM kb_findingcitationevent l JOIN version v ON v.id = l.finding_id
  WHERE l.pgh_created_at <= %(at)s
  ORDER BY l.pgh_obj_id, l.pgh_id DESC
), place AS (
  SELECT cited.position, c.*
  FROM cited, LATERAL (
    SELECT h.id, h.key, h.label, h.locator, h.source_id
    FROM citations_citationevent h
    WHERE h.pgh_obj_id = cited.citation_id AND h.pgh_created_at <= %(at)s
    ORDER BY h.pgh_id DESC LIMIT 1) c
  WHERE cited.pgh_label <> 'delete'
)
SELECT json_build_object('key', %(key)s::text, 'version', v.version,
  'url', '/findings/' || %(key)s || '/', 'state', v.state, 'as_of', %(said)s::text,
  'citations', (SELECT coalesce(json_agg(json_build_object(
      'key', p.key, 'label', p.label, 'locator', nullif(p.locator, ''),
      {WAY.format(source="p.source_id")})
      ORDER BY p.position, p.id), '[]') FROM place p))::text AS json
FROM version v
"""  # noqa: S608 - our own text


def finding_as_of(finding: str, at: datetime | None, said: str | None) -> str | None:
    """Return what a finding rested on at a time, which was ``said`` so, as JSON.

    From the version that readers had then down to the primary sources; as it is where
    no time is given. ``None`` if readers had none. It quotes nothing: a quote may give
    the figure of a finding that was suspended since.
    """
    given = {"key": finding, "at": at or "infinity", "said": said}
    for row in rows(RESTS, given):
        return str(row["json"])
    return None


def chain_as_of(source: Source, at: datetime, said: str) -> str | None:
    """Return the chain of ``source`` at a time, which was ``said`` so, as JSON.

    What counts is what was recorded here by then. A retraction of 2021 that was learnt
    of in 2024 was not known in 2022. ``None`` if the source was not.
    """
    given = {"source": source.pk, "at": at, "said": said}
    for row in rows(CHAIN, given):
        return str(row["json"])
    return None
