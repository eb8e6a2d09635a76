"""``manage.py snapshot``: write all that is public into a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kb.api.resources import extras, feed_cursor
from kb.exchange.snapshot import SnapshotError, snapshot_write


class Command(BaseCommand):
    """Write a snapshot: one moment, whole or not at all."""

    help = "Write all that is public into a folder that is not there yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            help="Where to write; left out, a dated folder in SNAPSHOTS, which the API "
            "offers for download.",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Write it, and say what was written."""
        dated = f"{timezone.now():%Y-%m-%d-%H%M%S}"
        folder: Path = options["folder"] or settings.SNAPSHOTS_DIR / dated
        try:
            manifest = snapshot_write(folder, extras=extras(), cursor=feed_cursor)
        except (SnapshotError, OSError) as error:
            raise CommandError(str(error)) from None
        files = manifest["files"]
        self.stdout.write(
            f"{folder}: {len(files)} files, {sum(f.bytes for f in files):,} bytes. "
            f"Rows: {manifest['rows_sha256']}"
        )
