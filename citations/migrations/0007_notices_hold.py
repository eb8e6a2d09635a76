"""Notices that count: not of the future, and not struck out as recorded by mistake."""

from django.db import migrations

SOUND = """
-- Before anything else a notice takes its source: two of them, and a publication, wait
-- for each other here, and never crosswise.
CREATE FUNCTION citations_notice_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE struck bigint;
BEGIN
  PERFORM citations_read_committed();
  PERFORM 1 FROM citations_source WHERE id = NEW.source_id FOR UPDATE;
  -- It may be tomorrow already where the notice was issued.
  IF NEW.issued_on > (now() AT TIME ZONE 'UTC')::date + 1 THEN
    RAISE EXCEPTION 'A notice of % is of the future.', NEW.issued_on
      USING ERRCODE = '23514', CONSTRAINT = 'notice-is-not-of-the-future';
  END IF;
  IF NEW.revokes_id IS NOT NULL THEN
    SELECT source_id INTO struck FROM citations_sourcenotice WHERE id = NEW.revokes_id;
    IF struck IS DISTINCT FROM NEW.source_id THEN
      RAISE EXCEPTION 'An error strikes out an earlier notice about the same source.'
        USING ERRCODE = '23514', CONSTRAINT = 'error-strikes-out-a-notice';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sourcenotice_is_sound BEFORE INSERT ON citations_sourcenotice
  FOR EACH ROW EXECUTE FUNCTION citations_notice_is_sound();
"""

STANDING = """
-- Whether a notice counts: nothing strikes it out, or what does was struck out itself.
CREATE FUNCTION citations_notice_holds(this bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE chain AS (
    SELECT this AS id, 0 AS length
    UNION ALL
    SELECT e.id, chain.length + 1
    FROM chain JOIN citations_sourcenotice e ON e.revokes_id = chain.id
  ) SELECT max(length) % 2 = 0 FROM chain
$$;
-- The notices that speak against a source today, worst first: those that hold and are
-- not lifted by a reinstatement of a later date. A notice of the same date as a
-- reinstatement stands, since doubt is the safer reading; a correction is never lifted.
CREATE FUNCTION citations_against(this bigint)
RETURNS TABLE (notice_id bigint, standing text) LANGUAGE sql STABLE AS $$
  WITH holding AS (
    SELECT n.id, n.kind, n.issued_on FROM citations_sourcenotice n
    WHERE n.source_id = this AND n.kind <> 'error' AND citations_notice_holds(n.id)
  ), lifted AS (
    SELECT max(issued_on) AS on_date FROM holding WHERE kind = 'reinstatement'
  )
  SELECT h.id, CASE h.kind WHEN 'retraction' THEN 'retracted'
    WHEN 'withdrawal' THEN 'withdrawn' WHEN 'concern' THEN 'concern'
    ELSE 'corrected' END
  FROM holding h, lifted
  WHERE h.kind <> 'reinstatement' AND (h.kind = 'correction'
    OR lifted.on_date IS NULL OR h.issued_on >= lifted.on_date)
  ORDER BY array_position(
    ARRAY['retraction','withdrawal','concern','correction'], h.kind::text),
    h.issued_on DESC, h.id
$$;
-- The worst that still stands. Most sources have no notice: they are told apart first.
CREATE OR REPLACE FUNCTION citations_standing(this bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (
    SELECT 1 FROM citations_sourcenotice n WHERE n.source_id = this
  ) THEN coalesce(
    (SELECT a.standing FROM citations_against(this) a LIMIT 1),
    (SELECT CASE WHEN s.notices_checked_at IS NULL AND NOT EXISTS (
       SELECT 1 FROM citations_sourcenotice n WHERE n.source_id = this
         AND n.kind = 'reinstatement' AND citations_notice_holds(n.id))
       THEN 'unchecked' ELSE 'good' END
     FROM citations_source s WHERE s.id = this))
  ELSE (SELECT CASE WHEN s.notices_checked_at IS NULL THEN 'unchecked' ELSE 'good' END
        FROM citations_source s WHERE s.id = this) END
$$;
-- The date of a notice in words, as far as the notice gives it.
CREATE FUNCTION citations_dated(on_date date, given text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE given WHEN 'day' THEN ' of ' || to_char(on_date, 'YYYY-MM-DD')
    WHEN 'month' THEN ' of ' || to_char(on_date, 'YYYY-MM')
    WHEN 'year' THEN ' of ' || to_char(on_date, 'YYYY') ELSE ', not dated' END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0006_notice_origins")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (SOUND, STANDING)
    ]
