"""What lists of a million citations need: indexes for their orders, and statistics."""

from django.db import migrations

VISIBLE = "WHERE merged_into_id IS NULL AND withdrawn_reason = ''"


class Migration(migrations.Migration):
    """Index when sources were issued, and of titles what an index has room for.

    Statistics of the texts that are looked through by ``__contains``: without them
    PostgreSQL thinks any text common, and walks a whole list to find one that is rare.
    """

    dependencies = [("citations", "0017_record_text")]

    operations = [
        *(
            migrations.RunSQL(
                f"CREATE INDEX citations_source_by_{name} ON citations_source"
                f" ({column}, id) {VISIBLE}",
                f"DROP INDEX citations_source_by_{name}",
            )
            for name, column in (("issued", "issued"), ("title", '"left"(title, 200)'))
        ),
        *(
            migrations.RunSQL(
                f"CREATE STATISTICS {table}_{column} ON (upper({column})) FROM {table}",
                f"DROP STATISTICS {table}_{column}",
            )
            for table, column in (
                ("citations_source", "title"),
                ("citations_reading", "says"),
            )
        ),
    ]
