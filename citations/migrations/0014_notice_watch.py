"""Registries are asked by workers; quotes are looked for again on their pages."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

TWINS = r"""
-- The name of an organization without article and legal form, folded as titles are: two
-- rows that share it look like one body. An index calls it, with no schema on its path:
-- so it calls no function of ours.
CREATE FUNCTION citations_organization_folded(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(lower(normalize(regexp_replace(name,
    '^\s*the\s+|[\s,]+(inc|incorporated|ltd|limited|llc|corp|corporation|gmbh|plc)\.?\s*$',
    '', 'gi'), NFKD)),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u0300-\u036f\u2000-\u206f]+',
    '', 'g')
$$;
CREATE INDEX organization_by_folded_name
  ON citations_organization (citations_organization_folded(name), id)
  WHERE merged_into_id IS NULL;
"""

HISTORY = """
-- As in kb 0003: triggers that came with new tables brought this function back.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0013_quotes"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeWatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When it is next; empty if never again.",
                        null=True,
                    ),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How often it was taken since it was last finished.",
                    ),
                ),
                ("taken_by", models.CharField(blank=True, default="", max_length=120)),
                ("taken_until", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unchecked", "unchecked: no registry was asked yet"),
                            (
                                "told",
                                "told: a registry said which notices there are, or none",
                            ),
                            (
                                "silent",
                                "silent: no registry that tells of notices answered",
                            ),
                            (
                                "refused",
                                "refused: what a registry told breaks a rule of ours",
                            ),
                        ],
                        default="unchecked",
                        max_length=12,
                    ),
                ),
                (
                    "sentence",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="What the registries said, or why nothing.",
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("times_silent", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "question to registries",
                "verbose_name_plural": "questions to registries",
                "ordering": ["source"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoticeWatchEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unchecked", "unchecked: no registry was asked yet"),
                            (
                                "told",
                                "told: a registry said which notices there are, or none",
                            ),
                            (
                                "silent",
                                "silent: no registry that tells of notices answered",
                            ),
                            (
                                "refused",
                                "refused: what a registry told breaks a rule of ours",
                            ),
                        ],
                        default="unchecked",
                        max_length=12,
                    ),
                ),
                (
                    "sentence",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="What the registries said, or why nothing.",
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("times_silent", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="linkwatch",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="linkwatch",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="linkwatch",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="linkcheck",
            name="quotes_gone",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="linkwatch",
            name="quotes_fine",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="linkwatchevent",
            name="quotes_fine",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AlterField(
            model_name="linkcheck",
            name="state",
            field=models.CharField(
                choices=[
                    ("ok", "ok: it answers, and says what it said"),
                    ("moved", "moved: it answers at another address, for good"),
                    ("blocked", "blocked: a person may see it, a program may not"),
                    (
                        "unreachable",
                        "unreachable: no answer, a fault, or not gone for long",
                    ),
                    (
                        "dead",
                        "dead: gone at three checks, each three days after the last",
                    ),
                    (
                        "changed",
                        "changed: it answers, and its text or a quote is another",
                    ),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="linkwatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("unchecked", "unchecked: nobody has asked yet"),
                    ("ok", "ok: it answers, and says what it said"),
                    ("moved", "moved: it answers at another address, for good"),
                    ("blocked", "blocked: a person may see it, a program may not"),
                    (
                        "unreachable",
                        "unreachable: no answer, a fault, or not gone for long",
                    ),
                    (
                        "dead",
                        "dead: gone at three checks, each three days after the last",
                    ),
                    (
                        "changed",
                        "changed: it answers, and its text or a quote is another",
                    ),
                ],
                default="unchecked",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="linkwatchevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("unchecked", "unchecked: nobody has asked yet"),
                    ("ok", "ok: it answers, and says what it said"),
                    ("moved", "moved: it answers at another address, for good"),
                    ("blocked", "blocked: a person may see it, a program may not"),
                    (
                        "unreachable",
                        "unreachable: no answer, a fault, or not gone for long",
                    ),
                    (
                        "dead",
                        "dead: gone at three checks, each three days after the last",
                    ),
                    (
                        "changed",
                        "changed: it answers, and its text or a quote is another",
                    ),
                ],
                default="unchecked",
                max_length=12,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linkwatch",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citations_linkwatchevent" ("address", "fine_at", "fine_by_id", "fine_note", "gone_since", "host", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotes_fine", "role", "source_id", "state", "times_gone") VALUES (NEW."address", NEW."fine_at", NEW."fine_by_id", NEW."fine_note", NEW."gone_since", NEW."host", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quotes_fine", NEW."role", NEW."source_id", NEW."state", NEW."times_gone"); RETURN NULL;',
                    hash="bfde40ed32f4f2434ea987603f7ea8d59897224d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6d59d",
                    table="citations_linkwatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linkwatch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."fine_at" IS DISTINCT FROM (NEW."fine_at") OR OLD."fine_by_id" IS DISTINCT FROM (NEW."fine_by_id") OR OLD."fine_note" IS DISTINCT FROM (NEW."fine_note") OR OLD."gone_since" IS DISTINCT FROM (NEW."gone_since") OR OLD."host" IS DISTINCT FROM (NEW."host") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."quotes_fine" IS DISTINCT FROM (NEW."quotes_fine") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."times_gone" IS DISTINCT FROM (NEW."times_gone"))',
                    func='INSERT INTO "citations_linkwatchevent" ("address", "fine_at", "fine_by_id", "fine_note", "gone_since", "host", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotes_fine", "role", "source_id", "state", "times_gone") VALUES (NEW."address", NEW."fine_at", NEW."fine_by_id", NEW."fine_note", NEW."gone_since", NEW."host", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quotes_fine", NEW."role", NEW."source_id", NEW."state", NEW."times_gone"); RETURN NULL;',
                    hash="1d0294f4a3578925392ec6e60fbf678b0645a129",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6f9fb",
                    table="citations_linkwatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linkwatch",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citations_linkwatchevent" ("address", "fine_at", "fine_by_id", "fine_note", "gone_since", "host", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotes_fine", "role", "source_id", "state", "times_gone") VALUES (OLD."address", OLD."fine_at", OLD."fine_by_id", OLD."fine_note", OLD."gone_since", OLD."host", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quotes_fine", OLD."role", OLD."source_id", OLD."state", OLD."times_gone"); RETURN NULL;',
                    hash="c6d36b2d23b3a65ebb80170d62185abc78d2c498",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_deb76",
                    table="citations_linkwatch",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="noticewatch",
            name="source",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice_watch",
                to="citations.source",
            ),
        ),
        migrations.AddField(
            model_name="noticewatchevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="noticewatchevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="citations.noticewatch",
            ),
        ),
        migrations.AddField(
            model_name="noticewatchevent",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="citations.source",
            ),
        ),
        migrations.AddIndex(
            model_name="noticewatch",
            index=models.Index(
                condition=models.Q(("taken_until", None)),
                fields=["due_at", "id"],
                name="noticewatch_free",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticewatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_by", ""), ("taken_until", None)),
                    models.Q(
                        models.Q(("taken_by", ""), _negated=True),
                        ("taken_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="noticewatch_is_taken_by_one_until",
                violation_error_code="work-is-taken-once",
                violation_error_message="Who holds a row holds it until a set time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticewatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["unchecked", "told", "silent", "refused"])
                ),
                name="noticewatch_state_is_known",
                violation_error_code="terms-are-known",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticewatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("checked_at", None), ("sentence", ""), ("state", "unchecked")
                    ),
                    models.Q(
                        models.Q(("state", "unchecked"), _negated=True),
                        ("checked_at__isnull", False),
                        models.Q(("sentence__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="noticewatch_says_what_came_of_it",
                violation_error_code="reasons-are-given",
                violation_error_message="Say when who was asked, and what they said.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticewatch",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citations_noticewatchevent" ("checked_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "source_id", "state", "times_silent") VALUES (NEW."checked_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sentence", NEW."source_id", NEW."state", NEW."times_silent"); RETURN NULL;',
                    hash="00af4caf6def1ffe549450414692cd1b628704c2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_28487",
                    table="citations_noticewatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticewatch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sentence" IS DISTINCT FROM (NEW."sentence") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."times_silent" IS DISTINCT FROM (NEW."times_silent"))',
                    func='INSERT INTO "citations_noticewatchevent" ("checked_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "source_id", "state", "times_silent") VALUES (NEW."checked_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sentence", NEW."source_id", NEW."state", NEW."times_silent"); RETURN NULL;',
                    hash="9df604d0b665952229f8bb364a6aced7f9a1e9ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2cb01",
                    table="citations_noticewatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticewatch",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citations_noticewatchevent" ("checked_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "source_id", "state", "times_silent") VALUES (OLD."checked_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sentence", OLD."source_id", OLD."state", OLD."times_silent"); RETURN NULL;',
                    hash="6d986b529168db48b242a31ddc4ff54e8f083bd6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5ca1d",
                    table="citations_noticewatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticewatchevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bb75ba39c33c8b418706a13b972ce2eff4e855ce",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_366b9",
                    table="citations_noticewatchevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(TWINS, migrations.RunSQL.noop),
        migrations.RunSQL(HISTORY, migrations.RunSQL.noop),
    ]
