"""Checks of links only grow; what a reader is told of a dead one."""

from django.db import migrations

GROW = """
CREATE TRIGGER linkcheck_append_only BEFORE UPDATE OR DELETE
  ON citations_linkcheck FOR EACH ROW EXECUTE FUNCTION citations_append_only();
"""

DEAD = """
-- The address that a DOI resolves from. What an address gives a meaning of its own is
-- written in percent (RFC 3986, 2.2).
CREATE FUNCTION citations_doi_address(doi text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT 'https://doi.org/'
    || replace(replace(replace(doi, '%', '%25'), '#', '%23'), '?', '%3F')
$$;
-- Since when the address that readers are given is dead, and when it was last good;
-- NULL if it is not dead, or if a person has looked since and found it fine.
CREATE FUNCTION citations_dead_link(this bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('since', l.gone_since::date, 'last_good', l.good_at::date)
  FROM citations_source s JOIN citations_linkwatch l ON l.source_id = s.id
    AND l.address = coalesce(
      citations_doi_address(nullif(s.doi, '')), split_part(s.url, '#', 1))
  WHERE s.id = this AND l.state = 'dead' AND l.fine_at IS NULL
$$;
"""

HISTORY = """
-- As in kb 0003: triggers that came with new tables brought this function back.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("citations", "0010_links")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (GROW, DEAD, HISTORY)
    ]
