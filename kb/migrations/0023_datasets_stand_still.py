"""What a dataset brought stays as its files have it; an approval names all of it."""

from django.db import migrations

STILL = """
-- Rows come in while their release is in review, and never change. What a later load of
-- the same edition no longer brings is marked by it; nothing else of a row moves.
CREATE FUNCTION kb_dataset_rows_come_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided text;
BEGIN
  -- The lock makes a load and the approval of its release wait for each other.
  PERFORM 1 FROM kb_release WHERE id IN (SELECT release_id FROM brought)
  ORDER BY id FOR SHARE;
  SELECT format('%s %s', r.pack, r.number) INTO decided FROM kb_release r
  WHERE r.id IN (SELECT release_id FROM brought)
    AND (r.state <> 'in_review' OR r.dataset = '') LIMIT 1;
  IF decided IS NOT NULL THEN
    RAISE EXCEPTION 'Release % is no dataset in review: rows come in with a new one.',
      decided USING ERRCODE = '23514', CONSTRAINT = 'dataset-row-has-its-place';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER listing_comes_in AFTER INSERT ON kb_listing
  REFERENCING NEW TABLE AS brought
  FOR EACH STATEMENT EXECUTE FUNCTION kb_dataset_rows_come_in();
CREATE TRIGGER datasetfile_comes_in AFTER INSERT ON kb_datasetfile
  REFERENCING NEW TABLE AS brought
  FOR EACH STATEMENT EXECUTE FUNCTION kb_dataset_rows_come_in();

CREATE FUNCTION kb_dataset_row_stands_still() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own kb_release;
  later kb_release;
BEGIN
  SELECT * INTO own FROM kb_release WHERE id = OLD.release_id FOR SHARE;
  IF TG_OP = 'DELETE' THEN
    IF own.state <> 'in_review' THEN
      RAISE EXCEPTION 'Release % % is %: its rows stay for ever.',
        own.pack, own.number, own.state
        USING ERRCODE = '23514', CONSTRAINT = 'dataset-row-has-its-place';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_TABLE_NAME = 'kb_datasetfile'
     OR to_jsonb(NEW) - 'retired_by_id' <> to_jsonb(OLD) - 'retired_by_id' THEN
    RAISE EXCEPTION 'A row of release % % stands as its file has it: import again.',
      own.pack, own.number
      USING ERRCODE = '23514', CONSTRAINT = 'dataset-row-has-its-place';
  END IF;
  SELECT * INTO later FROM kb_release
  WHERE id = coalesce(NEW.retired_by_id, OLD.retired_by_id) FOR SHARE;
  IF later.pack <> own.pack OR later.number <= own.number
     OR (NEW.retired_by_id IS NOT NULL AND later.state <> 'in_review')
     OR (NEW.retired_by_id IS NULL AND later.state = 'approved') THEN
    RAISE EXCEPTION 'Only a later load of % in review takes a row of it back.', own.pack
      USING ERRCODE = '23514', CONSTRAINT = 'dataset-row-has-its-place';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER listing_stands_still BEFORE UPDATE OR DELETE ON kb_listing
  FOR EACH ROW EXECUTE FUNCTION kb_dataset_row_stands_still();
CREATE TRIGGER datasetfile_stands_still BEFORE UPDATE OR DELETE ON kb_datasetfile
  FOR EACH ROW EXECUTE FUNCTION kb_dataset_row_stands_still();
"""

DIGEST = """
-- As before; a release of a dataset names its files and rows too. One that has none
-- counts as it did, so that what was approved stays approved.
CREATE OR REPLACE FUNCTION kb_release_digest(this bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(';',
    coalesce((SELECT string_agg(kb_digest(f.id), ',' ORDER BY f.key, f.version)
              FROM kb_finding f WHERE f.release_id = this), ''),
    (SELECT jsonb_agg(d.content ORDER BY d.kind, d.id)::text FROM kb_described(this) d),
    (SELECT string_agg(jsonb_build_array(d.name, d.sha256, d.rows)::text, ','
                       ORDER BY d.name)
     FROM kb_datasetfile d WHERE d.release_id = this),
    (SELECT string_agg(jsonb_build_array(l.kind, l.file, l.row, l.career_id, l.skill_id,
              l.to_career_id, l.to_skill_id, l.task_id, l.rank, l.marks, l.label,
              l.retired_by_id = this)::text, ',' ORDER BY l.kind, l.row, l.id)
     FROM kb_listing l WHERE l.release_id = this OR l.retired_by_id = this)
  ), 'UTF8')), 'hex')
$$;
"""

STATISTICS = """
-- Whoever serves owns no table, and so may not ask for fresh statistics; without them a
-- gate that runs once a row scans whole tables. This asks for those of a bulk load.
CREATE FUNCTION kb_analyze() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE kb_finding, kb_estimate, kb_subject, kb_findingcitation, kb_review, kb_listing,
    citations_citation, citations_reading, careers_career, careers_careercode,
    careers_careeralias, careers_skill, careers_skillcode, careers_skillalias,
    careers_task;
END $$;
"""

# The triggers of the events came anew with the columns, and with them their switch.
HISTORY = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0022_datasets")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (STILL, DIGEST, STATISTICS, HISTORY)
    ]
