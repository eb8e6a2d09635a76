"""Keys last for ever; how careers and skills meet through codes and edges."""

from django.db import migrations

KEYS = """
CREATE FUNCTION careers_key_is_forever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'The key % is public for ever: merge or withdraw the row.', OLD.key
      USING ERRCODE = '23514', CONSTRAINT = 'key-is-forever';
  ELSIF NEW.key IS DISTINCT FROM OLD.key THEN
    RAISE EXCEPTION 'The key % is public for ever: it cannot become %.', OLD.key, NEW.key
      USING ERRCODE = '23514', CONSTRAINT = 'key-is-forever';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER career_key_is_forever BEFORE UPDATE OF key OR DELETE
  ON careers_career FOR EACH ROW EXECUTE FUNCTION careers_key_is_forever();
CREATE TRIGGER skill_key_is_forever BEFORE UPDATE OF key OR DELETE
  ON careers_skill FOR EACH ROW EXECUTE FUNCTION careers_key_is_forever();
CREATE TRIGGER task_key_is_forever BEFORE UPDATE OF key OR DELETE
  ON careers_task FOR EACH ROW EXECUTE FUNCTION careers_key_is_forever();
"""

FRESH = """
-- A gate must see what others have committed while it waited for their locks. Under
-- REPEATABLE READ and SERIALIZABLE it sees what stood at the start of its transaction.
CREATE FUNCTION careers_read_committed() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'Write this under READ COMMITTED, not %: its rules look at what '
      'others have just committed.', upper(current_setting('transaction_isolation'))
      USING ERRCODE = '25001';
  END IF;
END $$;
"""

MERGES = """
-- Who follows a merged key arrives: merges never lead round in a circle.
CREATE FUNCTION careers_merge_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next bigint := NEW.merged_into_id;
BEGIN
  PERFORM careers_read_committed();
  -- One merge at a time: two could else close a circle, each blind to the other's half.
  PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME || '.merged_into'));
  WHILE next IS NOT NULL LOOP
    IF next = NEW.id THEN
      RAISE EXCEPTION 'The key % would lead back to itself.', NEW.key
        USING ERRCODE = '23514', CONSTRAINT = 'key-is-forever';
    END IF;
    EXECUTE format('SELECT merged_into_id FROM %I WHERE id = $1', TG_TABLE_NAME)
      INTO next USING next;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER career_merge_ends BEFORE INSERT OR UPDATE OF merged_into_id
  ON careers_career FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
  EXECUTE FUNCTION careers_merge_ends();
CREATE TRIGGER skill_merge_ends BEFORE INSERT OR UPDATE OF merged_into_id
  ON careers_skill FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
  EXECUTE FUNCTION careers_merge_ends();
"""

SCHEMES = """
CREATE FUNCTION careers_scheme_name(scheme text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE scheme
    WHEN 'onet_soc_2019' THEN 'O*NET-SOC 2019' WHEN 'onet_soc_2010' THEN 'O*NET-SOC 2010'
    WHEN 'soc_2018' THEN 'SOC 2018' WHEN 'soc_2010' THEN 'SOC 2010'
    WHEN 'isco_08' THEN 'ISCO-08' WHEN 'esco' THEN 'ESCO'
    WHEN 'onet_element' THEN 'O*NET element'
    WHEN 'onet_technology' THEN 'O*NET technology' ELSE scheme END
$$;
-- The broad occupation or minor group a code sits in; NULL where a scheme has none.
CREATE FUNCTION careers_sibling_group(scheme text, code text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN scheme IN ('onet_soc_2019','onet_soc_2010','soc_2018','soc_2010')
              THEN substr(code, 1, 6)
              WHEN scheme = 'isco_08' AND length(code) = 4 THEN substr(code, 1, 3) END
$$;
"""

CAREERS = """
-- Careers that meet the given one, each with its best match and the path in words:
-- same (itself, what was merged into it, or an exact code in common), close (exact on one
-- side and close on the other), related (any other code in common, a sibling group, an
-- edge).
CREATE FUNCTION careers_career_matches(this bigint)
RETURNS TABLE (career_id bigint, match text, path text) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE mine AS (
    SELECT c.scheme, c.code, c.match FROM careers_careercode c
    WHERE c.career_id = this AND c.match <> 'none'
  ), merged AS (
    SELECT c.id, c.name FROM careers_career c WHERE c.merged_into_id = this
    UNION
    SELECT c.id, c.name FROM careers_career c JOIN merged ON c.merged_into_id = merged.id
  ), found AS (
    SELECT this AS career_id, 1 AS place, '' AS path
    UNION ALL
    SELECT merged.id, 1, format('%s was merged into it', merged.name) FROM merged
    UNION ALL
    SELECT o.career_id,
      CASE WHEN mine.match = 'exact' AND o.match = 'exact' THEN 1
           WHEN (mine.match, o.match) IN (('exact','close'), ('close','exact')) THEN 2
           ELSE 3 END,
      format('both carry %s %s (%s here, %s there)',
             careers_scheme_name(mine.scheme), mine.code, mine.match, o.match)
    FROM mine JOIN careers_careercode o USING (scheme, code)
    WHERE o.career_id <> this AND o.match <> 'none'
    UNION ALL
    SELECT o.career_id, 3,
      format('%s %s and %s are of one group',
             careers_scheme_name(mine.scheme), mine.code, o.code)
    FROM mine JOIN careers_careercode o
      ON o.scheme = mine.scheme AND o.code <> mine.code
     AND careers_sibling_group(o.scheme, o.code)
         = careers_sibling_group(mine.scheme, mine.code)
    WHERE o.career_id <> this AND o.match IN ('exact','close')
      AND mine.match IN ('exact','close')
    UNION ALL
    SELECT CASE WHEN e.from_career_id = this THEN e.to_career_id
                ELSE e.from_career_id END, 3, e.reason
    FROM careers_careeradjacency e
    WHERE this IN (e.from_career_id, e.to_career_id)
  )
  SELECT DISTINCT ON (found.career_id) found.career_id,
    (ARRAY['same','close','related'])[place], found.path
  FROM found ORDER BY found.career_id, place, found.path
$$;
"""

SKILLS = """
-- Skills that meet the given one in the given career (or in general): same (itself, what
-- was merged into it, or an exact code in common), related (any other code in common, or
-- an edge).
CREATE FUNCTION careers_skill_matches(this bigint, in_career bigint)
RETURNS TABLE (skill_id bigint, match text, path text) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE mine AS (
    SELECT c.scheme, c.code, c.match FROM careers_skillcode c
    WHERE c.skill_id = this AND c.match <> 'none'
  ), merged AS (
    SELECT s.id, s.name FROM careers_skill s WHERE s.merged_into_id = this
    UNION
    SELECT s.id, s.name FROM careers_skill s JOIN merged ON s.merged_into_id = merged.id
  ), found AS (
    SELECT this AS skill_id, 1 AS place, '' AS path
    UNION ALL
    SELECT merged.id, 1, format('%s was merged into it', merged.name) FROM merged
    UNION ALL
    SELECT o.skill_id,
      CASE WHEN mine.match = 'exact' AND o.match = 'exact' THEN 1 ELSE 2 END,
      format('both carry %s %s (%s here, %s there)',
             careers_scheme_name(mine.scheme), mine.code, mine.match, o.match)
    FROM mine JOIN careers_skillcode o USING (scheme, code)
    WHERE o.skill_id <> this AND o.match <> 'none'
    UNION ALL
    SELECT CASE WHEN e.from_skill_id = this THEN e.to_skill_id
                ELSE e.from_skill_id END, 2, e.reason
    FROM careers_skilladjacency e
    WHERE this IN (e.from_skill_id, e.to_skill_id)
      AND (e.career_id IS NULL OR e.career_id = in_career)
  )
  SELECT DISTINCT ON (found.skill_id) found.skill_id,
    (ARRAY['same','related'])[place], found.path
  FROM found ORDER BY found.skill_id, place, found.path
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("careers", "0001_initial")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (KEYS, FRESH, MERGES, SCHEMES, CAREERS, SKILLS)
    ]
