"""No session can wish the history of verdicts away either."""

from django.db import migrations

HISTORY = """
-- As in kb 0003: triggers that came with new tables brought this function back.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0016_finding_watch")]

    operations = [migrations.RunSQL(HISTORY, migrations.RunSQL.noop)]
