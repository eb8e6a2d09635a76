"""What two records of one work have in common: title, year and first author, folded."""

from django.db import migrations

LIKENESS = r"""
-- A text without capitals, accents, punctuation and white space. Independent of the
-- locale of the database, so that it may be stored and indexed.
CREATE FUNCTION citations_folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(lower(normalize(words, NFKD)),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u0300-\u036f\u2000-\u206f]+',
    '', 'g')
$$;
-- A digest, because an index takes no key of the length that titles may have.
CREATE FUNCTION citations_likeness(title text, issued text, author jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT md5(concat_ws(E'\x1f', citations_folded(title), left(issued, 4),
    citations_folded(coalesce(author -> 0 ->> 'family', author -> 0 ->> 'literal', ''))))
$$;
ALTER TABLE citations_source ADD COLUMN likeness text
  GENERATED ALWAYS AS (citations_likeness(title, issued, author)) STORED;
CREATE INDEX source_by_likeness ON citations_source (likeness, id)
  WHERE merged_into_id IS NULL AND withdrawn_reason = '';
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0007_notices_hold")]

    operations = [migrations.RunSQL(LIKENESS, migrations.RunSQL.noop)]
