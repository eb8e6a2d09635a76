"""What answers show of one row is kept written, and readings lie in their order."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
-- The whole reading as JSON. Depends on no setting, so it may be stored.
CREATE FUNCTION citations_reading_told(
  read text, confirmation text, address text, says text, recorded_at timestamptz
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat('{"read":', to_json(read), ',"confirmation":', to_json(confirmation),
    ',"address":', to_json(address), ',"says":', to_json(says), ',"recorded_at":"',
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '"}')
$$;

-- What it says of the reach and the confirmation of its citation, behind 26 digits by
-- which the reading that confirms best comes first, and the first of equals.
CREATE FUNCTION citations_reading_rank(
  read text, confirmation text, place smallint, id bigint
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat(
    array_position(ARRAY['dataset', 'primary', 'mirror', 'secondary'], confirmation),
    lpad(place::text, 5, '0'), lpad(id::text, 20, '0'),
    '"read":', to_json(read), ',"confirmation":', to_json(confirmation))
$$;

-- What is asked for together of a source and of a citation, without the braces.
CREATE FUNCTION citations_source_told(
  key text, title text, source_class text, original boolean
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat('"key":', to_json(key), ',"title":', to_json(title),
    ',"url":', to_json('/sources/' || key || '/'), ',"class":', to_json(source_class),
    ',"primary":', original::text)
$$;
CREATE FUNCTION citations_citation_told(
  label text, locator text, quote text, note text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat('"label":', to_json(label),
    ',"locator":', coalesce(to_json(nullif(locator, ''))::text, 'null'),
    ',"quote":', coalesce(to_json(nullif(quote, ''))::text, 'null'),
    ',"note":', coalesce(to_json(nullif(note, ''))::text, 'null'))
$$;

-- A row that is about to be stored has nothing yet in its generated columns.
CREATE OR REPLACE FUNCTION citations_moved_by_merge(was jsonb, is_now jsonb)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT was - 'source_id' - 'told' = is_now - 'source_id' - 'told' AND EXISTS (
    SELECT 1 FROM citations_source s
    WHERE s.id = (was ->> 'source_id')::bigint
      AND s.merged_into_id = (is_now ->> 'source_id')::bigint)
$$;

ALTER TABLE citations_source ADD COLUMN told text GENERATED ALWAYS AS (
  citations_source_told(key, title, source_class, "primary")) STORED;
ALTER TABLE citations_citation ADD COLUMN told text GENERATED ALWAYS AS (
  citations_citation_told(label, locator, quote, note)) STORED;
ALTER TABLE citations_reading
  ADD COLUMN told text GENERATED ALWAYS AS (
    citations_reading_told(read, confirmation, address, says, recorded_at)) STORED,
  ADD COLUMN rank text COLLATE "C" GENERATED ALWAYS AS (
    citations_reading_rank(read, confirmation, position, id)) STORED;
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0018_sources_at_scale")]

    operations = [
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="reading",
            name="citation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="citations.citation",
            ),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(
                fields=["citation", "position", "id"], name="reading_in_order"
            ),
        ),
    ]
