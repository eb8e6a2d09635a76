"""A reference chain as it stood at some time, from the history of its rows."""

from datetime import datetime

from citations.models import Source
from kb.selectors.pair.rows import rows

CHAIN = """
SELECT json_build_object('key', s.key, 'url', '/sources/' || s.key || '/',
  'as_of', %(said)s::text,
  'chain', (SELECT json_agg(json_build_object(
      'key', c.key, 'title', c.title, 'url', '/sources/' || c.key || '/',
      'depth', c.depth, 'relation', c.relation, 'note', nullif(c.note, ''),
      'primary', c.primary, 'standing', c.standing) ORDER BY c.depth, c.key)
    FROM citations_chain_at(s.id, %(at)s) c),
  'roots', (SELECT coalesce(json_agg(r ORDER BY r), '[]')
    FROM citations_roots_at(s.id, %(at)s) r))::text AS json
FROM citations_source s
WHERE s.id = %(source)s AND EXISTS (
  SELECT 1 FROM citations_sourceevent e
  WHERE e.pgh_obj_id = s.id AND e.pgh_created_at <= %(at)s)
"""


def chain_as_of(source: Source, at: datetime, said: str) -> str | None:
    """Return the chain of ``source`` at a time, which was ``said`` so, as JSON.

    What counts is what was recorded here by then. A retraction of 2021 that was learnt
    of in 2024 was not known in 2022. ``None`` if the source was not.
    """
    given = {"source": source.pk, "at": at, "said": said}
    for row in rows(CHAIN, given):
        return str(row["json"])
    return None
