"""States move only along, what is published is frozen, and nothing passes the gate."""

from django.db import migrations

DIGEST = """
-- SHA-256 of all that a reviewer of a finding sees; of its citations, the readings that
-- were recorded by then. Later ones may be added to what is published.
CREATE FUNCTION kb_digest(this bigint, seen timestamptz DEFAULT 'infinity') RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    (SELECT to_jsonb(f) - 'id' - 'state' - 'state_reason' - 'published_at'
            - 'suspended_by_id' - 'release_id' - 'created_at' - 'note' - 'entry_digest'
     FROM kb_finding f WHERE f.id = this),
    (SELECT jsonb_agg(to_jsonb(e) - 'id' - 'finding_id' - 'subject_id'
             || jsonb_build_object('of', to_jsonb(s) - 'id' - 'finding_id',
                                   'in', to_jsonb(m) - 'id' - 'label' - 'definition')
             ORDER BY e.position, e.id)
     FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id
     LEFT JOIN kb_subject s ON s.id = e.subject_id WHERE e.finding_id = this),
    (SELECT jsonb_agg(to_jsonb(s) - 'id' - 'finding_id' ORDER BY s.position, s.id)
     FROM kb_subject s WHERE s.finding_id = this),
    (SELECT jsonb_agg(jsonb_build_array(c.source_id, c.key, c.locator, c.label,
              (SELECT jsonb_agg(jsonb_build_array(r.read, r.confirmation, r.address,
                       r.says) ORDER BY r.position, r.id)
               FROM citations_reading r
               WHERE r.citation_id = c.id AND r.recorded_at <= seen))
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
CREATE FUNCTION kb_release_digest(this bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(coalesce(
    string_agg(kb_digest(f.id), ',' ORDER BY f.key, f.version), ''), 'UTF8')), 'hex')
  FROM kb_finding f WHERE f.release_id = this
$$;
"""

STATES = """
CREATE FUNCTION kb_finding_moves() RETURNS trigger LANGUAGE plpgsql AS $$
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
  THEN
    RAISE EXCEPTION 'Finding % is % and frozen: write a new version.',
      OLD.key, OLD.state USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  IF OLD.state = 'in_review' AND NEW.state = 'published' THEN
    NEW.published_at := coalesce(NEW.published_at, now());
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding_moves BEFORE INSERT OR UPDATE OR DELETE ON kb_finding
  FOR EACH ROW EXECUTE FUNCTION kb_finding_moves();
"""

FROZEN = """
-- The parts of a finding freeze with it. The lock makes a change and a publication of
-- the same finding wait for each other, so that neither is blind to the other.
CREATE FUNCTION kb_part_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owner kb_finding;
  part jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
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
CREATE TRIGGER estimate_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_estimate
  FOR EACH ROW EXECUTE FUNCTION kb_part_is_frozen();
CREATE TRIGGER subject_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_subject
  FOR EACH ROW EXECUTE FUNCTION kb_part_is_frozen();
CREATE TRIGGER findingcitation_is_frozen
  BEFORE INSERT OR UPDATE OR DELETE ON kb_findingcitation
  FOR EACH ROW EXECUTE FUNCTION kb_part_is_frozen();
CREATE TRIGGER bearing_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_bearing
  FOR EACH ROW EXECUTE FUNCTION kb_part_is_frozen();
CREATE TRIGGER findinglink_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_findinglink
  FOR EACH ROW EXECUTE FUNCTION kb_part_is_frozen();

-- A place that a decided finding rests on does not move.
CREATE FUNCTION kb_citation_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE holder text;
BEGIN
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
CREATE TRIGGER citation_is_frozen BEFORE UPDATE OR DELETE ON citations_citation
  FOR EACH ROW EXECUTE FUNCTION kb_citation_is_frozen();

-- The numbers of decided findings keep their meaning: the measure keeps all but its
-- words.
CREATE FUNCTION kb_measure_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE holder text;
BEGIN
  IF to_jsonb(NEW) - 'label' - 'definition' = to_jsonb(OLD) - 'label' - 'definition' THEN
    RETURN NEW;
  END IF;
  SELECT f.key INTO holder FROM kb_estimate e JOIN kb_finding f ON f.id = e.finding_id
  WHERE e.measure_id = OLD.id AND f.state NOT IN ('draft', 'in_review') LIMIT 1;
  IF holder IS NOT NULL THEN
    RAISE EXCEPTION 'Finding % counts in measure %: make a new measure.',
      holder, OLD.key USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measure_is_frozen BEFORE UPDATE ON kb_measure
  FOR EACH ROW EXECUTE FUNCTION kb_measure_is_frozen();
CREATE TRIGGER measure_key_is_forever BEFORE UPDATE OF key OR DELETE ON kb_measure
  FOR EACH ROW EXECUTE FUNCTION citations_key_is_forever();

ALTER TABLE kb_estimate ADD CONSTRAINT estimate_subject_of_its_finding
  FOREIGN KEY (subject_id, finding_id) REFERENCES kb_subject (id, finding_id)
  DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE kb_subject ADD CONSTRAINT subject_task_of_its_career
  FOREIGN KEY (task_id, career_id) REFERENCES careers_task (id, career_id)
  DEFERRABLE INITIALLY DEFERRED;
"""

REVIEWS = """
CREATE FUNCTION kb_review_is_fair() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject kb_finding;
  interest text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'A review is never changed or deleted: write another.'
      USING ERRCODE = '23514', CONSTRAINT = 'append-only';
  END IF;
  SELECT * INTO subject FROM kb_finding WHERE id = NEW.finding_id FOR UPDATE;
  IF NEW.reviewer_id = subject.author_id THEN
    RAISE EXCEPTION 'Finding % was written by its reviewer.', subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF EXISTS (SELECT 1 FROM kb_findingeditor e
             WHERE e.finding_id = subject.id AND e.person_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'The reviewer of finding % has written at it.', subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF subject.state <> 'in_review' THEN
    RAISE EXCEPTION 'Finding % is %, not in review.', subject.key, subject.state
      USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
  END IF;
  IF NEW.digest <> kb_digest(subject.id) THEN
    RAISE EXCEPTION 'Finding % has changed since it was read for this review.',
      subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'review-names-what-was-read';
  END IF;
  SELECT o.name INTO interest FROM kb_declaredinterest d
  JOIN citations_organization o ON o.id = d.organization_id
  JOIN citations_sourceorganization r ON r.organization_id = o.id
  WHERE d.person_id = NEW.reviewer_id AND (
    r.source_id = subject.source_id OR r.source_id IN (
      SELECT c.source_id FROM kb_findingcitation l
      JOIN citations_citation c ON c.id = l.citation_id
      WHERE l.finding_id = subject.id)) LIMIT 1;
  IF interest IS NOT NULL THEN
    RAISE EXCEPTION 'The reviewer of finding % declared an interest in %.',
      subject.key, interest
      USING ERRCODE = '23514', CONSTRAINT = 'interest-keeps-away';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER review_is_fair BEFORE INSERT OR UPDATE OR DELETE ON kb_review
  FOR EACH ROW EXECUTE FUNCTION kb_review_is_fair();

-- Who wrote at a finding stays known; a row goes only together with its draft.
CREATE FUNCTION kb_editor_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM kb_finding WHERE id = OLD.finding_id) THEN
    RAISE EXCEPTION 'Who wrote at a finding stays known.'
      USING ERRCODE = '23514', CONSTRAINT = 'append-only';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER findingeditor_stays AFTER UPDATE OR DELETE ON kb_findingeditor
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kb_editor_stays();

CREATE FUNCTION kb_release_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'Release % % stays for ever.', OLD.pack, OLD.number
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  ELSIF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'in_review' THEN
      RAISE EXCEPTION 'Release % % begins in review.', NEW.pack, NEW.number
        USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
    END IF;
  ELSIF OLD.state <> 'in_review' OR (NEW.pack, NEW.number, NEW.author_id)
        IS DISTINCT FROM (OLD.pack, OLD.number, OLD.author_id) THEN
    RAISE EXCEPTION 'Release % % is %: bring changes in a new release.',
      OLD.pack, OLD.number, OLD.state
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  ELSIF NEW.state = 'approved' AND NEW.digest <> kb_release_digest(NEW.id) THEN
    RAISE EXCEPTION 'Release % % has changed since it was read for approval.',
      OLD.pack, OLD.number
      USING ERRCODE = '23514', CONSTRAINT = 'review-names-what-was-read';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER release_moves BEFORE INSERT OR UPDATE OR DELETE ON kb_release
  FOR EACH ROW EXECUTE FUNCTION kb_release_moves();
"""

GATE = """
CREATE FUNCTION kb_publication_gate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  current kb_finding;
  lacking jsonb;
BEGIN
  PERFORM citations_read_committed();
  SELECT * INTO current FROM kb_finding WHERE id = NEW.id FOR UPDATE;
  -- Whoever changes one of these measures, or records a notice on one of these sources,
  -- and this publication wait for each other.
  PERFORM 1 FROM kb_measure WHERE id IN (
    SELECT e.measure_id FROM kb_estimate e WHERE e.finding_id = current.id)
  ORDER BY id FOR SHARE;
  PERFORM 1 FROM citations_source WHERE id = current.source_id OR id IN (
    SELECT c.source_id FROM kb_findingcitation l
    JOIN citations_citation c ON c.id = l.citation_id
    WHERE l.finding_id = current.id) ORDER BY id FOR SHARE;
  -- What comes back from suspension was approved before, and is frozen since; who has
  -- looked at its citations again meanwhile has taken nothing from that.
  IF OLD.state = 'in_review' AND NOT EXISTS (
    SELECT 1 FROM kb_review r WHERE r.finding_id = current.id
      AND r.decision = 'approve' AND r.reviewer_id <> current.author_id
      AND r.digest = kb_digest(current.id)) THEN
    RAISE EXCEPTION 'Finding % has no approval of this very content by another person.',
      current.key USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF current.state <> 'published' THEN RETURN NULL; END IF;
  SELECT jsonb_agg(jsonb_build_object('rule', s.rule, 'place', s.place, 'found', s.found))
  INTO lacking FROM kb_shortfalls(current.id) s;
  IF lacking IS NOT NULL THEN
    RAISE EXCEPTION 'Finding % falls short of publication.', current.key
      USING ERRCODE = '23514', CONSTRAINT = lacking -> 0 ->> 'rule',
            DETAIL = lacking::text;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finding_publication_gate AFTER UPDATE ON kb_finding
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'published')
  EXECUTE FUNCTION kb_publication_gate();
"""

HISTORY = """
-- Who and why of the history: django-pghistory adds to it while a request lasts, and
-- nobody changes what it said.
CREATE FUNCTION kb_context_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.created_at) = (OLD.id, OLD.created_at)
       AND NEW.metadata @> jsonb_strip_nulls(OLD.metadata) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'Who changed what, and why, is never changed or deleted.'
    USING ERRCODE = '23514', CONSTRAINT = 'append-only';
END $$;
CREATE TRIGGER context_append_only BEFORE UPDATE OR DELETE ON pghistory_context
  FOR EACH ROW EXECUTE FUNCTION kb_context_append_only();
-- django-pgtrigger lets any session name triggers to be ignored, those that write the
-- history and keep it among them. Here none is. A migration that adds a trigger of its
-- own may bring its function back: a test then says so, and this goes into it again.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0002_rules"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (DIGEST, STATES, FROZEN, REVIEWS, GATE, HISTORY)
    ]
