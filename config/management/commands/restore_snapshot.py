"""``manage.py restore_snapshot``: build a knowledge base from a snapshot."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from config.database import speaking_as
from kb.exchange.snapshot import SnapshotError, snapshot_restore


class Command(BaseCommand):
    """Build an equal knowledge base in an empty database, as the owner of its tables.

    The role of the product could not: it cannot switch off what guards publication.
    """

    help = "Build the knowledge base of a snapshot in an empty, migrated database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="The folder of the snapshot.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Restore it, and say what was built."""
        try:
            with speaking_as(settings.DATABASE_OWNER):
                manifest = snapshot_restore(options["folder"])
        except SnapshotError as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"The database refuses it: {error}") from None
        self.stdout.write(
            f"Restored {manifest['name']}, equal in every row: "
            f"{manifest['rows_sha256']}. Run manage.py audit."
        )
