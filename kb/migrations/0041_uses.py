"""What a citation shows of the findings that rest on it is kept written."""

from django.db import migrations

TABLE = """
-- A row for each citation of each published finding, and none besides: told is the
-- finding as a list of citations shows it. One finding owns its rows and writes them in
-- the transaction that publishes it or takes it back, so two writers of one row wait for
-- each other at the finding, and those who publish on one citation do not wait at all.
CREATE TABLE kb_use (
  finding_id bigint NOT NULL,
  citation_id bigint NOT NULL,
  key varchar(120) NOT NULL,
  release_id bigint,
  told text NOT NULL,
  PRIMARY KEY (finding_id, citation_id)
);
CREATE INDEX use_of_citation ON kb_use (citation_id, key) INCLUDE (release_id);

CREATE FUNCTION kb_write_uses(these bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(these) = 0 THEN RETURN; END IF;
  DELETE FROM kb_use WHERE finding_id = ANY (these);
  -- Whoever moves one of these topics and this publication wait for each other.
  PERFORM 1 FROM kb_topic WHERE id IN (SELECT f.topic_id FROM kb_finding f
    WHERE f.id = ANY (these) AND f.state = 'published') ORDER BY id FOR SHARE;
  INSERT INTO kb_use (finding_id, citation_id, key, release_id, told)
  SELECT f.id, l.citation_id, f.key, f.release_id, concat('{"key":', to_json(f.key),
    ',"url":', to_json('/findings/' || f.key || '/'),
    ',"headline":', to_json(f.headline), ',"topic":', to_json(t.key),
    ',"facet":', coalesce(to_json(nullif(a.key, ''))::text, 'null'),
    ',"kind":', to_json(f.kind), ',"design":', to_json(f.design), '}')
  FROM kb_finding f JOIN kb_findingcitation l ON l.finding_id = f.id
  JOIN kb_topic t ON t.id = f.topic_id LEFT JOIN kb_facet a ON a.id = t.facet_id
  WHERE f.id = ANY (these) AND f.state = 'published';
END $$;
"""

FINDINGS = """
CREATE FUNCTION kb_finding_writes_uses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM kb_write_uses(ARRAY(SELECT id FROM after WHERE state = 'published'));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM kb_write_uses(ARRAY(SELECT id FROM before WHERE state = 'published'));
  ELSE
    PERFORM kb_write_uses(ARRAY(
      SELECT n.id FROM after n JOIN before o ON o.id = n.id
      WHERE 'published' IN (n.state, o.state)
        AND (n.state, n.key, n.headline, n.topic_id, n.kind, n.design, n.release_id)
          IS DISTINCT FROM
          (o.state, o.key, o.headline, o.topic_id, o.kind, o.design, o.release_id)));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION kb_citing_writes_uses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM kb_write_uses(ARRAY(SELECT f.id FROM kb_finding f
      WHERE f.state = 'published' AND f.id IN (SELECT finding_id FROM after)));
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM kb_write_uses(ARRAY(SELECT DISTINCT u.finding_id FROM kb_use u
      WHERE u.finding_id IN (SELECT finding_id FROM before)));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION kb_topic_writes_uses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kb_write_uses(ARRAY(
    SELECT f.id FROM after n JOIN before o ON o.id = n.id
    JOIN kb_finding f ON f.topic_id = n.id AND f.state = 'published'
    WHERE (n.key, n.facet_id) IS DISTINCT FROM (o.key, o.facet_id)));
  RETURN NULL;
END $$;

CREATE FUNCTION kb_facet_writes_uses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kb_write_uses(ARRAY(
    SELECT f.id FROM after n JOIN before o ON o.id = n.id
    JOIN kb_topic t ON t.facet_id = n.id
    JOIN kb_finding f ON f.topic_id = t.id AND f.state = 'published'
    WHERE n.key <> o.key));
  RETURN NULL;
END $$;

CREATE FUNCTION kb_uses_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM kb_use;
  RETURN NULL;
END $$;
CREATE TRIGGER uses_are_emptied AFTER TRUNCATE ON kb_finding
  FOR EACH STATEMENT EXECUTE FUNCTION kb_uses_go();
"""

SEEN = {
    "INSERT": "NEW TABLE AS after",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
}
WRITING = (
    *(("kb_finding", "kb_finding_writes_uses", way) for way in SEEN),
    *(("kb_findingcitation", "kb_citing_writes_uses", way) for way in SEEN),
    ("kb_topic", "kb_topic_writes_uses", "UPDATE"),
    ("kb_facet", "kb_facet_writes_uses", "UPDATE"),
)
TRIGGERS = "".join(
    f"CREATE TRIGGER uses_are_written_{way.lower()} AFTER {way} ON {table} REFERENCING "
    f"{SEEN[way]} FOR EACH STATEMENT EXECUTE FUNCTION {function}();\n"
    for table, function, way in WRITING
)

FILL = """
SELECT kb_write_uses(ARRAY(SELECT id FROM kb_finding WHERE state = 'published'));
"""

GUARD = """
-- Triggers of other tables write here, and nobody else but whoever owns the table.
CREATE FUNCTION kb_use_is_no_input() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 AND NOT pg_has_role(
      (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RAISE EXCEPTION 'What is kept written is written with the finding, not by hand.'
      USING ERRCODE = '23514', CONSTRAINT = 'use-is-current';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER use_is_no_input BEFORE INSERT OR UPDATE OR DELETE ON kb_use
  FOR EACH STATEMENT EXECUTE FUNCTION kb_use_is_no_input();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0019_kept_written"),
        ("kb", "0040_work_activities"),
    ]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (TABLE, FINDINGS, TRIGGERS, FILL, GUARD)
    ]
