"""That a password was set stands in the history, and no password."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

HISTORY = """
-- As in 0003_gates: triggers that came anew brought this function back.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0025_newest_edition"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="password_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."password" IS DISTINCT FROM (NEW."password"))',
                    func='INSERT INTO "kb_accountevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", _pgh_attach_context(), NOW(), \'password\', NEW."id", NEW."username"); RETURN NULL;',
                    hash="84ddcd913b5bc70ccd6b9b369346448cc1ec2e77",
                    operation="UPDATE",
                    pgid="pgtrigger_password_update_134a5",
                    table="auth_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(HISTORY, migrations.RunSQL.noop),
    ]
