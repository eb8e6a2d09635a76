"""What was pasted never changes; titles are compared folded, by an index."""

from django.db import migrations

KEEPS = """
CREATE FUNCTION citations_importrow_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What was pasted in % of import % is never changed or deleted.',
    OLD.place, OLD.batch_id USING ERRCODE = '23514', CONSTRAINT = 'append-only';
END $$;
CREATE TRIGGER importrow_keeps_what_was_pasted BEFORE UPDATE ON citations_importrow
  FOR EACH ROW WHEN ((OLD.given, OLD.place, OLD.batch_id, OLD.position)
    IS DISTINCT FROM (NEW.given, NEW.place, NEW.batch_id, NEW.position))
  EXECUTE FUNCTION citations_importrow_keeps();
CREATE TRIGGER importrow_stays BEFORE DELETE ON citations_importrow
  FOR EACH ROW EXECUTE FUNCTION citations_importrow_keeps();
"""

FOLD = """
-- A title or name as it is compared: without markup, marks, case and punctuation. What
-- is longer than anybody's title counts by its beginning, for an index to hold it.
CREATE FUNCTION citations_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE
RETURNS NULL ON NULL INPUT PARALLEL SAFE AS $$
  SELECT left(regexp_replace(lower(normalize(
    regexp_replace(left(words, 1000), '<[^<>]*>', '', 'g'), NFKD)),
    '[^[:alnum:]]+', '', 'g'), 200)
$$;
CREATE INDEX source_title_folded ON citations_source (citations_fold(title));
"""

# See kb/migrations/0003_gates.py: a migration with triggers of django-pgtrigger, such as
# the one before this, brings back a function by which any session could ignore them.
NO_WISHES = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0004_capture")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (KEEPS, FOLD, NO_WISHES)
    ]
