"""A notice under thousands of findings: what its history and its news cost.

Five indexes on the history of findings were never read; the feeds ask for no citation.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TOLD = """
-- As 0028_told_at_scale has it, but that each place is met once: nothing is sorted.
CREATE OR REPLACE FUNCTION kb_tell_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM told n WHERE n.pgh_label <> 'delete'
       AND n.state IN ('published', 'suspended', 'withdrawn', 'superseded')) THEN
    RETURN NULL;
  END IF;
  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'finding', n.key,
    CASE n.state WHEN 'published' THEN 'shown' ELSE n.state END, ''
  FROM told n
  WHERE n.state IN ('published', 'suspended', 'withdrawn') AND n.pgh_label <> 'delete'
  ORDER BY n.pgh_id;

  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'citation', c.key,
    CASE WHEN EXISTS (
      SELECT FROM kb_findingcitation o WHERE o.citation_id = c.id
        AND (SELECT f.state FROM kb_finding f WHERE f.id = o.finding_id) = 'published')
    THEN 'shown' ELSE 'removed' END, ''
  FROM citations_citation c WHERE c.id IN (
    SELECT l.citation_id FROM told n JOIN kb_findingcitation l ON l.finding_id = n.id
    WHERE n.state IN ('published', 'suspended', 'withdrawn', 'superseded')
      AND n.pgh_label <> 'delete');

  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'pair',
    c.key || '/' || s.key, 'changed', ''
  FROM told n JOIN kb_subject u ON u.finding_id = n.id
  JOIN careers_careerskill p ON p.career_id = u.career_id AND p.skill_id = u.skill_id
  JOIN careers_career c ON c.id = p.career_id JOIN careers_skill s ON s.id = p.skill_id
  WHERE n.state IN ('published', 'suspended', 'withdrawn', 'superseded')
    AND n.pgh_label <> 'delete'
  ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0015_chain_as_of"),
        ("kb", "0028_told_at_scale"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="change",
            name="change_of_one",
        ),
        migrations.AlterField(
            model_name="findingevent",
            name="author",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="findingevent",
            name="release",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="kb.release",
            ),
        ),
        migrations.AlterField(
            model_name="findingevent",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="citations.source",
            ),
        ),
        migrations.AlterField(
            model_name="findingevent",
            name="suspended_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="citations.sourcenotice",
            ),
        ),
        migrations.AlterField(
            model_name="findingevent",
            name="topic",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="kb.topic",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("resource", "citation"), _negated=True),
                fields=["resource", "key", "-id"],
                name="change_of_one",
            ),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
    ]
