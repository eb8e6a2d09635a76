"""Findings keep one index of a kind, and write their history by statement."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0006_notice_origins"),
        ("kb", "0008_statement_rules"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="finding",
            name="update_update",
        ),
        # AlterField would drop every index that begins with the column, the partial
        # unique ones too.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="finding",
                    name="key",
                    field=models.SlugField(
                        db_index=False,
                        help_text="Public id, shared by all versions of the claim.",
                        max_length=120,
                    ),
                ),
                migrations.AlterField(
                    model_name="finding",
                    name="source",
                    field=models.ForeignKey(
                        db_index=False,
                        help_text="Whose claim it is.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="citations.source",
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX kb_finding_key_2a37375b, kb_finding_key_2a37375b_like,"
                    " kb_finding_source_id_64af8dd9",
                    migrations.RunSQL.noop,
                )
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "kb_findingevent" ("author_id", "comparison", "created_at", "design", "direction", "entry_digest", "headline", "id", "key", "kind", "limitations", "note", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "population", "published_at", "release_id", "source_id", "state", "state_reason", "statement", "suspended_by_id", "topic_id", "version") SELECT new_values."author_id", new_values."comparison", new_values."created_at", new_values."design", new_values."direction", new_values."entry_digest", new_values."headline", new_values."id", new_values."key", new_values."kind", new_values."limitations", new_values."note", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."population", new_values."published_at", new_values."release_id", new_values."source_id", new_values."state", new_values."state_reason", new_values."statement", new_values."suspended_by_id", new_values."topic_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8486a4912a4a5cc8563e947a91ad38d5712a16bb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1d9f3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="kb_finding",
                    when="AFTER",
                ),
            ),
        ),
    ]
