"""What is published moves with its career, skill or source, and changes in no word."""

from django.db import migrations

FROZEN = """
CREATE OR REPLACE FUNCTION kb_finding_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state NOT IN ('draft', 'in_review') THEN
      RAISE EXCEPTION 'Finding % was decided on (%): it stays for ever.',
        OLD.key, OLD.state USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('draft', 'in_review') THEN
      RAISE EXCEPTION 'Finding % cannot begin as %: it begins as a draft.',
        NEW.key, NEW.state USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
    END IF;
    IF NEW.version <> 1 + coalesce(
         (SELECT max(version) FROM kb_finding WHERE key = NEW.key), 0) THEN
      RAISE EXCEPTION 'Finding % version % does not follow the last version.',
        NEW.key, NEW.version
        USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.key, NEW.version, NEW.author_id) IS DISTINCT FROM
     (OLD.key, OLD.version, OLD.author_id) THEN
    RAISE EXCEPTION 'Key, version and author of finding % are fixed.', OLD.key
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
      ('draft', 'in_review'), ('in_review', 'draft'), ('in_review', 'rejected'),
      ('in_review', 'published'), ('published', 'suspended'),
      ('suspended', 'published'), ('published', 'superseded'),
      ('published', 'withdrawn'), ('suspended', 'superseded'),
      ('suspended', 'withdrawn')) THEN
    RAISE EXCEPTION 'Finding % cannot go from % to %.', OLD.key, OLD.state, NEW.state
      USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
  END IF;
  IF OLD.state NOT IN ('draft', 'in_review') AND
     to_jsonb(NEW) - 'state' - 'state_reason' - 'suspended_by_id'
     <> to_jsonb(OLD) - 'state' - 'state_reason' - 'suspended_by_id'
     AND NOT citations_moved_by_merge(to_jsonb(OLD), to_jsonb(NEW))
  THEN
    RAISE EXCEPTION 'Finding % is % and frozen: write a new version.',
      OLD.key, OLD.state USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  IF OLD.state = 'in_review' AND NEW.state = 'published' THEN
    NEW.published_at := coalesce(NEW.published_at, now());
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION kb_part_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owner kb_finding;
  part jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  IF TG_OP = 'UPDATE' AND careers_moved_by_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.finding_id <> OLD.finding_id THEN
    RAISE EXCEPTION 'A part of a finding stays with its finding.'
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  SELECT * INTO owner FROM kb_finding
  WHERE id = (part ->> 'finding_id')::bigint FOR SHARE;
  IF FOUND AND owner.state NOT IN ('draft', 'in_review') THEN
    RAISE EXCEPTION 'Finding % is % and frozen: write a new version.',
      owner.key, owner.state USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  IF TG_TABLE_NAME = 'kb_findingcitation' AND TG_OP <> 'DELETE' THEN
    -- Whoever moves this place waits until they can see that a finding rests on it.
    PERFORM 1 FROM citations_citation
    WHERE id = (part ->> 'citation_id')::bigint FOR SHARE;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION kb_citation_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE holder text;
BEGIN
  IF TG_OP = 'UPDATE' AND citations_moved_by_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN
    RETURN NEW;
  END IF;
  -- Every one of them: SELECT INTO would lock the first alone.
  PERFORM 1 FROM kb_findingcitation l JOIN kb_finding f ON f.id = l.finding_id
  WHERE l.citation_id = OLD.id ORDER BY f.id FOR SHARE OF f;
  SELECT f.key INTO holder FROM kb_findingcitation l
  JOIN kb_finding f ON f.id = l.finding_id
  WHERE l.citation_id = OLD.id AND f.state NOT IN ('draft', 'in_review') LIMIT 1;
  IF holder IS NOT NULL THEN
    RAISE EXCEPTION 'Finding % rests on citation %: cite a new place instead.',
      holder, OLD.key USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

HELD = """
-- After a merge a finding may rest on a source that no longer stands, though no notice
-- has just come in: it is suspended by the newest one that takes the standing away.
CREATE FUNCTION kb_suspend_unheld(this_source bigint) RETURNS bigint
LANGUAGE sql AS $$
  WITH newest AS (
    SELECT n.id, n.kind, n.issued_on, s.title
    FROM citations_sourcenotice n JOIN citations_source s ON s.id = n.source_id
    WHERE n.source_id = this_source AND n.kind IN ('retraction', 'withdrawal')
      AND NOT citations_stands(this_source)
    ORDER BY n.issued_on DESC, n.id DESC LIMIT 1
  ), suspended AS (
    UPDATE kb_finding f SET state = 'suspended', suspended_by_id = newest.id,
      state_reason = format('Its source “%s” had a %s of %s, and nothing else holds it.',
        newest.title, newest.kind, newest.issued_on)
    FROM newest
    WHERE f.state = 'published' AND NOT kb_rests_on_standing(f.id)
      AND (f.source_id = this_source OR f.id IN (
        SELECT l.finding_id FROM kb_findingcitation l
        JOIN citations_citation c ON c.id = l.citation_id
        WHERE c.source_id = this_source))
    RETURNING f.id
  ) SELECT count(*) FROM suspended
$$;
"""

# See 0003_gates: a migration that makes a trigger of history may bring it back.
UNIGNORED = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0005_notices_and_sums"),
        ("careers", "0003_merges"),
        ("citations", "0003_merges"),
    ]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (FROZEN, HELD, UNIGNORED)
    ]
