"""``manage.py convert_references IN OUT``: between CSL-JSON, BibTeX and RIS."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from citations.formats.files import UnknownFormat, format_of
from citations.management.commands.format_references import REFUSED, readable


class Command(BaseCommand):
    """Read one file, write the other, each in the format of its suffix."""

    help = "Convert a file of references between CSL-JSON, BibTeX and RIS."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file to read and the file to write."""
        parser.add_argument("read", type=Path, metavar="IN")
        parser.add_argument("written", type=Path, metavar="OUT")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 and a sentence if a file or its format cannot be used."""
        target: Path = options["written"]
        try:
            form = format_of(target)
        except UnknownFormat as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        reading = readable(options["read"])
        for problem in reading.problems:
            self.stderr.write(str(problem))
        try:
            target.write_text(form.write(reading.records), encoding="utf-8")
        except OSError as error:
            raise CommandError(
                f"{target} cannot be written: {error.strerror}.", returncode=REFUSED
            ) from error
        self.stdout.write(
            f"{len(reading.records)} entries written as {form.label}, "
            f"{len(reading.problems)} problems."
        )
