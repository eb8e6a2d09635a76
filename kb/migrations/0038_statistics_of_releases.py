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

STANDING = """
-- The digest is asked of the releases that enter, and of no other: OFFSET keeps the plan
-- from asking it first, of all there are.
CREATE OR REPLACE FUNCTION kb_read_as_they_stand(these bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
  SELECT entering.id FROM (
    SELECT r.id, r.digest FROM kb_release r
    WHERE r.dataset <> '' AND r.state = 'approved' AND r.reviewer_id <> r.author_id
      AND r.id IN (
        SELECT f.release_id FROM kb_finding f WHERE f.id = ANY(these)
        GROUP BY f.release_id HAVING count(*) >= 1000)
    OFFSET 0) AS entering
  WHERE entering.digest = kb_release_digest(entering.id)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0037_datasets_in_general")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (STATISTICS, STANDING)
    ]
