"""Who told of a notice, how its date is given, and which notice an error strikes out."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0005_capture_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcenotice",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcenotice",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcenotice",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="sourcenotice",
            name="sourcenotice_once",
        ),
        migrations.RemoveConstraint(
            model_name="sourcenotice",
            name="sourcenotice_kind_is_known",
        ),
        migrations.AddField(
            model_name="sourcenotice",
            name="origin",
            field=models.CharField(
                choices=[
                    ("editor", "an editor read it"),
                    ("publisher", "the publisher, through Crossref"),
                    ("retraction-watch", "Retraction Watch"),
                    ("pubmed", "PubMed"),
                    ("arxiv", "arXiv"),
                ],
                default="editor",
                help_text="Who told us of it.",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="sourcenotice",
            name="precision",
            field=models.CharField(
                choices=[
                    ("day", "day"),
                    ("month", "month: it gives no day"),
                    ("year", "year: it gives no month"),
                    (
                        "none",
                        "none: it gives no date, and this is when we learned of it",
                    ),
                ],
                default="day",
                help_text="How much of this date the notice gives.",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="sourcenotice",
            name="record_id",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Number of its record where it was told.",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="sourcenotice",
            name="revokes",
            field=models.OneToOneField(
                blank=True,
                help_text="The notice that an “error” strikes out.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="struck_by",
                to="citations.sourcenotice",
            ),
        ),
        migrations.AddField(
            model_name="sourcenoticeevent",
            name="origin",
            field=models.CharField(
                choices=[
                    ("editor", "an editor read it"),
                    ("publisher", "the publisher, through Crossref"),
                    ("retraction-watch", "Retraction Watch"),
                    ("pubmed", "PubMed"),
                    ("arxiv", "arXiv"),
                ],
                default="editor",
                help_text="Who told us of it.",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="sourcenoticeevent",
            name="precision",
            field=models.CharField(
                choices=[
                    ("day", "day"),
                    ("month", "month: it gives no day"),
                    ("year", "year: it gives no month"),
                    (
                        "none",
                        "none: it gives no date, and this is when we learned of it",
                    ),
                ],
                default="day",
                help_text="How much of this date the notice gives.",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="sourcenoticeevent",
            name="record_id",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Number of its record where it was told.",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="sourcenoticeevent",
            name="revokes",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The notice that an “error” strikes out.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="citations.sourcenotice",
            ),
        ),
        migrations.AlterField(
            model_name="sourcenotice",
            name="issued_on",
            field=models.DateField(
                help_text="The date the notice itself gives; not in the future."
            ),
        ),
        migrations.AlterField(
            model_name="sourcenotice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("retraction", "retraction: the publisher takes it back"),
                    ("withdrawal", "withdrawal: the authors take it back"),
                    ("concern", "expression of concern: the publisher doubts it"),
                    ("correction", "correction: a part was wrong and is mended"),
                    ("error", "error: an earlier notice was recorded here by mistake"),
                    ("reinstatement", "reinstatement: an earlier notice is lifted"),
                ],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="sourcenoticeevent",
            name="issued_on",
            field=models.DateField(
                help_text="The date the notice itself gives; not in the future."
            ),
        ),
        migrations.AlterField(
            model_name="sourcenoticeevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("retraction", "retraction: the publisher takes it back"),
                    ("withdrawal", "withdrawal: the authors take it back"),
                    ("concern", "expression of concern: the publisher doubts it"),
                    ("correction", "correction: a part was wrong and is mended"),
                    ("error", "error: an earlier notice was recorded here by mistake"),
                    ("reinstatement", "reinstatement: an earlier notice is lifted"),
                ],
                max_length=14,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcenotice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citations_sourcenoticeevent" ("doi", "id", "issued_on", "kind", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "reason", "record_id", "recorded_at", "recorded_by_id", "revokes_id", "source_id", "url") VALUES (NEW."doi", NEW."id", NEW."issued_on", NEW."kind", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."precision", NEW."reason", NEW."record_id", NEW."recorded_at", NEW."recorded_by_id", NEW."revokes_id", NEW."source_id", NEW."url"); RETURN NULL;',
                    hash="9be014b86314436dcd1efce4fc36f3d015d33899",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f9e4b",
                    table="citations_sourcenotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcenotice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "citations_sourcenoticeevent" ("doi", "id", "issued_on", "kind", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "reason", "record_id", "recorded_at", "recorded_by_id", "revokes_id", "source_id", "url") VALUES (NEW."doi", NEW."id", NEW."issued_on", NEW."kind", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."precision", NEW."reason", NEW."record_id", NEW."recorded_at", NEW."recorded_by_id", NEW."revokes_id", NEW."source_id", NEW."url"); RETURN NULL;',
                    hash="0b9295576197a6696ff43e6d057f38b92f8af73e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_78f8b",
                    table="citations_sourcenotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcenotice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citations_sourcenoticeevent" ("doi", "id", "issued_on", "kind", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "reason", "record_id", "recorded_at", "recorded_by_id", "revokes_id", "source_id", "url") VALUES (OLD."doi", OLD."id", OLD."issued_on", OLD."kind", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precision", OLD."reason", OLD."record_id", OLD."recorded_at", OLD."recorded_by_id", OLD."revokes_id", OLD."source_id", OLD."url"); RETURN NULL;',
                    hash="32cd3cbc9f32a8d80b39487b47a40f84778b6d82",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_534ab",
                    table="citations_sourcenotice",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcenotice",
            constraint=models.UniqueConstraint(
                fields=("source", "kind", "issued_on", "doi", "revokes"),
                name="sourcenotice_once",
                nulls_distinct=False,
                violation_error_message="This notice stands here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcenotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("record_id", ""), _negated=True),
                fields=("source", "origin", "record_id", "kind"),
                name="sourcenotice_record_once",
                violation_error_message="This record was taken over already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcenotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "retraction",
                            "withdrawal",
                            "concern",
                            "correction",
                            "error",
                            "reinstatement",
                        ],
                    )
                ),
                name="sourcenotice_kind_is_known",
                violation_error_code="terms-are-known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcenotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "origin__in",
                        ["editor", "publisher", "retraction-watch", "pubmed", "arxiv"],
                    )
                ),
                name="sourcenotice_origin_is_known",
                violation_error_code="terms-are-known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcenotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ["day", "month", "year", "none"])),
                name="sourcenotice_precision_is_known",
                violation_error_code="terms-are-known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcenotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "error"), ("revokes__isnull", False)),
                    models.Q(
                        models.Q(("kind", "error"), _negated=True), ("revokes", None)
                    ),
                    _connector="OR",
                ),
                name="sourcenotice_error_names_its_notice",
                violation_error_code="error-strikes-out-a-notice",
                violation_error_message="An error names the notice that it strikes out, and nothing else does.",
            ),
        ),
    ]
