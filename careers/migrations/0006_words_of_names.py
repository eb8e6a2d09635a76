"""Indexes for the words of names, so that search finds them at any size."""

from django.db import migrations

TABLES = ("career", "careeralias", "skill", "skillalias")


class Migration(migrations.Migration):
    """Index the words of the names of careers and skills."""

    dependencies = [("careers", "0005_more_terms")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX careers_{table}_words ON careers_{table}"
            " USING gin (to_tsvector('simple', name))",
            f"DROP INDEX careers_{table}_words",
        )
        for table in TABLES
    ]
