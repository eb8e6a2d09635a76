"""Statements come with a release as findings do, and are decided on with it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

DIGEST = """
-- As 0008_statement_rules has it, but for the release that brought it: what readers see
-- is the same, whoever brings it.
CREATE OR REPLACE FUNCTION kb_statement_digest(this bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    (SELECT to_jsonb(s) - 'id' - 'state' - 'state_reason' - 'published_at'
            - 'suspended_with_id' - 'created_at' - 'note' - 'release_id'
     FROM kb_statement s WHERE s.id = this),
    (SELECT jsonb_agg(jsonb_build_array(f.key, f.version, f.headline,
              (SELECT jsonb_agg(g.figure ORDER BY g.place) FROM kb_figures(f.id) AS g))
              ORDER BY l.position, f.key, f.version)
     FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
     WHERE l.statement_id = this)
  )::text, 'UTF8')), 'hex')
$$;
-- As 0019_descriptions_stand_still has it, with the statements; one without any keeps
-- the digest it had.
CREATE OR REPLACE FUNCTION kb_release_digest(this bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(';',
    coalesce((SELECT string_agg(kb_digest(f.id), ',' ORDER BY f.key, f.version)
              FROM kb_finding f WHERE f.release_id = this), ''),
    (SELECT jsonb_agg(d.content ORDER BY d.kind, d.id)::text FROM kb_described(this) d),
    (SELECT string_agg(kb_statement_digest(s.id), ',' ORDER BY s.key, s.version)
     FROM kb_statement s WHERE s.release_id = this)
  ), 'UTF8')), 'hex')
$$;
"""

HISTORY = """
-- As in 0003_gates: triggers that came anew brought this function back.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0023_changes_are_told"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="statement",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="statement",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="statement",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="statement",
            name="release",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The load that brought this version; empty if a person wrote it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statements",
                to="kb.release",
            ),
        ),
        migrations.AddField(
            model_name="statementevent",
            name="release",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                help_text="The load that brought this version; empty if a person wrote it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="kb.release",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "kb_statementevent" ("author_id", "career_id", "created_at", "facet_id", "id", "key", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "release_id", "skill_id", "state", "state_reason", "suspended_with_id", "text", "version") VALUES (NEW."author_id", NEW."career_id", NEW."created_at", NEW."facet_id", NEW."id", NEW."key", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."published_at", NEW."release_id", NEW."skill_id", NEW."state", NEW."state_reason", NEW."suspended_with_id", NEW."text", NEW."version"); RETURN NULL;',
                    hash="5b1b458eaf169889d468b6893c79ee8d9ac88134",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9787b",
                    table="kb_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "kb_statementevent" ("author_id", "career_id", "created_at", "facet_id", "id", "key", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "release_id", "skill_id", "state", "state_reason", "suspended_with_id", "text", "version") VALUES (NEW."author_id", NEW."career_id", NEW."created_at", NEW."facet_id", NEW."id", NEW."key", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."published_at", NEW."release_id", NEW."skill_id", NEW."state", NEW."state_reason", NEW."suspended_with_id", NEW."text", NEW."version"); RETURN NULL;',
                    hash="1d626555943652235b59ce2da2162bbbe7cca05c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3ac91",
                    table="kb_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "kb_statementevent" ("author_id", "career_id", "created_at", "facet_id", "id", "key", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "release_id", "skill_id", "state", "state_reason", "suspended_with_id", "text", "version") VALUES (OLD."author_id", OLD."career_id", OLD."created_at", OLD."facet_id", OLD."id", OLD."key", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."published_at", OLD."release_id", OLD."skill_id", OLD."state", OLD."state_reason", OLD."suspended_with_id", OLD."text", OLD."version"); RETURN NULL;',
                    hash="68a4e11e3f141b8cd5d2783ce43986a85e39e36e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5057b",
                    table="kb_statement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(DIGEST, migrations.RunSQL.noop),
        migrations.RunSQL(HISTORY, migrations.RunSQL.noop),
    ]
