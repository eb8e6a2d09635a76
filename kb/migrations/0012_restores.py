"""Another person gives back what was suspended, and a refused release says why."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FAIR = """
CREATE OR REPLACE FUNCTION kb_review_is_fair() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject kb_finding;
  interest text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'A review is never changed or deleted: write another.'
      USING ERRCODE = '23514', CONSTRAINT = 'append-only';
  END IF;
  SELECT * INTO subject FROM kb_finding WHERE id = NEW.finding_id FOR UPDATE;
  IF NEW.reviewer_id = subject.author_id THEN
    RAISE EXCEPTION 'Finding % was written by its reviewer.', subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF EXISTS (SELECT 1 FROM kb_findingeditor e
             WHERE e.finding_id = subject.id AND e.person_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'The reviewer of finding % has written at it.', subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF NEW.decision = 'restore' THEN
    IF subject.state <> 'suspended' THEN
      RAISE EXCEPTION 'Finding % is %, not suspended.', subject.key, subject.state
        USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
    END IF;
    -- By the clock of this server, which the move to "published" is measured by.
    NEW.decided_at := clock_timestamp();
  ELSIF subject.state <> 'in_review' THEN
    RAISE EXCEPTION 'Finding % is %, not in review.', subject.key, subject.state
      USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
  END IF;
  IF NEW.digest <> kb_digest(subject.id) THEN
    RAISE EXCEPTION 'Finding % has changed since it was read for this review.',
      subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'review-names-what-was-read';
  END IF;
  SELECT o.name INTO interest FROM kb_declaredinterest d
  JOIN citations_organization o ON o.id = d.organization_id
  JOIN citations_sourceorganization r ON r.organization_id = o.id
  WHERE d.person_id = NEW.reviewer_id AND (
    r.source_id = subject.source_id OR r.source_id IN (
      SELECT c.source_id FROM kb_findingcitation l
      JOIN citations_citation c ON c.id = l.citation_id
      WHERE l.finding_id = subject.id)) LIMIT 1;
  IF interest IS NOT NULL THEN
    RAISE EXCEPTION 'The reviewer of finding % declared an interest in %.',
      subject.key, interest
      USING ERRCODE = '23514', CONSTRAINT = 'interest-keeps-away';
  END IF;
  RETURN NEW;
END $$;
"""

RESTORED = """
-- What a person gives back to readers has their decision of this very transaction, which
-- review_is_fair holds to be another person's. A reinstatement gives back by itself, from
-- the trigger of its notice, and needs none.
CREATE FUNCTION kb_finding_restored_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 AND NOT EXISTS (
    SELECT 1 FROM kb_review r WHERE r.finding_id = NEW.id AND r.decision = 'restore'
      AND r.decided_at >= transaction_timestamp()) THEN
    RAISE EXCEPTION 'Nobody but its writers has decided to give finding % back.', NEW.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding_restored_by_another BEFORE UPDATE ON kb_finding
  FOR EACH ROW WHEN (OLD.state = 'suspended' AND NEW.state = 'published')
  EXECUTE FUNCTION kb_finding_restored_by_another();
"""

HISTORY = """
-- The triggers of history above brought this back: no session may name one to ignore.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0011_queues")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="release",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="release",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="release",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="review",
            name="review_decision_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="review",
            name="review_refusal_has_a_reason",
        ),
        migrations.AddField(
            model_name="release",
            name="reason",
            field=models.TextField(
                blank=True, default="", help_text="Why it was approved or refused."
            ),
        ),
        migrations.AddField(
            model_name="releaseevent",
            name="reason",
            field=models.TextField(
                blank=True, default="", help_text="Why it was approved or refused."
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="decision",
            field=models.CharField(
                choices=[
                    ("approve", "approved"),
                    ("changes", "changes asked for"),
                    ("reject", "rejected"),
                    ("restore", "given back to readers"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="reviewevent",
            name="decision",
            field=models.CharField(
                choices=[
                    ("approve", "approved"),
                    ("changes", "changes asked for"),
                    ("reject", "rejected"),
                    ("restore", "given back to readers"),
                ],
                max_length=8,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "kb_releaseevent" ("attribution", "author_id", "created_at", "decided_at", "digest", "id", "licence", "number", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewer_id", "state", "title") VALUES (NEW."attribution", NEW."author_id", NEW."created_at", NEW."decided_at", NEW."digest", NEW."id", NEW."licence", NEW."number", NEW."pack", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reviewer_id", NEW."state", NEW."title"); RETURN NULL;',
                    hash="84ba8286a4fde4e88171b929e5797ceb4cf01010",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2126d",
                    table="kb_release",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "kb_releaseevent" ("attribution", "author_id", "created_at", "decided_at", "digest", "id", "licence", "number", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewer_id", "state", "title") VALUES (NEW."attribution", NEW."author_id", NEW."created_at", NEW."decided_at", NEW."digest", NEW."id", NEW."licence", NEW."number", NEW."pack", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reviewer_id", NEW."state", NEW."title"); RETURN NULL;',
                    hash="21621e0436eb5726fc1d0f34e0f82da9b150d17c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c22e5",
                    table="kb_release",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "kb_releaseevent" ("attribution", "author_id", "created_at", "decided_at", "digest", "id", "licence", "number", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewer_id", "state", "title") VALUES (OLD."attribution", OLD."author_id", OLD."created_at", OLD."decided_at", OLD."digest", OLD."id", OLD."licence", OLD."number", OLD."pack", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reviewer_id", OLD."state", OLD."title"); RETURN NULL;',
                    hash="31a03674cb94bb1ab228b9e2c4921f68cb45db0d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_210c7",
                    table="kb_release",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "rejected"), _negated=True),
                    models.Q(("reason__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="release_refusal_has_a_reason",
                violation_error_code="reasons-are-given",
                violation_error_message="Say why the release is refused.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision__in", ["approve", "changes", "reject", "restore"])
                ),
                name="review_decision_is_known",
                violation_error_code="terms-are-known",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision__in", ["approve", "restore"]),
                    models.Q(("note__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="review_refusal_has_a_reason",
                violation_error_code="reasons-are-given",
                violation_error_message="Say what should change, or why it is refused.",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="statementreview",
            name="statementreview_decision_is_known",
        ),
        migrations.AlterField(
            model_name="statementreview",
            name="decision",
            field=models.CharField(
                choices=[
                    ("approve", "approved"),
                    ("changes", "changes asked for"),
                    ("reject", "rejected"),
                    ("restore", "given back to readers"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="statementreviewevent",
            name="decision",
            field=models.CharField(
                choices=[
                    ("approve", "approved"),
                    ("changes", "changes asked for"),
                    ("reject", "rejected"),
                    ("restore", "given back to readers"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="statementreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision__in", ["approve", "changes", "reject", "restore"])
                ),
                name="statementreview_decision_is_known",
                violation_error_code="terms-are-known",
            ),
        ),
        *(
            migrations.RunSQL(sql, migrations.RunSQL.noop)
            for sql in (FAIR, RESTORED, HISTORY)
        ),
    ]
