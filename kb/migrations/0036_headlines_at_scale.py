"""Statistics of headlines, so that a rare word of theirs is known to be rare."""

from django.db import migrations


class Migration(migrations.Migration):
    """As in citations 0018: lists are filtered by what headlines hold."""

    dependencies = [("kb", "0035_figures_of_tasks")]

    operations = [
        migrations.RunSQL(
            "CREATE STATISTICS kb_finding_headline ON (upper(headline::text))"
            " FROM kb_finding",
            "DROP STATISTICS kb_finding_headline",
        )
    ]
