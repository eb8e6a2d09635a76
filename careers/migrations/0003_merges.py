"""What a merge moves from one row to the other is known as such."""

from django.db import migrations

MOVED = """
-- Whether a row differs from what it was only in whom it is about, and each of them now
-- is who took the place of who it was.
CREATE FUNCTION careers_moved_by_merge(was jsonb, is_now jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce(bool_and(CASE changed.key
    WHEN 'career_id' THEN EXISTS (
      SELECT 1 FROM careers_career c
      WHERE c.id = (was ->> 'career_id')::bigint
        AND c.merged_into_id = (is_now ->> 'career_id')::bigint)
    WHEN 'skill_id' THEN EXISTS (
      SELECT 1 FROM careers_skill s
      WHERE s.id = (was ->> 'skill_id')::bigint
        AND s.merged_into_id = (is_now ->> 'skill_id')::bigint)
    ELSE false END), false)
  FROM jsonb_each(is_now) AS changed
  WHERE changed.value IS DISTINCT FROM was -> changed.key
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("careers", "0002_keys_and_matches")]

    operations = [migrations.RunSQL(MOVED, migrations.RunSQL.noop)]
