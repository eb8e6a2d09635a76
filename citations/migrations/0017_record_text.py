"""What many rows are read for: a record is kept written, a notice weighed at once."""

from django.db import migrations

RECORD = r"""
-- From the type on, without the braces: id and place are put around it by whoever asks.
-- What "extra" holds is no part of it. Depends on no setting, so it may be stored.
CREATE FUNCTION citations_record(
  csl_type text, author jsonb, issued text, title text, container_title text,
  volume text, issue text, page text, number text, edition text, version text,
  publisher text, doi text, isbn text, pmid text, url text, language text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat(
    ',"type":"', csl_type, '"',
    ',"author":' || nullif(author::text, '[]'),
    CASE WHEN issued ~ '^[0-9]{4}(-[0-9]{2}){0,2}$' THEN concat(',"issued":{"date-parts":[[', concat_ws(',',
      substr(issued, 1, 4)::int, nullif(substr(issued, 6, 2), '')::int,
      nullif(substr(issued, 9, 2), '')::int), ']]}') END,
    ',"title":' || to_json(nullif(title, '')),
    ',"container-title":' || to_json(nullif(container_title, '')),
    ',"volume":' || to_json(nullif(volume, '')),
    ',"issue":' || to_json(nullif(issue, '')),
    ',"page":' || to_json(nullif(page, '')),
    ',"number":' || to_json(nullif(number, '')),
    ',"edition":' || to_json(nullif(edition, '')),
    ',"version":' || to_json(nullif(version, '')),
    ',"publisher":' || to_json(nullif(publisher, '')),
    ',"DOI":' || to_json(nullif(doi, '')),
    ',"ISBN":' || to_json(nullif(isbn, '')),
    ',"PMID":' || to_json(nullif(pmid, '')),
    ',"URL":' || to_json(nullif(url, '')),
    ',"language":' || to_json(nullif(language, '')))
$$;
ALTER TABLE citations_source ADD COLUMN record text GENERATED ALWAYS AS (
  citations_record(csl_type, author, issued, title, container_title, volume, issue,
    page, number, edition, version, publisher, doi, isbn, pmid, url, language)) STORED;
"""

HOLDS = """
-- Whether a notice counts: nothing strikes it out, or what does was struck out itself.
-- In a language that keeps its plan: a recursive query took fifty times as long.
CREATE OR REPLACE FUNCTION citations_notice_holds(this bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  holds boolean := true;
BEGIN
  LOOP
    SELECT e.id INTO this FROM citations_sourcenotice e WHERE e.revokes_id = this;
    EXIT WHEN NOT FOUND;
    holds := NOT holds;
  END LOOP;
  RETURN holds;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0016_words_of_sources")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (RECORD, HOLDS)
    ]
