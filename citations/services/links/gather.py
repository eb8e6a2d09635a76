"""Which addresses are watched: those that the sources stand on today."""

from django.db import connection, transaction

ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('citations_linkwatch.gather'))"
GATHER = r"""
WITH named(source_id, role, rank, address) AS (
  SELECT id, 'doi', 1, citations_doi_address(doi) FROM citations_source
  WHERE doi <> '' AND merged_into_id IS NULL AND withdrawn_reason = ''
  UNION ALL
  SELECT id, 'record', 2, split_part(url, '#', 1) FROM citations_source
  WHERE url <> '' AND merged_into_id IS NULL AND withdrawn_reason = ''
  UNION ALL
  SELECT s.id, 'reading', 3, split_part(r.address, '#', 1)
  FROM citations_reading r JOIN citations_citation c ON c.id = r.citation_id
  JOIN citations_source s ON s.id = c.source_id
  WHERE s.merged_into_id IS NULL AND s.withdrawn_reason = ''
  UNION ALL
  SELECT s.id, 'reading', 4, split_part(n.retrieved_from, '#', 1)
  FROM citations_snapshot n JOIN citations_source s ON s.id = n.source_id
  WHERE s.merged_into_id IS NULL AND s.withdrawn_reason = ''
    AND EXISTS (SELECT 1 FROM citations_citation c WHERE c.snapshot_id = n.id)
), wanted AS (
  SELECT DISTINCT ON (source_id, address) source_id, role, address,
    lower(substring(address FROM '^https?://([^/?]+)')) AS host
  FROM named WHERE address ~ '^https?://[^\s/?]+\S*$' AND length(address) <= 500
  ORDER BY source_id, address, rank
), found AS (
  INSERT INTO citations_linkwatch (source_id, role, address, host, state, sentence,
    times_gone, fine_note, quotes_fine, attempts, taken_by, due_at)
  SELECT source_id, role, address, host, 'unchecked', '', 0, '', '{}', 0,
    '', statement_timestamp()
  FROM wanted w WHERE length(host) <= 255 AND NOT EXISTS (
    SELECT 1 FROM citations_linkwatch l
    WHERE l.source_id = w.source_id AND l.address = w.address)
  ORDER BY source_id, address LIMIT 10000
  ON CONFLICT (source_id, address) DO NOTHING RETURNING 1
), again AS (
  UPDATE citations_linkwatch l SET due_at = statement_timestamp(), role = w.role
  FROM wanted w WHERE w.source_id = l.source_id AND w.address = l.address
    AND (l.due_at IS NULL OR l.role <> w.role) AND l.taken_until IS NULL RETURNING 1
), left_out AS (
  UPDATE citations_linkwatch l SET due_at = NULL
  WHERE l.due_at IS NOT NULL AND l.taken_until IS NULL AND NOT EXISTS (
    SELECT 1 FROM wanted w WHERE w.source_id = l.source_id AND w.address = l.address)
  RETURNING 1
)
SELECT (SELECT count(*) FROM found) + (SELECT count(*) FROM again)
"""


@transaction.atomic
def links_gather() -> int:
    """Watch every address of a source that stands, and no other; return how many came.

    Addresses are those of records, of DOIs, of readings on the web, and of snapshots
    that are quoted. What is watched no longer keeps its checks. One worker at
    a time: another finds nothing to do. At most 10,000 come at once, so that no
    statement takes longer than it may.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(GATHER)
        return int(cursor.fetchone()[0])
