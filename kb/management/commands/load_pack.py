"""``manage.py load_pack DIR --author NAME``: bring a pack in, for review."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from kb.exchange.pack import checked_pack
from kb.rules.rule import RuleViolations
from kb.services import PackReport, pack_load

REFUSED = 2
WIDTH = 30
TABLES = 42  # that a first load writes; the bar need not be exact


class Command(BaseCommand):
    """Check a pack, write it in one transaction, and say what that did."""

    done = 0
    help = "Load a pack of evidence; what is new or changed waits for release_approve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, the author, and whether to only try."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--author", required=True, help="User name of an editor.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Try it and undo it."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 and every violation if the pack is refused."""
        author = User.objects.filter(username=options["author"]).first()
        if author is None:
            raise CommandError(
                f"There is no user {options['author']!r}.", returncode=REFUSED
            )
        try:
            meta, contents = checked_pack(options["folder"])
            report = pack_load(
                meta=meta,
                contents=contents,
                author=author,
                dry_run=options["dry_run"],
                step=self._step,
            )
        except RuleViolations as error:
            for violation in error.violations:
                self.stderr.write(str(violation))
            count = len(error.violations)
            raise CommandError(
                f"Refused: {count} violation(s), nothing was written.",
                returncode=REFUSED,
            ) from error
        except PermissionDenied as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        self._say(report, dry_run=options["dry_run"])

    def _step(self, name: str) -> None:
        """Draw how far the load is, in place, where somebody is watching."""
        self.done += 1
        if sys.stderr.isatty():
            full = min(self.done * WIDTH // TABLES, WIDTH)
            bar = "#" * full + "." * (WIDTH - full)
            self.stderr.write(f"\r\033[K[{bar}] {name}", str, ending="")
            self.stderr.flush()

    def _say(self, report: PackReport, *, dry_run: bool) -> None:
        if sys.stderr.isatty():
            self.stderr.write("\r\033[K", str, ending="")
        tally = report.tally
        self.stdout.write(f"{'':28}{'added':>8}{'changed':>9}{'unchanged':>11}")
        for name in tally.unchanged:
            counts = tally.added[name], tally.changed[name], tally.unchanged[name]
            self.stdout.write("{:28}{:>8}{:>9}{:>11}".format(name, *counts))
        totals = [c.total() for c in (tally.added, tally.changed, tally.unchanged)]
        self.stdout.write("{:28}{:>8}{:>9}{:>11}".format("all", *totals))
        self.stdout.write("refused: 0")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")
        elif report.release:
            self.stdout.write(f"Release {report.release} waits for review.")
        else:
            self.stdout.write("Nothing to review.")
