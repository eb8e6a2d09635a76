"""``manage.py import_notices FILE``: take over the table of Retraction Watch."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from citations.formats.retraction_watch import UnreadableFileError, retraction_watch
from citations.services import NoticeImport
from kb.services import ImportReach, notices_import_weigh

REFUSED = 2
CLERK = "notice-clerk"
SHOWN = 20
COUNTED = {
    "read": "lines read",
    "matched": "about a source that is here",
    "new": "notices recorded",
    "known": "already known",
    "unmatched": "about no source that is here",
    "faulty": "faulty",
    "mended": "no UTF-8, read as Windows-1252",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Command(BaseCommand):
    """Record what the file says of our sources, in one transaction; count the rest."""

    help = "Take over notices from the CSV of Retraction Watch; what is known stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, who records it, where to report, and whether to only try."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--recorder", default=CLERK, help="User name of an editor.")
        parser.add_argument("--report", type=Path, help="Write each outcome as CSV.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Try it and undo it."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 and a sentence if the file is refused; then nothing is kept."""
        recorder = User.objects.filter(username=options["recorder"]).first()
        if recorder is None:
            raise CommandError(
                f"There is no user {options['recorder']!r}.", returncode=REFUSED
            )
        try:
            if options["report"]:  # an address that cannot be written stops it first
                options["report"].touch()
            with options["file"].open("rb") as stream:
                found = notices_import_weigh(
                    records=retraction_watch(stream),
                    author=recorder,
                    dry_run=options["dry_run"],
                )
            if options["report"]:
                _report(options["report"], found.done)
        except OSError as error:
            said = f"{error.filename}: {error.strerror}."
            raise CommandError(said, returncode=REFUSED) from error
        except (UnreadableFileError, PermissionDenied, ValidationError) as error:
            said = " ".join(getattr(error, "messages", [str(error)]))
            raise CommandError(
                f"{said} Nothing was written.", returncode=REFUSED
            ) from error
        self._say(found, dry_run=options["dry_run"])

    def _say(self, found: ImportReach, *, dry_run: bool) -> None:
        for name, label in COUNTED.items():
            self.stdout.write(f"{getattr(found.done, name):>8}  {label}")
        self.stdout.write(f"{found.fell:>8}  findings suspended")
        self.stdout.write(f"{found.returned:>8}  findings given back")
        told = [line for line in found.done.lines if line.outcome != "known"]
        for line in told[:SHOWN]:
            where = f" {line.source}:" if line.source else ""
            self.stdout.write(f"line {line.line}, {line.outcome}:{where} {line.said}")
        if len(told) > SHOWN:
            self.stdout.write(f"and {len(told) - SHOWN} more: see --report")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")


def _report(path: Path, done: NoticeImport) -> None:
    """Write what became of each line that is new, known or faulty."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["line", "record_id", "outcome", "source", "said"])
        for line in done.lines:
            cells = (line.record_id, line.outcome, line.source, line.said)
            writer.writerow([line.line, *map(_plain, cells)])


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
