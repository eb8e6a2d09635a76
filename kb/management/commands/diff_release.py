"""``manage.py diff_release DATASET OLD NEW``: what a newer edition changes here."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.selectors.editions import EditionDiff, NoEditionError, edition_diff

REFUSED = 2
SHOWN = 20


class Command(BaseCommand):
    """Print every count, and the first rows of every list."""

    help = "Compare two imported editions of a dataset."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the dataset and its two editions."""
        parser.add_argument("dataset")
        parser.add_argument("old")
        parser.add_argument("new")
        parser.add_argument("--rows", type=int, default=SHOWN, help="Rows of a list.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 if one of the editions was never imported."""
        try:
            diff = edition_diff(options["dataset"], options["old"], options["new"])
        except NoEditionError as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        self.stdout.write(f"{diff.dataset} {diff.old} to {diff.new}")
        for name, count in diff.counts.items():
            self.stdout.write(f"{count:>8,}  {name}")
        if diff.note:
            self.stdout.write(diff.note)
        for title, lines in told(diff).items():
            if lines:
                self.stdout.write(f"\n{title}:")
                for line in lines[: options["rows"]]:
                    self.stdout.write(f"  {line}")


def told(diff: EditionDiff) -> dict[str, list[str]]:
    """Return the lists of a comparison in words, by their titles."""
    return {
        "Codes gone": [
            f"{c.code} {c.title}" + (f" → {', '.join(c.became)}" if c.became else "")
            for c in diff.gone
        ],
        "Codes new": [f"{c.code} {c.title}" for c in diff.come],
        "Codes retitled": [f"{c.code} {c.title} → {c.other}" for c in diff.retitled],
        "Tasks moved": [
            f"{m.task} {m.before} → {m.after}: {m.words}" for m in diff.moved
        ],
        "Figures changed": [
            f"{f.key}, {f.label}: {f.before} → {f.after}" for f in diff.figures
        ],
        "Findings about a code that is gone": diff.findings,
        "Statements that this touches": diff.statements,
        "Pages that this touches": diff.pages,
    }
