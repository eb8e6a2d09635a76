"""Every name that leads to a skill or career, so that a shared one is found."""

from django.db import migrations

NAMES = r"""
-- Without capitals, and with one space for any white space, hyphen or underscore. Other
-- signs stay: C, C++ and C# are three skills.
CREATE FUNCTION careers_folded(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(lower(normalize(name, NFKC)), '[\s_-]+', ' ', 'g'))
$$;
CREATE FUNCTION careers_skill_names() RETURNS TABLE (id bigint, name text)
LANGUAGE sql STABLE AS $$
  SELECT s.id, careers_folded(s.name) FROM careers_skill s
  WHERE s.merged_into_id IS NULL AND s.withdrawn_reason = ''
  UNION
  SELECT s.id, careers_folded(a.name) FROM careers_skillalias a
  JOIN careers_skill s ON s.id = a.skill_id
  WHERE s.merged_into_id IS NULL AND s.withdrawn_reason = ''
$$;
CREATE FUNCTION careers_career_names() RETURNS TABLE (id bigint, name text)
LANGUAGE sql STABLE AS $$
  SELECT c.id, careers_folded(c.name) FROM careers_career c
  WHERE c.merged_into_id IS NULL AND c.withdrawn_reason = ''
  UNION
  SELECT c.id, careers_folded(a.name) FROM careers_careeralias a
  JOIN careers_career c ON c.id = a.career_id
  WHERE c.merged_into_id IS NULL AND c.withdrawn_reason = ''
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("careers", "0003_merges")]

    operations = [migrations.RunSQL(NAMES, migrations.RunSQL.noop)]
