"""A snapshot stays what it was, and a quote stands in it to the character."""

from django.db import migrations

SNAPSHOTS = """
CREATE FUNCTION citations_snapshot_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A snapshot is never deleted: withdraw it, and say why.'
      USING ERRCODE = '23514', CONSTRAINT = 'snapshot-is-as-received';
  ELSIF TG_OP = 'INSERT' THEN
    IF NEW.text_digest <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
      RAISE EXCEPTION 'The text of this snapshot has another SHA-256 than it says.'
        USING ERRCODE = '23514', CONSTRAINT = 'snapshot-is-as-received';
    END IF;
    IF NEW.withdrawn_reason <> '' THEN
      RAISE EXCEPTION 'A snapshot begins as one that may be quoted from.'
        USING ERRCODE = '23514', CONSTRAINT = 'snapshot-is-as-received';
    END IF;
    RETURN NEW;
  END IF;
  PERFORM citations_read_committed();
  -- It moves with its source when that is merged into another.
  IF NEW.source_id <> OLD.source_id AND NOT EXISTS (
       SELECT 1 FROM citations_source
       WHERE id = OLD.source_id AND merged_into_id = NEW.source_id)
     OR OLD.withdrawn_reason NOT IN ('', NEW.withdrawn_reason)
     OR to_jsonb(NEW) - 'source_id' - 'withdrawn_reason'
        <> to_jsonb(OLD) - 'source_id' - 'withdrawn_reason' THEN
    RAISE EXCEPTION 'A snapshot is never changed: attach a newer one.'
      USING ERRCODE = '23514', CONSTRAINT = 'snapshot-is-as-received';
  END IF;
  -- The row is locked by now: whoever quotes from it has committed, or waits.
  IF NEW.withdrawn_reason <> OLD.withdrawn_reason AND EXISTS (
       SELECT 1 FROM citations_citation WHERE snapshot_id = OLD.id) THEN
    RAISE EXCEPTION 'Citation % quotes from this snapshot: take its quote out first.',
      (SELECT key FROM citations_citation WHERE snapshot_id = OLD.id
       ORDER BY key LIMIT 1)
      USING ERRCODE = '23514', CONSTRAINT = 'snapshot-is-as-received';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER snapshot_is_kept BEFORE INSERT OR UPDATE OR DELETE
  ON citations_snapshot FOR EACH ROW EXECUTE FUNCTION citations_snapshot_is_kept();
"""

QUOTES = """
CREATE FUNCTION citations_quote_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held citations_snapshot;
BEGIN
  IF NEW.snapshot_id IS NULL THEN RETURN NEW; END IF;
  PERFORM citations_read_committed();
  -- Whoever withdraws it and whoever quotes from it wait for each other.
  SELECT * INTO held FROM citations_snapshot WHERE id = NEW.snapshot_id FOR SHARE;
  IF held.withdrawn_reason <> '' THEN
    RAISE EXCEPTION 'The snapshot of citation % was withdrawn: %',
      NEW.key, held.withdrawn_reason
      USING ERRCODE = '23514', CONSTRAINT = 'quote-stands-in-its-snapshot';
  END IF;
  IF NEW.quote IS DISTINCT FROM substr(
       held.text, NEW.quote_start + 1, NEW.quote_end - NEW.quote_start) THEN
    RAISE EXCEPTION 'The quote of citation % is not what stands at its place.', NEW.key
      USING ERRCODE = '23514', CONSTRAINT = 'quote-stands-in-its-snapshot';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER citation_quote_stands
  BEFORE INSERT OR UPDATE OF snapshot_id, quote, quote_start, quote_end
  ON citations_citation FOR EACH ROW EXECUTE FUNCTION citations_quote_stands();
-- Both move, in whatever order, when their source is merged into another.
ALTER TABLE citations_citation ADD CONSTRAINT citation_snapshot_of_its_source
  FOREIGN KEY (snapshot_id, source_id) REFERENCES citations_snapshot (id, source_id)
  DEFERRABLE INITIALLY DEFERRED;
"""

# See kb/migrations/0003_gates.py: a migration that makes a trigger of the history may
# bring back the function that lets a session wish triggers away.
UNIGNORED = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0012_snapshots")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (SNAPSHOTS, QUOTES, UNIGNORED)
    ]
