"""Organizations merge too; what a merge moves is known as such."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

MERGES = """
CREATE TRIGGER organization_merge_ends BEFORE INSERT OR UPDATE OF merged_into_id
  ON citations_organization FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
  EXECUTE FUNCTION citations_merge_ends();

-- Whether a row differs from what it was only in the source it is about, and that source
-- was merged into the one it is about now.
CREATE FUNCTION citations_moved_by_merge(was jsonb, is_now jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT was - 'source_id' = is_now - 'source_id' AND EXISTS (
    SELECT 1 FROM citations_source s
    WHERE s.id = (was ->> 'source_id')::bigint
      AND s.merged_into_id = (is_now ->> 'source_id')::bigint)
$$;

-- A notice moves with its source, or a merge would lose a retraction.
CREATE OR REPLACE FUNCTION citations_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF citations_moved_by_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'Rows of % are never changed or deleted: add a newer one.',
    TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = 'append-only';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0002_standing_and_chains"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="organization",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organization",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organization",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="organization",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                help_text="The row that took this one's place: its address answers 308.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="citations.organization",
            ),
        ),
        migrations.AddField(
            model_name="organizationevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The row that took this one's place: its address answers 308.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="citations.organization",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citations_organizationevent" ("id", "interest", "key", "merged_into_id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url") VALUES (NEW."id", NEW."interest", NEW."key", NEW."merged_into_id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."url"); RETURN NULL;',
                    hash="859b6ebe68c97b751ccd802bcd7db1901cebddd5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e9aa1",
                    table="citations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "citations_organizationevent" ("id", "interest", "key", "merged_into_id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url") VALUES (NEW."id", NEW."interest", NEW."key", NEW."merged_into_id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."url"); RETURN NULL;',
                    hash="b5202e4581c20e41099cb7d8d4a3f7e63ab352bb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e9cf",
                    table="citations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citations_organizationevent" ("id", "interest", "key", "merged_into_id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url") VALUES (OLD."id", OLD."interest", OLD."key", OLD."merged_into_id", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."url"); RETURN NULL;',
                    hash="6dc8daeac9868ee2d4c730d3c8d3d93d0ab7f2cd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4c2ca",
                    table="citations_organization",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="organization_not_merged_into_itself",
                violation_error_code="key-is-forever",
                violation_error_message="A row cannot be merged into itself.",
            ),
        ),
        migrations.RunSQL(MERGES, migrations.RunSQL.noop),
    ]
