"""A notice suspends what rests on its source alone; shares add up as declared."""

from django.db import migrations

NOTICES = """
CREATE FUNCTION kb_notice_reaches_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM citations_read_committed();
  -- Publications of findings on this source, and other notices, wait for this one.
  PERFORM 1 FROM citations_source WHERE id = NEW.source_id FOR UPDATE;
  IF NEW.kind = 'reinstatement' THEN
    -- Whichever notice it was: a finding on two sources may have fallen with the other.
    UPDATE kb_finding f SET state = 'published', state_reason = '', suspended_by_id = NULL
    WHERE f.state = 'suspended' AND f.suspended_by_id IS NOT NULL
      AND kb_rests_on_standing(f.id)
      AND f.id IN (
        SELECT l.finding_id FROM kb_findingcitation l
        JOIN citations_citation c ON c.id = l.citation_id
        WHERE c.source_id = NEW.source_id);
  ELSIF NOT citations_stands(NEW.source_id) THEN
    UPDATE kb_finding f SET state = 'suspended', suspended_by_id = NEW.id,
      state_reason = format('Its source “%s” had a %s of %s, and nothing else holds it.',
        (SELECT title FROM citations_source WHERE id = NEW.source_id),
        NEW.kind, NEW.issued_on)
    WHERE f.state = 'published' AND NOT kb_rests_on_standing(f.id)
      AND f.id IN (
        SELECT l.finding_id FROM kb_findingcitation l
        JOIN citations_citation c ON c.id = l.citation_id
        WHERE c.source_id = NEW.source_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER sourcenotice_reaches_findings AFTER INSERT ON citations_sourcenotice
  FOR EACH ROW EXECUTE FUNCTION kb_notice_reaches_findings();
"""

SUMS = """
-- Wholes are looked at one by one in their order: a part may have moved from one to
-- another, and both must add up.
CREATE FUNCTION kb_profile_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whole text := CASE TG_TABLE_NAME WHEN 'kb_profile' THEN 'id' ELSE 'profile_id' END;
  declared kb_profile;
  total numeric;
BEGIN
  PERFORM citations_read_committed();
  FOR declared IN
    SELECT * FROM kb_profile WHERE id IN (
      (to_jsonb(OLD) ->> whole)::bigint, (to_jsonb(NEW) ->> whole)::bigint)
    ORDER BY id FOR UPDATE
  LOOP
    SELECT coalesce(sum(weight), 0) INTO total FROM kb_profiletask
    WHERE profile_id = declared.id;
    IF total <> declared.declared_sum THEN
      RAISE EXCEPTION 'The weights of % add up to %, not to %.',
        declared.key, trim_scale(total), trim_scale(declared.declared_sum)
        USING ERRCODE = '23514', CONSTRAINT = 'shares-add-up';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER profile_adds_up AFTER INSERT OR UPDATE ON kb_profile
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kb_profile_adds_up();
CREATE CONSTRAINT TRIGGER profiletask_adds_up
  AFTER INSERT OR UPDATE OR DELETE ON kb_profiletask
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kb_profile_adds_up();

CREATE FUNCTION kb_outline_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whole text := CASE TG_TABLE_NAME WHEN 'kb_outline' THEN 'id' ELSE 'outline_id' END;
  declared kb_outline;
  total numeric;
BEGIN
  PERFORM citations_read_committed();
  FOR declared IN
    SELECT * FROM kb_outline WHERE id IN (
      (to_jsonb(OLD) ->> whole)::bigint, (to_jsonb(NEW) ->> whole)::bigint)
    ORDER BY id FOR UPDATE
  LOOP
    SELECT sum(share) INTO total FROM kb_outlineitem WHERE outline_id = declared.id;
    IF total IS DISTINCT FROM declared.declared_sum THEN
      RAISE EXCEPTION 'The shares of % add up to %, not to %.', declared.key,
        coalesce(trim_scale(total)::text, 'nothing'),
        coalesce(trim_scale(declared.declared_sum)::text, 'nothing')
        USING ERRCODE = '23514', CONSTRAINT = 'shares-add-up';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER outline_adds_up AFTER INSERT OR UPDATE ON kb_outline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kb_outline_adds_up();
CREATE CONSTRAINT TRIGGER outlineitem_adds_up
  AFTER INSERT OR UPDATE OR DELETE ON kb_outlineitem
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kb_outline_adds_up();
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0004_directness")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (NOTICES, SUMS)
    ]
