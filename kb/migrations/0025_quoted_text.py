"""What of a source's text is public: the passages quoted from it, and where."""

from django.db import migrations

QUOTED = """
CREATE FUNCTION kb_quoted_text(this bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  shown text;
  one record;
BEGIN
  SELECT repeat(chr(9608), length(text)) INTO shown FROM citations_snapshot
  WHERE id = this;
  FOR one IN
    SELECT DISTINCT c.quote, c.quote_start FROM citations_citation c
    JOIN kb_findingcitation l ON l.citation_id = c.id
    JOIN kb_finding f ON f.id = l.finding_id
    WHERE c.snapshot_id = this
      AND f.state IN ('published', 'suspended', 'superseded', 'withdrawn')
    ORDER BY 2, 1
  LOOP
    shown := overlay(shown PLACING one.quote FROM one.quote_start + 1
                     FOR length(one.quote));
  END LOOP;
  RETURN shown;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0025_passwords_are_told")]

    operations = [migrations.RunSQL(QUOTED, migrations.RunSQL.noop)]
