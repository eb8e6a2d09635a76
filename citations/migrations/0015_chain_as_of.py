"""A reference chain as it stood at some time, from the history of its rows."""

from django.db import migrations

STANDING = """
-- Whether a notice counted at that time: like citations_notice_holds, over the notices
-- recorded by then.
CREATE FUNCTION citations_notice_held(this bigint, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE chain AS (
    SELECT this AS id, 0 AS length
    UNION ALL
    SELECT e.id, chain.length + 1
    FROM chain JOIN citations_sourcenotice e ON e.revokes_id = chain.id
    WHERE e.recorded_at <= at
  ) SELECT max(length) % 2 = 0 FROM chain
$$;
-- The standing of a source at that time: like citations_standing, over the notices
-- recorded by then. ``checked`` says whether it had been checked for notices by then.
CREATE FUNCTION citations_stood(this bigint, at timestamptz, checked boolean)
RETURNS text LANGUAGE sql STABLE AS $$
  WITH holding AS (
    SELECT n.kind, n.issued_on FROM citations_sourcenotice n
    WHERE n.source_id = this AND n.recorded_at <= at AND n.kind <> 'error'
      AND citations_notice_held(n.id, at)
  ), lifted AS (
    SELECT max(issued_on) AS on_date FROM holding WHERE kind = 'reinstatement'
  )
  SELECT coalesce(
    (SELECT CASE h.kind WHEN 'retraction' THEN 'retracted'
       WHEN 'withdrawal' THEN 'withdrawn' WHEN 'concern' THEN 'concern'
       ELSE 'corrected' END
     FROM holding h, lifted
     WHERE h.kind <> 'reinstatement' AND (h.kind = 'correction'
       OR lifted.on_date IS NULL OR h.issued_on >= lifted.on_date)
     ORDER BY array_position(
       ARRAY['retraction','withdrawal','concern','correction'], h.kind::text) LIMIT 1),
    (SELECT CASE WHEN checked OR lifted.on_date IS NOT NULL THEN 'good'
            ELSE 'unchecked' END FROM lifted))
$$;
"""

CHAIN = """
-- The relations that led from a source at that time, whatever became of them since.
CREATE FUNCTION citations_related(this bigint, at timestamptz)
RETURNS TABLE (to_source_id bigint, kind text, note text) LANGUAGE sql STABLE AS $$
  SELECT e.to_source_id, e.kind::text, e.note::text
  FROM citations_sourcerelationevent e
  WHERE e.from_source_id = this AND e.pgh_created_at <= at AND e.pgh_label <> 'delete'
    AND NOT EXISTS (
      SELECT 1 FROM citations_sourcerelationevent later
      WHERE later.pgh_obj_id = e.pgh_obj_id AND later.pgh_created_at <= at
        AND later.pgh_id > e.pgh_id)
$$;
-- The chain of a source at that time: like citations_chain, with the record of each
-- source as it stood. No row where the source itself was not known yet.
CREATE FUNCTION citations_chain_at(this bigint, at timestamptz)
RETURNS TABLE (source_id bigint, depth int, relation text, note text, key text,
  title text, "primary" boolean, standing text) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE walk AS (
    SELECT this AS source_id, 0 AS depth, NULL::text AS relation, '' AS note
    UNION ALL
    SELECT r.to_source_id, walk.depth + 1, r.kind, r.note
    FROM walk, citations_related(walk.source_id, at) r
    WHERE r.kind IN ('derived_from', 'reports_on', 'uses_data_of') AND walk.depth < 32
  ), step AS (
    SELECT DISTINCT ON (walk.source_id) walk.* FROM walk
    ORDER BY walk.source_id, walk.depth
  )
  SELECT step.*, s.key, s.title, s.primary,
    citations_stood(step.source_id, at, s.notices_checked_at IS NOT NULL)
  FROM step, LATERAL (
    SELECT e.* FROM citations_sourceevent e
    WHERE e.pgh_obj_id = step.source_id AND e.pgh_created_at <= at
    ORDER BY e.pgh_id DESC LIMIT 1
  ) s
$$;
-- The primary studies that a source stood for at that time: like citations_roots.
CREATE FUNCTION citations_roots_at(this bigint, at timestamptz) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE walk(id) AS (
    SELECT this
    UNION
    SELECT r.to_source_id FROM walk, citations_related(walk.id, at) r
    WHERE r.kind IN ('reports_on', 'derived_from', 'version_of')
  )
  SELECT s.key FROM walk, LATERAL (
    SELECT e.key, e.primary FROM citations_sourceevent e
    WHERE e.pgh_obj_id = walk.id AND e.pgh_created_at <= at
    ORDER BY e.pgh_id DESC LIMIT 1
  ) s
  WHERE s.primary AND NOT EXISTS (
    SELECT 1 FROM citations_related(walk.id, at) r
    WHERE r.kind IN ('reports_on', 'derived_from', 'version_of'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0014_notice_watch")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (STANDING, CHAIN)
    ]
