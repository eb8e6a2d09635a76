"""A finding is retired by a later load of its own edition, and by an approval only."""

from django.db import migrations

COME_IN = """
CREATE TRIGGER retirement_comes_in AFTER INSERT ON kb_retirement
  REFERENCING NEW TABLE AS brought
  FOR EACH STATEMENT EXECUTE FUNCTION kb_dataset_rows_come_in();

CREATE FUNCTION kb_retirement_keeps_to_its_edition() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE other text;
BEGIN
  SELECT f.key INTO other FROM brought b
  JOIN kb_release later ON later.id = b.release_id
  JOIN kb_finding f ON f.id = b.finding_id LEFT JOIN kb_release own ON own.id = f.release_id
  WHERE own.pack IS DISTINCT FROM later.pack OR own.number > later.number
  ORDER BY f.key LIMIT 1;
  IF other IS NOT NULL THEN
    RAISE EXCEPTION 'Finding % did not come with an earlier load of this edition.', other
      USING ERRCODE = '23514', CONSTRAINT = 'dataset-row-has-its-place';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER retirement_keeps_to_its_edition AFTER INSERT ON kb_retirement
  REFERENCING NEW TABLE AS brought
  FOR EACH STATEMENT EXECUTE FUNCTION kb_retirement_keeps_to_its_edition();
"""

STILL = """
-- As 0023_datasets_stand_still has it; a retirement changes as little as a file.
CREATE OR REPLACE FUNCTION kb_dataset_row_stands_still() RETURNS trigger
LANGUAGE plpgsql AS $$
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
  IF TG_TABLE_NAME <> 'kb_listing'
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
CREATE TRIGGER retirement_stands_still BEFORE UPDATE OR DELETE ON kb_retirement
  FOR EACH ROW EXECUTE FUNCTION kb_dataset_row_stands_still();
"""

DIGEST = """
-- As 0024_gates_at_scale has it; what a release retires is read with it. One that retires
-- nothing counts as it did, so that what was approved stays approved.
CREATE OR REPLACE FUNCTION kb_release_digest(this bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(';',
    CASE WHEN (SELECT r.dataset FROM kb_release r WHERE r.id = this) = '' THEN
    coalesce((SELECT string_agg(kb_digest(f.id), ',' ORDER BY f.key, f.version)
              FROM kb_finding f WHERE f.release_id = this), '')
    ELSE kb_dataset_digest(this) END,
    (SELECT jsonb_agg(d.content ORDER BY d.kind, d.id)::text FROM kb_described(this) d),
    (SELECT string_agg(jsonb_build_array(d.name, d.sha256, d.rows)::text, ','
                       ORDER BY d.name)
     FROM kb_datasetfile d WHERE d.release_id = this),
    (SELECT string_agg(jsonb_build_array(l.kind, l.file, l.row, l.career_id, l.skill_id,
              l.to_career_id, l.to_skill_id, l.task_id, l.rank, l.marks, l.label,
              l.retired_by_id = this)::text, ',' ORDER BY l.kind, l.row, l.id)
     FROM kb_listing l WHERE l.release_id = this OR l.retired_by_id = this),
    (SELECT string_agg(kb_statement_digest(s.id), ',' ORDER BY s.key, s.version)
     FROM kb_statement s WHERE s.release_id = this),
    (SELECT 'retired:' || string_agg(jsonb_build_array(f.key, f.version)::text, ','
                                     ORDER BY f.key, f.version)
     FROM kb_retirement t JOIN kb_finding f ON f.id = t.finding_id
     WHERE t.release_id = this)
  ), 'UTF8')), 'hex')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0032_retirements")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (COME_IN, STILL, DIGEST)
    ]
