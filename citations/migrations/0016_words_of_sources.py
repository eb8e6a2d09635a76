"""Indexes for the words of titles and quotes, so that they are found at any size."""

from django.db import migrations


class Migration(migrations.Migration):
    """Index the words of the titles of sources, and of what places quote.

    Most places are rows of datasets, which quote nothing: those cost an import nothing.
    """

    dependencies = [("citations", "0015_chain_as_of")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX citations_source_words ON citations_source"
            " USING gin (to_tsvector('english', title))",
            "DROP INDEX citations_source_words",
        ),
        migrations.RunSQL(
            "CREATE INDEX citations_citation_words ON citations_citation"
            " USING gin (to_tsvector('english', quote)) WHERE quote <> ''",
            "DROP INDEX citations_citation_words",
        ),
    ]
