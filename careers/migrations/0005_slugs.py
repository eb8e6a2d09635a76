"""Names as they stand in addresses, so that other names and codes resolve."""

from django.db import migrations

FORWARDS = """
-- A name as it stands in an address: kb.selectors.names.slug is the same.
CREATE FUNCTION careers_slug(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), '-')
$$;
CREATE INDEX careers_career_slug ON careers_career (careers_slug(name));
CREATE INDEX careers_careeralias_slug ON careers_careeralias (careers_slug(name));
CREATE INDEX careers_careercode_slug ON careers_careercode (careers_slug(code));
"""
BACKWARDS = """
DROP INDEX careers_careercode_slug;
DROP INDEX careers_careeralias_slug;
DROP INDEX careers_career_slug;
DROP FUNCTION careers_slug(text);
"""


class Migration(migrations.Migration):
    """Index names and codes by how they stand in an address."""

    dependencies = [("careers", "0004_names")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
