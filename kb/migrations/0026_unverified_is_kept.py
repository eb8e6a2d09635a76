"""Whether a published finding has a number that no quote holds is asked once, and kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0026_recomputations")]

    operations = [
        migrations.AddField(
            model_name="findingwatch",
            name="unverified",
            field=models.BooleanField(
                default=False, help_text="Whether a number of it stands in no quote."
            ),
        ),
        migrations.AddIndex(
            model_name="findingwatch",
            index=models.Index(
                condition=models.Q(("unverified", True)),
                fields=["finding"],
                name="findingwatch_unverified",
            ),
        ),
        # What was watched before is asked again soon, a little at a time.
        migrations.RunSQL(
            "UPDATE kb_findingwatch SET due_at = least(due_at, now()) "
            "WHERE due_at IS NOT NULL AND taken_until IS NULL",
            migrations.RunSQL.noop,
        ),
    ]
