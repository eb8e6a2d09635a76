"""Indexes at which the queues of editors and reviewers begin."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0010_claimants")]

    operations = [
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("state__in", ["draft", "in_review"])),
                fields=["author"],
                name="finding_open_by_author",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("state", "published")),
                fields=["published_at"],
                name="finding_by_publication",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["-decided_at", "-id"], name="review_newest_first"
            ),
        ),
    ]
