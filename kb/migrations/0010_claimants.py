"""A claim falls with whoever makes it; a notice reaches all it touches at once."""

from django.db import migrations

RESTS = """
-- What holds each of these findings: whether the source that makes the claim stands, and
-- whether one place that somebody read is in a source that does. Each source is weighed
-- once, however many findings rest on it.
CREATE FUNCTION kb_held_up(these bigint[])
RETURNS TABLE (finding_id bigint, claimant boolean, place boolean)
LANGUAGE sql STABLE AS $$
  WITH resting AS MATERIALIZED (
    SELECT f.id, f.source_id FROM kb_finding f WHERE f.id = ANY (these)
  ), places AS MATERIALIZED (
    SELECT l.finding_id, c.source_id FROM kb_findingcitation l
    JOIN citations_citation c ON c.id = l.citation_id
    WHERE l.finding_id = ANY (these) AND c.locator <> ''
      AND EXISTS (SELECT 1 FROM citations_reading r WHERE r.citation_id = c.id)
  ), sources AS MATERIALIZED (
    SELECT source_id AS id FROM resting UNION SELECT source_id FROM places
  ), standing AS MATERIALIZED (
    SELECT s.id FROM sources s WHERE citations_stands(s.id)
  ), held AS (
    SELECT DISTINCT p.finding_id FROM places p JOIN standing s ON s.id = p.source_id
  )
  SELECT r.id, s.id IS NOT NULL, held.finding_id IS NOT NULL
  FROM resting r LEFT JOIN standing s ON s.id = r.source_id
  LEFT JOIN held ON held.finding_id = r.id
$$;
-- The same of one finding: the gate asks it row by row, where the set costs twice as
-- much. A test holds the two equal.
CREATE OR REPLACE FUNCTION kb_rests_on_standing(this bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT citations_stands((SELECT source_id FROM kb_finding WHERE id = this))
  AND EXISTS (
    SELECT 1 FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
    WHERE l.finding_id = this AND c.locator <> ''
      AND EXISTS (SELECT 1 FROM citations_reading r WHERE r.citation_id = c.id)
      AND citations_stands(c.source_id))
$$;
CREATE OR REPLACE FUNCTION kb_rule_source(this bigint)
RETURNS TABLE (place text, found text) LANGUAGE sql STABLE AS $$
  SELECT 'citations', concat_ws('; ',
    (SELECT format('claimed by %s: %s', s.key, citations_standing(s.id))
     FROM kb_finding f JOIN citations_source s ON s.id = f.source_id
     WHERE f.id = this AND NOT citations_stands(s.id)),
    coalesce(
    (SELECT string_agg(format('%s: %s, %s reading(s)', c.key,
              citations_standing(c.source_id),
              (SELECT count(*) FROM citations_reading r WHERE r.citation_id = c.id)),
              '; ' ORDER BY l.position)
     FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
     WHERE l.finding_id = this), 'none'))
  WHERE NOT kb_rests_on_standing(this)
$$;
-- The findings of a state that a notice about a source touches: it makes their claim, or
-- one of their places is in it.
CREATE FUNCTION kb_touched(this bigint, wanted text) RETURNS bigint[]
LANGUAGE sql STABLE AS $$
  SELECT array_agg(f.id) FROM kb_finding f WHERE f.state = wanted AND f.id IN (
    SELECT id FROM kb_finding WHERE source_id = this
    UNION
    SELECT l.finding_id FROM kb_findingcitation l
    JOIN citations_citation c ON c.id = l.citation_id WHERE c.source_id = this)
$$;
"""

NOTICES = """
-- After a notice or a merge, what nothing holds is suspended, by the worst notice that
-- counts: an error that strikes out a reinstatement brings back the one before it.
CREATE OR REPLACE FUNCTION kb_suspend_unheld(this_source bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  cause citations_sourcenotice;
  named text;
  happened text;
  fell bigint;
BEGIN
  IF citations_stands(this_source) THEN RETURN 0; END IF;
  SELECT n.* INTO cause FROM citations_against(this_source) a
  JOIN citations_sourcenotice n ON n.id = a.notice_id LIMIT 1;
  SELECT format('“%s”', title) INTO named FROM citations_source
  WHERE id = this_source;
  happened := cause.kind || citations_dated(cause.issued_on, cause.precision);
  UPDATE kb_finding f SET state = 'suspended', suspended_by_id = cause.id,
    state_reason = CASE WHEN h.claimant
      THEN format('Its source %s had a %s, and nothing else holds it.',
                  named, happened)
      ELSE format('The source that makes this claim, %s, had a %s.',
                  named, happened) END
  FROM kb_held_up(kb_touched(this_source, 'published')) h
  WHERE h.finding_id = f.id AND f.state = 'published'
    AND NOT (h.claimant AND h.place);
  GET DIAGNOSTICS fell = ROW_COUNT;
  RETURN fell;
END $$;
CREATE OR REPLACE FUNCTION kb_notice_reaches_findings() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  -- Publications of findings on this source, and other notices, wait for this one: the
  -- trigger sourcenotice_is_sound has taken the source.
  IF NOT citations_stands(NEW.source_id) THEN
    PERFORM kb_suspend_unheld(NEW.source_id);
  ELSIF NEW.kind IN ('reinstatement', 'error') THEN
    -- Whichever notice it was: a finding on two sources may have fallen with the other.
    -- What would not pass the gate today waits for a person, and holds up no other.
    UPDATE kb_finding f SET
      state = CASE WHEN l.lacking IS NULL THEN 'published' ELSE 'suspended' END,
      suspended_by_id = CASE WHEN l.lacking IS NULL THEN NULL ELSE f.suspended_by_id END,
      state_reason = CASE WHEN l.lacking IS NULL THEN '' ELSE
        'Its source stands again, but it falls short of publication: ' || l.lacking
        || '.' END
    FROM kb_held_up(kb_touched(NEW.source_id, 'suspended')) h, LATERAL (
      SELECT string_agg(DISTINCT s.rule, ', ') AS lacking
      FROM kb_shortfalls(h.finding_id) s) l
    WHERE h.finding_id = f.id AND f.state = 'suspended'
      AND f.suspended_by_id IS NOT NULL AND h.claimant AND h.place;
  END IF;
  RETURN NULL;
END $$;
"""

MOVES = """
CREATE OR REPLACE FUNCTION kb_finding_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moved kb_finding;
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
  IF OLD.state NOT IN ('draft', 'in_review') THEN
    -- Row against row: to compare them as jsonb took a third of a retraction's time.
    moved := OLD;
    moved.state := NEW.state;
    moved.state_reason := NEW.state_reason;
    moved.suspended_by_id := NEW.suspended_by_id;
    IF moved IS DISTINCT FROM NEW
       AND NOT citations_moved_by_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN
      RAISE EXCEPTION 'Finding % is % and frozen: write a new version.',
        OLD.key, OLD.state USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
    END IF;
  END IF;
  IF OLD.state = 'in_review' AND NEW.state = 'published' THEN
    NEW.published_at := coalesce(NEW.published_at, now());
  END IF;
  RETURN NEW;
END $$;
"""

FALLEN = """
-- What was published before the claimant counted, and would not be today.
UPDATE kb_finding f SET state = 'suspended', suspended_by_id = n.id,
  state_reason = format('The source that makes this claim, “%s”, had a %s%s.', s.title,
    n.kind, citations_dated(n.issued_on, n.precision))
FROM citations_source s, citations_sourcenotice n
WHERE f.state = 'published' AND s.id = f.source_id AND NOT citations_stands(s.id)
  AND n.id = (SELECT a.notice_id FROM citations_against(s.id) a LIMIT 1);
"""

HISTORY = """
-- The trigger that writes the history by statement has brought back the way around it.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0009_findings_by_statement"),
        ("citations", "0007_notices_hold"),
    ]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (RESTS, NOTICES, MOVES, FALLEN, HISTORY)
    ]
