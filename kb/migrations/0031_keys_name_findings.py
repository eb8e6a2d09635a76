"""A row that names a finding by its key names one that is here."""

from django.db import migrations

NAMED = {
    "kb_findinglink": "to_key",
    "kb_edgebasis": "finding_key",
    "kb_level": "finding_key",
    "kb_questionfinding": "finding_key",
}
"""The tables that name findings whatever their version, and the column of each."""

NAMES = """
-- Deferred: a pack brings links and what they lead to in one transaction. The draft that
-- is named cannot go while this looks at it; one that went is not found.
CREATE FUNCTION kb_names_a_finding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE named text;
BEGIN
  EXECUTE format('SELECT %I FROM %I WHERE id = $1', TG_ARGV[0], TG_TABLE_NAME)
  INTO named USING NEW.id;
  IF coalesce(named, '') = '' THEN RETURN NULL; END IF;
  PERFORM 1 FROM kb_finding WHERE key = named LIMIT 1 FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'No finding has the key “%”.', named
      USING ERRCODE = '23514', CONSTRAINT = 'names-resolve';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION kb_finding_is_not_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM kb_finding WHERE key = OLD.key) THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM kb_findinglink WHERE to_key = OLD.key)
     OR EXISTS (SELECT FROM kb_edgebasis WHERE finding_key = OLD.key)
     OR EXISTS (SELECT FROM kb_level WHERE finding_key = OLD.key)
     OR EXISTS (SELECT FROM kb_questionfinding WHERE finding_key = OLD.key) THEN
    RAISE EXCEPTION 'Something names finding %: it cannot go before that does.', OLD.key
      USING ERRCODE = '23514', CONSTRAINT = 'names-resolve';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finding_is_not_named AFTER DELETE ON kb_finding
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION kb_finding_is_not_named();
"""
TRIGGER = """
CREATE CONSTRAINT TRIGGER {name}_names_a_finding
  AFTER INSERT OR UPDATE OF {column} ON {table} DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION kb_names_a_finding('{column}');
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0030_emerging_tasks")]

    operations = [
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(
                TRIGGER.format(
                    name=table.removeprefix("kb_"), table=table, column=column
                ),
                migrations.RunSQL.noop,
            )
            for table, column in NAMED.items()
        ),
    ]
