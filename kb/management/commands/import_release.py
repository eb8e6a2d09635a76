"""``manage.py import_release SOURCE PATH…``: bring a dataset in, for review."""

import gc
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from kb.exchange.dataset import SOURCES, dataset_for
from kb.formats.dataset import Dataset, DatasetProblem, open_archive
from kb.rules.rule import RuleViolations
from kb.services import ImportReport, dataset_load

REFUSED = 2
NAMED = 20
"""Violations and quarantined rows that are told one by one."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare a load the search for cycles: its millions of rows hold none.

    That search takes a tenth of the time that reading the files takes.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class Command(BaseCommand):
    """Check the files, write them in one transaction, and say what that did."""

    help = "Import a dataset; what is new or changed waits for release_approve."
    began = 0.0

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the dataset, its files, its edition, the author, and how much of it."""
        parser.add_argument("source", help=f"One of {', '.join(sorted(SOURCES))}.")
        parser.add_argument("path", nargs="+", type=Path, help="Zips, folders, files.")
        parser.add_argument(
            "--release", required=True, help="The edition as its publisher names it."
        )
        parser.add_argument("--author", required=True, help="User name of an editor.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Try it and undo it."
        )
        parser.add_argument(
            "--only", nargs="+", default=[], metavar="CODE", help="Occupations to load."
        )
        parser.add_argument(
            "--report", type=Path, help="Write every row that stays out to this CSV."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 and a sentence if the files are refused."""
        self.began = time.monotonic()
        author = User.objects.filter(username=options["author"]).first()
        if author is None:
            raise CommandError(
                f"There is no user {options['author']!r}.", returncode=REFUSED
            )
        try:
            with open_archive(options["path"]) as archive, uncollected():
                dataset = dataset_for(
                    options["source"], archive, options["release"], options["only"]
                )
                report = dataset_load(
                    dataset=dataset,
                    author=author,
                    dry_run=options["dry_run"],
                    step=self._step,
                )
        except RuleViolations as error:
            for violation in error.violations[:NAMED]:
                self.stderr.write(str(violation))
            raise CommandError(
                f"Refused: {len(error.violations)} violation(s), nothing was written.",
                returncode=REFUSED,
            ) from error
        except (DatasetProblem, PermissionDenied) as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        self._say(report, dataset, dry_run=options["dry_run"])
        self._report(dataset, options["report"])

    def _step(self, name: str) -> None:
        """Say how far the import is, in place, where somebody is watching."""
        if sys.stderr.isatty():
            spent = time.monotonic() - self.began
            self.stderr.write(f"\r\033[K{spent:5.0f} s  {name}", str, ending="")
            self.stderr.flush()

    def _say(self, report: ImportReport, dataset: Dataset, *, dry_run: bool) -> None:
        if sys.stderr.isatty():
            self.stderr.write("\r\033[K", str, ending="")
        tally = report.tally
        line = "{:28}{:>9}{:>9}{:>11}{:>9}"
        self.stdout.write(line.format("", "added", "changed", "unchanged", "retired"))
        counts = (tally.added, tally.changed, tally.unchanged, tally.retired)
        for name in tally.unchanged:
            self.stdout.write(line.format(name, *(count[name] for count in counts)))
        self.stdout.write(line.format("all", *(count.total() for count in counts)))
        for file, count in sorted(dataset.quarantine.by_file().items()):
            self.stdout.write(f"quarantined: {count} in {file or 'the database'}")
        self.stdout.write(f"quarantined: {len(dataset.quarantine.rows)}")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")
        elif report.release:
            self.stdout.write(f"Release {report.release} waits for review.")
        else:
            self.stdout.write("Nothing to review.")

    def _report(self, dataset: Dataset, path: Path | None) -> None:
        if path is None:
            return
        try:
            dataset.quarantine.write_report(path)
        except OSError as error:
            raise CommandError(
                f"The report cannot be written to {path}: {error.strerror}.",
                returncode=REFUSED,
            ) from error
