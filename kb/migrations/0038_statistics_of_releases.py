"""Fresh statistics also of the small tables that every page of a career joins.

Fifteen releases are too few for the server to look at by itself; it took them for one,
and read all rows of each release for every page.
"""

from django.db import migrations

STATISTICS = """
-- Whoever serves owns no table, and so may not ask for fresh statistics; without them a
-- gate that runs once a row scans whole tables. This asks for those of a bulk load.
CREATE OR REPLACE FUNCTION kb_analyze() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  -- The columns by which findings are found. Sentences and the words in them take eight
  -- times as long, and nobody waits for them: the server comes to those by itself.
  ANALYZE kb_finding (id, key, version, state, source_id, topic_id, kind, design,
    direction, period_end, author_id, release_id, published_at, suspended_by_id);
  ANALYZE kb_estimate, kb_subject, kb_findingcitation, kb_review, kb_listing, kb_release,
    citations_source, citations_citation, citations_reading, careers_career,
    careers_careercode, careers_careeralias, careers_careerskill,
    careers_careeradjacency, careers_skill, careers_skillcode, careers_skillalias,
    careers_skilladjacency, careers_task;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0037_datasets_in_general")]

    operations = [migrations.RunSQL(STATISTICS, migrations.RunSQL.noop)]
