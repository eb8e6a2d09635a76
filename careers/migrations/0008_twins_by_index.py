"""What shares a name, and what is of one group, is found by index."""

from django.db import migrations

NAMES = """
CREATE INDEX careers_{0}_folded ON careers_{0} (careers_folded(name));
CREATE INDEX careers_{0}alias_folded ON careers_{0}alias (careers_folded(name));

-- The names of what stands and has no exact code: nobody but us tells it from others.
CREATE FUNCTION careers_{0}_names_of_ours() RETURNS TABLE (id bigint, name text)
LANGUAGE sql STABLE AS $$
  WITH ours AS MATERIALIZED (
    SELECT s.id, s.name FROM careers_{0} s
    WHERE s.merged_into_id IS NULL AND s.withdrawn_reason = '' AND NOT EXISTS (
      SELECT 1 FROM careers_{0}code c WHERE c.{0}_id = s.id AND c.match = 'exact')
  )
  SELECT o.id, careers_folded(o.name) FROM ours o
  UNION
  SELECT o.id, careers_folded(a.name) FROM ours o
  JOIN careers_{0}alias a ON a.{0}_id = o.id
$$;

-- What stands under a name, or has it as another one.
CREATE FUNCTION careers_{0}_named(this text) RETURNS TABLE (id bigint)
LANGUAGE sql STABLE AS $$
  SELECT s.id FROM careers_{0} s WHERE careers_folded(s.name) = this
    AND s.merged_into_id IS NULL AND s.withdrawn_reason = ''
  UNION ALL
  SELECT s.id FROM careers_{0}alias a JOIN careers_{0} s ON s.id = a.{0}_id
  WHERE careers_folded(a.name) = this
    AND s.merged_into_id IS NULL AND s.withdrawn_reason = ''
$$;

DROP FUNCTION careers_{0}_names();
"""

# careers_career_matches went through all codes of all taxonomies for this.
SIBLINGS = """
CREATE INDEX careers_careercode_sibling ON careers_careercode
  (scheme, careers_sibling_group(scheme, code));
"""


class Migration(migrations.Migration):
    dependencies = [("careers", "0007_folded_names")]

    operations = [
        migrations.RunSQL(NAMES.format(side), migrations.RunSQL.noop)
        for side in ("career", "skill")
    ] + [migrations.RunSQL(SIBLINGS, migrations.RunSQL.noop)]
