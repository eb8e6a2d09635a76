"""An index for the words of findings, so that search finds them at any size."""

from django.db import migrations


class Migration(migrations.Migration):
    """Index the words of published findings."""

    dependencies = [("kb", "0025_allowance")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX kb_finding_words ON kb_finding"
            " USING gin (to_tsvector('english', headline || ' ' || statement))"
            " WHERE state = 'published'",
            "DROP INDEX kb_finding_words",
        )
    ]
