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
-- same (itself, or an exact code in common), close (exact on one side and close on the
-- other), related (any other code in common, a sibling group, an edge).
CREATE FUNCTION careers_career_matches(this bigint)
RETURNS TABLE (career_id bigint, match text, path text) LANGUAGE sql STABLE AS $$
  WITH mine AS (
    SELECT c.scheme, c.code, c.match FROM careers_careercode c
    WHERE c.career_id = this AND c.match <> 'none'
  ), found AS (
    SELECT this AS career_id, 1 AS place, '' AS path
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
-- Skills that meet the given one in the given career (or in general): same (itself, or
-- an exact code in common), related (any other code in common, or an edge).
CREATE FUNCTION careers_skill_matches(this bigint, in_career bigint)
RETURNS TABLE (skill_id bigint, match text, path text) LANGUAGE sql STABLE AS $$
  WITH mine AS (
    SELECT c.scheme, c.code, c.match FROM careers_skillcode c
    WHERE c.skill_id = this AND c.match <> 'none'
  ), found AS (
    SELECT this AS skill_id, 1 AS place, '' AS path
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
        for sql in (KEYS, SCHEMES, CAREERS, SKILLS)
    ]
