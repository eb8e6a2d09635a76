"""Standing from all notices, no cycle of relations, rows that only grow."""

from django.db import migrations

KEYS = """
CREATE FUNCTION citations_key_is_forever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'The key % is public for ever: merge or withdraw the row.', OLD.key
      USING ERRCODE = '23514', CONSTRAINT = 'key-is-forever';
  ELSIF NEW.key IS DISTINCT FROM OLD.key THEN
    RAISE EXCEPTION 'The key % is public for ever: it cannot become %.', OLD.key, NEW.key
      USING ERRCODE = '23514', CONSTRAINT = 'key-is-forever';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER source_key_is_forever BEFORE UPDATE OF key OR DELETE
  ON citations_source FOR EACH ROW EXECUTE FUNCTION citations_key_is_forever();
CREATE TRIGGER organization_key_is_forever BEFORE UPDATE OF key OR DELETE
  ON citations_organization FOR EACH ROW EXECUTE FUNCTION citations_key_is_forever();
CREATE TRIGGER citation_key_is_forever BEFORE UPDATE OF key
  ON citations_citation FOR EACH ROW EXECUTE FUNCTION citations_key_is_forever();
"""

FRESH = """
-- A gate must see what others have committed while it waited for their locks. Under
-- REPEATABLE READ and SERIALIZABLE it sees what stood at the start of its transaction.
CREATE FUNCTION citations_read_committed() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'Write this under READ COMMITTED, not %: its rules look at what '
      'others have just committed.', upper(current_setting('transaction_isolation'))
      USING ERRCODE = '25001';
  END IF;
END $$;
"""

MERGES = """
-- Who follows a merged key arrives: merges never lead round in a circle.
CREATE FUNCTION citations_merge_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next bigint := NEW.merged_into_id;
BEGIN
  PERFORM citations_read_committed();
  -- One merge at a time: two could else close a circle, each blind to the other's half.
  PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME || '.merged_into'));
  WHILE next IS NOT NULL LOOP
    IF next = NEW.id THEN
      RAISE EXCEPTION 'The key % would lead back to itself.', NEW.key
        USING ERRCODE = '23514', CONSTRAINT = 'key-is-forever';
    END IF;
    EXECUTE format('SELECT merged_into_id FROM %I WHERE id = $1', TG_TABLE_NAME)
      INTO next USING next;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER source_merge_ends BEFORE INSERT OR UPDATE OF merged_into_id
  ON citations_source FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
  EXECUTE FUNCTION citations_merge_ends();
"""

GROW = """
CREATE FUNCTION citations_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are never changed or deleted: add a newer one.',
    TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = 'append-only';
END $$;
CREATE TRIGGER sourcenotice_append_only BEFORE UPDATE OR DELETE
  ON citations_sourcenotice FOR EACH ROW EXECUTE FUNCTION citations_append_only();
CREATE TRIGGER reading_append_only BEFORE UPDATE OR DELETE
  ON citations_reading FOR EACH ROW EXECUTE FUNCTION citations_append_only();
"""

CYCLES = """
CREATE FUNCTION citations_relation_has_no_cycle() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM citations_read_committed();
  -- One writer of relations at a time: two transactions could else close a cycle
  -- together, each blind to the other's half.
  PERFORM pg_advisory_xact_lock(hashtext('citations_sourcerelation'));
  IF EXISTS (
    WITH RECURSIVE walk(id) AS (
      SELECT NEW.to_source_id
      UNION
      SELECT r.to_source_id FROM citations_sourcerelation r
      JOIN walk ON r.from_source_id = walk.id WHERE r.id <> NEW.id
    ) SELECT 1 FROM walk WHERE id = NEW.from_source_id
  ) THEN
    RAISE EXCEPTION 'Source % would lead back to itself.',
      (SELECT key FROM citations_source WHERE id = NEW.from_source_id)
      USING ERRCODE = '23514', CONSTRAINT = 'relations-have-no-cycle';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sourcerelation_has_no_cycle BEFORE INSERT OR UPDATE
  ON citations_sourcerelation FOR EACH ROW
  EXECUTE FUNCTION citations_relation_has_no_cycle();
"""

STANDING = """
-- The worst that still stands: a retraction or withdrawal not followed by a
-- reinstatement of a later date, then a concern, then any correction. A notice of the
-- same date as a reinstatement stands, since doubt is the safer reading.
CREATE FUNCTION citations_standing(this bigint) RETURNS text LANGUAGE sql STABLE AS $$
  WITH lifted AS (
    SELECT max(issued_on) AS on_date FROM citations_sourcenotice
    WHERE source_id = this AND kind = 'reinstatement'
  )
  SELECT coalesce(
    (SELECT CASE n.kind WHEN 'retraction' THEN 'retracted'
                        WHEN 'withdrawal' THEN 'withdrawn'
                        WHEN 'concern' THEN 'concern' ELSE 'corrected' END
     FROM citations_sourcenotice n, lifted
     WHERE n.source_id = this AND n.kind <> 'reinstatement'
       AND (n.kind = 'correction' OR lifted.on_date IS NULL
            OR n.issued_on >= lifted.on_date)
     ORDER BY array_position(
       ARRAY['retraction','withdrawal','concern','correction'], n.kind::text) LIMIT 1),
    (SELECT CASE WHEN s.notices_checked_at IS NULL AND lifted.on_date IS NULL
                 THEN 'unchecked' ELSE 'good' END
     FROM citations_source s, lifted WHERE s.id = this))
$$;
-- Whether something may rest on the source: neither retracted nor withdrawn.
CREATE FUNCTION citations_stands(this bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT citations_standing(this) NOT IN ('retracted', 'withdrawn')
$$;
"""

CHAIN = """
-- From a cited source down to what it took its numbers from, nearest first. Versions
-- and replications stand beside a source, not below it, and are no part of the chain.
CREATE FUNCTION citations_chain(this bigint)
RETURNS TABLE (source_id bigint, depth int, relation text, note text)
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE walk AS (
    SELECT this AS source_id, 0 AS depth, NULL::text AS relation, '' AS note
    UNION ALL
    SELECT r.to_source_id, walk.depth + 1, r.kind::text, r.note::text
    FROM walk JOIN citations_sourcerelation r ON r.from_source_id = walk.source_id
    WHERE r.kind IN ('derived_from', 'reports_on', 'uses_data_of') AND walk.depth < 32
  )
  SELECT DISTINCT ON (walk.source_id) walk.* FROM walk
  ORDER BY walk.source_id, walk.depth
$$;
-- The primary studies a source stands for. A summary stands for what it reports on; all
-- versions of one study stand for its root, the one that is a version of no other.
CREATE FUNCTION citations_roots(this bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE walk(id) AS (
    SELECT this
    UNION
    SELECT r.to_source_id FROM walk
    JOIN citations_sourcerelation r ON r.from_source_id = walk.id
    WHERE r.kind IN ('reports_on', 'derived_from', 'version_of')
  )
  SELECT walk.id FROM walk JOIN citations_source s ON s.id = walk.id
  WHERE s.primary AND NOT EXISTS (
    SELECT 1 FROM citations_sourcerelation r WHERE r.from_source_id = walk.id
      AND r.kind IN ('reports_on', 'derived_from', 'version_of'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0001_initial")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (KEYS, FRESH, MERGES, GROW, CYCLES, STANDING, CHAIN)
    ]
