"""The feed of changes at the scale of datasets: what tells of nothing ends at once.

COPY writes its history row by row, so that each of these functions runs once a row: for
O*NET some 600,000 times. A statement put together as text is planned anew each time;
written out, it is planned once a session.
"""

from django.db import migrations

SETTLED = """
-- Every transaction of this database below this number is over, and what it wrote is
-- seen or undone. One in another database of the server holds nobody up: it is known by
-- the relations that it locked there. One that nothing is known of counts as ours.
CREATE OR REPLACE FUNCTION kb_settled() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT min(x::text::bigint) FROM pg_snapshot_xip(pg_current_snapshot()) AS x
    WHERE NOT EXISTS (
      SELECT FROM pg_locks own JOIN pg_locks held ON held.pid = own.pid
      WHERE own.locktype = 'transactionid' AND own.granted
        AND own.transactionid::text::bigint = (x::text::bigint & 4294967295)
        AND held.locktype = 'relation' AND held.database NOT IN (
          0, (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())))
  ), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
$$;
"""

FINDINGS = """
-- As 0027_gates_by_statement has it, but for the first question.
CREATE OR REPLACE FUNCTION kb_tell_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM told n WHERE n.pgh_label <> 'delete'
       AND n.state IN ('published', 'suspended', 'withdrawn', 'superseded')) THEN
    RETURN NULL;
  END IF;
  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'finding', n.key,
    CASE n.state WHEN 'published' THEN 'shown' ELSE n.state END, ''
  FROM told n
  WHERE n.state IN ('published', 'suspended', 'withdrawn') AND n.pgh_label <> 'delete'
  ORDER BY n.pgh_id;

  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'citation', c.key,
    CASE WHEN EXISTS (
      SELECT FROM kb_findingcitation o WHERE o.citation_id = c.id
        AND (SELECT f.state FROM kb_finding f WHERE f.id = o.finding_id) = 'published')
    THEN 'shown' ELSE 'removed' END, ''
  FROM told n JOIN kb_findingcitation l ON l.finding_id = n.id
  JOIN citations_citation c ON c.id = l.citation_id
  WHERE n.state IN ('published', 'suspended', 'withdrawn', 'superseded')
    AND n.pgh_label <> 'delete';

  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'pair',
    c.key || '/' || s.key, 'changed', ''
  FROM told n JOIN kb_subject u ON u.finding_id = n.id
  JOIN careers_careerskill p ON p.career_id = u.career_id AND p.skill_id = u.skill_id
  JOIN careers_career c ON c.id = p.career_id JOIN careers_skill s ON s.id = p.skill_id
  WHERE n.state IN ('published', 'suspended', 'withdrawn', 'superseded')
    AND n.pgh_label <> 'delete'
  ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION kb_tell_part_of_finding() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM told n WHERE n.pgh_label = 'update') THEN
    RETURN NULL;
  END IF;
  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'finding', f.key,
    'changed', ''
  FROM told n JOIN kb_finding f ON f.id = n.finding_id
  WHERE f.state = 'published' AND n.pgh_label = 'update'
  ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  RETURN NULL;
END $$;
"""

CITATIONS = """
-- On a place that is new nothing rests yet. From a place to its findings one by one, as
-- in 0027_gates_by_statement. Of the branches only the one that runs is planned.
CREATE OR REPLACE FUNCTION kb_tell_citation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_ARGV[0] = 'id' THEN
    IF NOT EXISTS (SELECT FROM told n WHERE n.pgh_label <> 'insert') THEN
      RETURN NULL;
    END IF;
    INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
    SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'citation',
      c.key, 'changed', ''
    FROM told n JOIN citations_citation c ON c.id = n.id
    WHERE EXISTS (
      SELECT FROM kb_findingcitation o WHERE o.citation_id = c.id
        AND (SELECT f.state FROM kb_finding f WHERE f.id = o.finding_id) = 'published')
    ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  ELSE
    INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
    SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'citation',
      c.key, 'changed', ''
    FROM told n JOIN citations_citation c ON c.id = n.citation_id
    WHERE EXISTS (
      SELECT FROM kb_findingcitation o WHERE o.citation_id = c.id
        AND (SELECT f.state FROM kb_finding f WHERE f.id = o.finding_id) = 'published')
    ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
"""

PARTS = """
-- What a dataset has by the ten thousand is written out: other names, codes and tasks.
CREATE OR REPLACE FUNCTION kb_tell_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE place integer := 2;
BEGIN
  IF TG_ARGV[1] = 'careers_career' AND TG_ARGV[2] = 'career_id' THEN
    INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
    SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'career',
      w.key, 'changed', ''
    FROM told n JOIN careers_career w ON w.id = n.career_id
    WHERE w.merged_into_id IS NULL AND w.withdrawn_reason = ''
      AND coalesce(to_jsonb(n) ->> 'state', '') NOT IN ('in_review', 'rejected')
    ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
    RETURN NULL;
  END IF;
  IF TG_ARGV[1] = 'careers_skill' AND TG_ARGV[2] = 'skill_id' THEN
    INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
    SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'skill',
      w.key, 'changed', ''
    FROM told n JOIN careers_skill w ON w.id = n.skill_id
    WHERE w.merged_into_id IS NULL AND w.withdrawn_reason = ''
    ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
    RETURN NULL;
  END IF;
  WHILE place < TG_NARGS LOOP
    EXECUTE format($sql$
      INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
      SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, %1$L, w.key,
        'changed', ''
      FROM told n JOIN %2$I w ON w.id = n.%3$I
      WHERE w.merged_into_id IS NULL
        AND coalesce(to_jsonb(w) ->> 'withdrawn_reason', '') = ''
        AND coalesce(to_jsonb(n) ->> 'state', '') NOT IN ('in_review', 'rejected')
      ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING
    $sql$, TG_ARGV[0], TG_ARGV[1], TG_ARGV[place]);
    place := place + 1;
  END LOOP;
  RETURN NULL;
END $$;
"""

NAMED = """
CREATE OR REPLACE FUNCTION kb_tell_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM told n WHERE n.pgh_label <> 'insert'
       OR n.merged_into_id IS NOT NULL
       OR coalesce(to_jsonb(n) ->> 'withdrawn_reason', '') <> '') THEN
    INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
    SELECT (SELECT kb_era()), pg_current_xact_id()::text::bigint, TG_ARGV[0], n.key,
      'shown', ''
    FROM told n ORDER BY n.pgh_id;
    RETURN NULL;
  END IF;
  EXECUTE format($sql$
    INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
    SELECT (SELECT kb_era()), pg_current_xact_id()::text::bigint, %1$L, n.key,
      CASE WHEN n.pgh_label = 'delete' THEN 'removed'
           WHEN t.key IS NOT NULL THEN 'merged'
           WHEN to_jsonb(n) ->> 'withdrawn_reason' <> '' THEN 'withdrawn'
           WHEN n.pgh_label = 'insert' THEN 'shown' ELSE 'changed' END,
      CASE WHEN n.pgh_label = 'delete' THEN '' ELSE coalesce(t.key, '') END
    FROM told n LEFT JOIN %2$I t ON t.id = n.merged_into_id
    ORDER BY n.pgh_id
    ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING
  $sql$, TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0027_gates_by_statement")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (SETTLED, FINDINGS, CITATIONS, PARTS, NAMED)
    ]
