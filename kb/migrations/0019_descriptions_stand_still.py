"""A description freezes with the release that brought it, and changes by the next one."""

from django.db import migrations

TABLES = """
CREATE FUNCTION kb_description_tables() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['kb_duty', 'kb_glance', 'kb_level', 'kb_outline', 'kb_profile',
               'kb_question', 'kb_requirement']
$$;
"""

CONTENT = """
-- All that a reviewer of a release approves of the descriptions in it: every column but
-- row numbers and state, the place it rests on, and its parts.
CREATE FUNCTION kb_described(this bigint)
RETURNS TABLE (kind text, id bigint, citation_id bigint, content jsonb)
LANGUAGE sql STABLE AS $$
  WITH told AS (
    SELECT 'kb_duty' AS kind, d.id, d.citation_id, to_jsonb(d) AS own, NULL::jsonb AS parts
    FROM kb_duty d WHERE d.release_id = this
    UNION ALL
    SELECT 'kb_glance', g.id, g.citation_id, to_jsonb(g), NULL
    FROM kb_glance g WHERE g.release_id = this
    UNION ALL
    SELECT 'kb_level', l.id, l.citation_id, to_jsonb(l), NULL
    FROM kb_level l WHERE l.release_id = this
    UNION ALL
    SELECT 'kb_outline', o.id, o.citation_id, to_jsonb(o),
      (SELECT jsonb_agg(to_jsonb(i) - 'id' - 'outline_id' || jsonb_build_object('skills',
                (SELECT jsonb_agg(k.skill_id ORDER BY k.skill_id)
                 FROM kb_outlineitemskill k WHERE k.item_id = i.id))
              ORDER BY i.position)
       FROM kb_outlineitem i WHERE i.outline_id = o.id)
    FROM kb_outline o WHERE o.release_id = this
    UNION ALL
    SELECT 'kb_profile', p.id, p.citation_id, to_jsonb(p),
      (SELECT jsonb_agg(to_jsonb(t) - 'id' - 'profile_id' ORDER BY t.task_id)
       FROM kb_profiletask t WHERE t.profile_id = p.id)
    FROM kb_profile p WHERE p.release_id = this
    UNION ALL
    SELECT 'kb_question', q.id, q.citation_id, to_jsonb(q),
      (SELECT jsonb_agg(f.finding_key ORDER BY f.finding_key)
       FROM kb_questionfinding f WHERE f.question_id = q.id)
    FROM kb_question q WHERE q.release_id = this
    UNION ALL
    SELECT 'kb_requirement', r.id, r.citation_id, to_jsonb(r),
      (SELECT jsonb_agg(k.skill_id ORDER BY k.skill_id)
       FROM kb_requirementskill k WHERE k.requirement_id = r.id)
    FROM kb_requirement r WHERE r.release_id = this
  )
  SELECT told.kind, told.id, told.citation_id, jsonb_build_array(told.kind,
    told.own - 'id' - 'release_id' - 'state', told.parts,
    jsonb_build_array(c.source_id, c.key, c.locator, c.label))
  FROM told JOIN citations_citation c ON c.id = told.citation_id
$$;
CREATE OR REPLACE FUNCTION kb_release_digest(this bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(';',
    coalesce((SELECT string_agg(kb_digest(f.id), ',' ORDER BY f.key, f.version)
              FROM kb_finding f WHERE f.release_id = this), ''),
    (SELECT jsonb_agg(d.content ORDER BY d.kind, d.id)::text FROM kb_described(this) d)
  ), 'UTF8')), 'hex')
$$;
"""

FROZEN = """
-- The state of a description follows from its release, whatever anybody writes there.
-- The lock makes it and the approval of the release wait for each other.
CREATE FUNCTION kb_description_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  brought kb_release;
  stood text;
  same boolean := false;
  replaced boolean := false;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'in_review' THEN
      RAISE EXCEPTION 'This description was decided on: it stays for ever.'
        USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
    END IF;
    RETURN OLD;
  END IF;
  SELECT * INTO brought FROM kb_release WHERE id = NEW.release_id FOR SHARE;
  IF NOT FOUND THEN RETURN NEW; END IF;  -- its foreign key answers
  -- Whoever moves this place waits until they can see what rests on it.
  PERFORM 1 FROM citations_citation WHERE id = NEW.citation_id FOR SHARE;
  IF TG_OP = 'UPDATE' THEN
    same := to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
      OR careers_moved_by_merge(to_jsonb(OLD), to_jsonb(NEW));
    IF NOT same AND (OLD.state <> 'in_review' OR brought.state <> 'in_review') THEN
      RAISE EXCEPTION 'This description is %, release % % is %: bring the change as its '
        'next version in a release in review.',
        OLD.state, brought.pack, brought.number, brought.state
        USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I n JOIN kb_release r '
      'ON r.id = n.release_id WHERE n.replaces_id = $1 AND r.state = ''approved'')',
      TG_TABLE_NAME) INTO replaced USING NEW.id;
  ELSIF brought.state <> 'in_review' THEN
    RAISE EXCEPTION 'Release % % is %: bring this in a release in review.',
      brought.pack, brought.number, brought.state
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  IF NEW.replaces_id IS NOT NULL AND NOT same THEN
    EXECUTE format('SELECT state FROM %I WHERE id = $1 FOR SHARE', TG_TABLE_NAME)
      INTO stood USING NEW.replaces_id;
    IF stood <> 'shown' THEN
      RAISE EXCEPTION 'What this replaces is %: it replaces what readers see.', stood
        USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
    END IF;
  END IF;
  NEW.state := CASE WHEN brought.state <> 'approved' THEN brought.state
                    WHEN replaced THEN 'past' ELSE 'shown' END;
  RETURN NEW;
END $$;

-- Parts freeze with their description. Two who change parts of one wait in turn.
CREATE FUNCTION kb_description_part_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whole text := TG_ARGV[0];
  owner text := TG_ARGV[1];
  numbers bigint[] := ARRAY[(to_jsonb(OLD) ->> owner)::bigint,
                            (to_jsonb(NEW) ->> owner)::bigint];
  decided boolean;
BEGIN
  IF TG_OP = 'UPDATE' AND careers_moved_by_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN
    RETURN NEW;
  END IF;
  IF owner = 'item_id' THEN
    numbers := ARRAY(SELECT outline_id FROM kb_outlineitem WHERE id = ANY(numbers));
  END IF;
  EXECUTE format('SELECT bool_or(state <> ''in_review'') FROM (SELECT state FROM %I '
    'WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE) w', whole)
    INTO decided USING numbers;
  IF decided THEN
    RAISE EXCEPTION 'What this is a part of was decided on: bring its next version in a '
      'release in review.' USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER duty_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_duty
  FOR EACH ROW EXECUTE FUNCTION kb_description_is_frozen();
CREATE TRIGGER glance_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_glance
  FOR EACH ROW EXECUTE FUNCTION kb_description_is_frozen();
CREATE TRIGGER level_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_level
  FOR EACH ROW EXECUTE FUNCTION kb_description_is_frozen();
CREATE TRIGGER outline_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_outline
  FOR EACH ROW EXECUTE FUNCTION kb_description_is_frozen();
CREATE TRIGGER profile_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_profile
  FOR EACH ROW EXECUTE FUNCTION kb_description_is_frozen();
CREATE TRIGGER question_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_question
  FOR EACH ROW EXECUTE FUNCTION kb_description_is_frozen();
CREATE TRIGGER requirement_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_requirement
  FOR EACH ROW EXECUTE FUNCTION kb_description_is_frozen();
CREATE TRIGGER outlineitem_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_outlineitem
  FOR EACH ROW EXECUTE FUNCTION kb_description_part_is_frozen('kb_outline', 'outline_id');
CREATE TRIGGER outlineitemskill_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_outlineitemskill
  FOR EACH ROW EXECUTE FUNCTION kb_description_part_is_frozen('kb_outline', 'item_id');
CREATE TRIGGER profiletask_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_profiletask
  FOR EACH ROW EXECUTE FUNCTION kb_description_part_is_frozen('kb_profile', 'profile_id');
CREATE TRIGGER questionfinding_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_questionfinding
  FOR EACH ROW EXECUTE FUNCTION kb_description_part_is_frozen('kb_question', 'question_id');
CREATE TRIGGER requirementskill_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON kb_requirementskill
  FOR EACH ROW EXECUTE FUNCTION kb_description_part_is_frozen('kb_requirement', 'requirement_id');
"""

APPROVAL = """
CREATE OR REPLACE FUNCTION kb_release_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  one text;
  interest text;
  places bigint[] := '{}';
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'Release % % stays for ever.', OLD.pack, OLD.number
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  ELSIF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'in_review' THEN
      RAISE EXCEPTION 'Release % % begins in review.', NEW.pack, NEW.number
        USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
    END IF;
    RETURN NEW;
  ELSIF OLD.state <> 'in_review' OR (NEW.pack, NEW.number, NEW.author_id)
        IS DISTINCT FROM (OLD.pack, OLD.number, OLD.author_id) THEN
    RAISE EXCEPTION 'Release % % is %: bring changes in a new release.',
      OLD.pack, OLD.number, OLD.state
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  ELSIF NEW.state IS DISTINCT FROM 'approved' THEN
    RETURN NEW;
  END IF;
  -- Whoever changes one of its descriptions, or a place they rest on, and this approval
  -- wait for each other.
  FOREACH one IN ARRAY kb_description_tables() LOOP
    EXECUTE format('SELECT $2 || array_agg(citation_id) FROM (SELECT citation_id FROM %I '
      'WHERE release_id = $1 ORDER BY id FOR UPDATE) d', one)
      INTO places USING NEW.id, places;
  END LOOP;
  PERFORM 1 FROM citations_citation WHERE id = ANY(places) ORDER BY id FOR SHARE;
  IF NEW.digest <> kb_release_digest(NEW.id) THEN
    RAISE EXCEPTION 'Release % % has changed since it was read for approval.',
      OLD.pack, OLD.number
      USING ERRCODE = '23514', CONSTRAINT = 'review-names-what-was-read';
  END IF;
  SELECT o.name INTO interest FROM kb_declaredinterest i
  JOIN citations_organization o ON o.id = i.organization_id
  JOIN citations_sourceorganization r ON r.organization_id = o.id
  JOIN citations_citation c ON c.source_id = r.source_id
  WHERE i.person_id = NEW.reviewer_id AND c.id = ANY(places) LIMIT 1;
  IF interest IS NOT NULL THEN
    RAISE EXCEPTION 'The reviewer of release % % declared an interest in %, which stands '
      'behind a description in it: another person approves it.',
      OLD.pack, OLD.number, interest
      USING ERRCODE = '23514', CONSTRAINT = 'interest-keeps-away';
  END IF;
  RETURN NEW;
END $$;

-- What a release replaces leaves readers' sight as it comes into it.
CREATE FUNCTION kb_release_reaches_descriptions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY kb_description_tables() LOOP
    EXECUTE format('UPDATE %1$I SET state = state WHERE id IN '
      '(SELECT replaces_id FROM %1$I WHERE release_id = $1)', one) USING NEW.id;
    EXECUTE format('UPDATE %I SET state = state WHERE release_id = $1', one)
      USING NEW.id;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER release_reaches_descriptions AFTER UPDATE OF state ON kb_release
  FOR EACH ROW WHEN (NEW.state <> OLD.state)
  EXECUTE FUNCTION kb_release_reaches_descriptions();
"""

PLACES = """
-- A place that a decided finding or a decided description rests on does not move.
CREATE OR REPLACE FUNCTION kb_citation_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  holder text;
  one text;
  held boolean;
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
  FOREACH one IN ARRAY kb_description_tables() LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE citation_id = $1 '
      'AND state <> ''in_review'')', one) INTO held USING OLD.id;
    IF held THEN
      RAISE EXCEPTION 'A description that was decided on rests on citation %: cite a new '
        'place instead.', OLD.key
        USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
    END IF;
  END LOOP;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

# The triggers of the events came anew with the columns, and with them their switch.
HISTORY = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""

# What was approved before is shown, and frozen from now on.
STORED = """
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY kb_description_tables() LOOP
    EXECUTE format('UPDATE %I SET state = state', one);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0018_descriptions_by_release")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (
            TABLES,
            CONTENT,
            FROZEN,
            TRIGGERS,
            APPROVAL,
            PLACES,
            HISTORY,
            STORED,
        )
    ]
