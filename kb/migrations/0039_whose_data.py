"""Which dataset brings a code: what its release asks to be said goes with it."""

from django.db import migrations

BRINGS = """
CREATE OR REPLACE FUNCTION kb_brings(
  dataset text, edition text, scheme text, release text
) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    -- ESCO ships the groups of ISCO-08, which have an edition of their own.
    WHEN scheme = 'isco_08' THEN dataset = 'isco08' OR dataset ~ '^esco(-[a-z]+)?$'
    WHEN scheme = 'esco' THEN dataset ~ '^esco(-[a-z]+)?$' AND release = edition
    WHEN scheme LIKE 'onet%' THEN dataset = 'onet' AND release = edition
    WHEN scheme LIKE 'soc%' THEN dataset = 'crosswalk-soc' AND release = edition
    ELSE false END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0038_statistics_of_releases")]

    operations = [
        migrations.RunSQL(BRINGS, "DROP FUNCTION kb_brings(text, text, text, text)")
    ]
