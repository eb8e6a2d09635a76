"""A dataset is approved in one reading of it: what the gate and its reviews compute."""

from django.db import migrations

DIGEST = """
-- As 0020_quotes has it, to the letter of what is hashed: columns are left out together,
-- and measures and subjects are found by their number, not joined.
CREATE OR REPLACE FUNCTION kb_digest(
  this bigint, seen timestamptz DEFAULT 'infinity'
) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    (SELECT to_jsonb(f) - '{id,state,state_reason,published_at,suspended_by_id,
            release_id,created_at,note,entry_digest}'::text[]
     FROM kb_finding f WHERE f.id = this),
    (SELECT jsonb_agg(to_jsonb(e) - '{id,finding_id,subject_id}'::text[]
             || jsonb_build_object(
                  'of', (SELECT to_jsonb(s) - '{id,finding_id}'::text[]
                         FROM kb_subject s WHERE s.id = e.subject_id),
                  'in', (SELECT to_jsonb(m) - '{id,label,definition}'::text[]
                         FROM kb_measure m WHERE m.id = e.measure_id))
             ORDER BY e.position, e.id)
     FROM kb_estimate e WHERE e.finding_id = this),
    (SELECT jsonb_agg(to_jsonb(s) - '{id,finding_id}'::text[] ORDER BY s.position, s.id)
     FROM kb_subject s WHERE s.finding_id = this),
    (SELECT jsonb_agg(jsonb_build_array(c.source_id, c.key, c.locator, c.label,
              (SELECT jsonb_agg(jsonb_build_array(r.read, r.confirmation, r.address,
                       r.says) ORDER BY r.position, r.id)
               FROM citations_reading r
               WHERE r.citation_id = c.id AND r.recorded_at <= seen))
              || CASE WHEN c.snapshot_id IS NULL THEN '[]' ELSE jsonb_build_array(
                   c.quote, c.quote_start,
                   (SELECT h.text_digest FROM citations_snapshot h
                    WHERE h.id = c.snapshot_id)) END
              ORDER BY l.position, l.id)
     FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
     WHERE l.finding_id = this),
    (SELECT jsonb_agg(jsonb_build_array(b.career_id, b.skill_id, b.reason)
             ORDER BY b.career_id, b.skill_id)
     FROM kb_bearing b WHERE b.finding_id = this),
    (SELECT jsonb_agg(jsonb_build_array(k.to_key, k.kind, k.note)
             ORDER BY k.to_key, k.kind)
     FROM kb_findinglink k WHERE k.finding_id = this)
  )::text, 'UTF8')), 'hex')
$$;
"""

READ_WHOLE = """
-- The releases of datasets that were approved under the very digest that they have now:
-- all that another person read of their findings stands as it was read. Asked only where
-- many findings of one enter at once, for it reads the whole release.
CREATE FUNCTION kb_read_as_they_stand(these bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
  SELECT r.id FROM kb_release r
  WHERE r.dataset <> '' AND r.state = 'approved' AND r.reviewer_id <> r.author_id
    AND r.id IN (
      SELECT f.release_id FROM kb_finding f WHERE f.id = ANY(these)
      GROUP BY f.release_id HAVING count(*) >= 1000)
    AND r.digest = kb_release_digest(r.id)
$$;
"""

GATE = """
-- As 0027_gates_by_statement has it; a finding of a release that stands as it was read is
-- not read once more by itself.
CREATE OR REPLACE FUNCTION kb_publication_gate() RETURNS trigger LANGUAGE plpgsql
SET jit = off AS $$
DECLARE
  short text;
  lacking jsonb;
  whole bigint[];
BEGIN
  PERFORM citations_read_committed();
  PERFORM 1 FROM kb_finding WHERE id IN (SELECT unnest(NEW.findings))
  ORDER BY id FOR UPDATE;
  -- Whoever changes one of these measures, or records a notice on one of these sources,
  -- and this publication wait for each other.
  PERFORM 1 FROM kb_measure WHERE id IN (
    SELECT e.measure_id FROM unnest(NEW.findings) AS this
    JOIN kb_estimate e ON e.finding_id = this)
  ORDER BY id FOR SHARE;
  PERFORM 1 FROM citations_source WHERE id IN (
    SELECT f.source_id FROM unnest(NEW.findings) AS this
    JOIN kb_finding f ON f.id = this
    UNION
    SELECT c.source_id FROM unnest(NEW.findings) AS this
    JOIN kb_findingcitation l ON l.finding_id = this
    JOIN citations_citation c ON c.id = l.citation_id)
  ORDER BY id FOR SHARE;
  -- What comes back from suspension was approved before, and is frozen since; who has
  -- looked at its citations again meanwhile has taken nothing from that.
  -- Asked finding by finding within one plan, never as a join, whose order would hang on
  -- what statistics knew before this statement.
  whole := ARRAY(SELECT kb_read_as_they_stand(NEW.findings));
  SELECT (SELECT f.key FROM kb_finding f WHERE f.id = asked.id) INTO short FROM (
    SELECT entering.id, (
      SELECT count(*) FROM kb_review r WHERE r.finding_id = entering.id
        AND r.decision = 'approve'
        AND r.reviewer_id <> (
          SELECT f.author_id FROM kb_finding f WHERE f.id = entering.id)
        AND CASE WHEN r.release_id = ANY(whole) AND r.release_id = (
              SELECT f.release_id FROM kb_finding f WHERE f.id = entering.id)
            THEN true ELSE r.digest = kb_digest(entering.id) END) AS approvals
    FROM (
      SELECT unnest(NEW.findings) AS id EXCEPT SELECT unnest(NEW.approved_before)
    ) AS entering OFFSET 0
  ) AS asked WHERE asked.approvals = 0 ORDER BY asked.id LIMIT 1;
  IF short IS NOT NULL THEN
    RAISE EXCEPTION 'Finding % has no approval of this very content by another person.',
      short USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  SELECT (SELECT f.key FROM kb_finding f WHERE f.id = asked.id), asked.lacking
  INTO short, lacking FROM (
    SELECT this AS id, CASE
      WHEN (SELECT f.state FROM kb_finding f WHERE f.id = this) = 'published' THEN (
        SELECT jsonb_agg(
          jsonb_build_object('rule', s.rule, 'place', s.place, 'found', s.found))
        FROM kb_shortfalls(this) AS s) END AS lacking
    FROM unnest(NEW.findings) AS this OFFSET 0
  ) AS asked WHERE asked.lacking IS NOT NULL ORDER BY asked.id LIMIT 1;
  IF lacking IS NOT NULL THEN
    RAISE EXCEPTION 'Finding % falls short of publication.', short
      USING ERRCODE = '23514', CONSTRAINT = lacking -> 0 ->> 'rule',
            DETAIL = lacking::text;
  END IF;
  DELETE FROM kb_publication WHERE id = NEW.id;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0033_retirements_stand_still")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (DIGEST, READ_WHOLE, GATE)
    ]
