"""``manage.py verify_scores``: compute published scores again from their rows."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.services import scores_verify
from kb.services.scores.verify import FORMULAS

REFUSED, DIFFERS = 2, 1
NAMED = 20


class Command(BaseCommand):
    """Recompute, keep the verdict on each score, and say what differs."""

    help = "Compute published scores again from row-level data; exit 1 if any differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the measures to ask."""
        parser.add_argument(
            "--measure", nargs="+", default=[], metavar="KEY", help="Only these."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 for a measure that no formula computes."""
        known = {key for formula in FORMULAS for key in formula.measures}
        if unknown := sorted(set(options["measure"]) - known):
            raise CommandError(
                f"No formula computes {', '.join(unknown)}: name some of "
                f"{', '.join(sorted(known))}.",
                returncode=REFUSED,
            )
        differ = 0
        for verified in scores_verify(measures=options["measure"]):
            count = len(verified.differing)
            differ += count
            self.stdout.write(
                f"{verified.formula.key}: {verified.scores:,} scores recomputed, "
                f"{verified.scores - count:,} match, {count:,} differ"
            )
            for one in verified.differing[:NAMED]:
                self.stdout.write(
                    f"  {one.estimate.finding.key}, {one.estimate.measure.key}: "
                    f"published {one.estimate.value:f}, recomputed {one.value:f}"
                )
        if differ:
            raise CommandError(
                f"{differ:,} scores come out otherwise than they were published.",
                returncode=DIFFERS,
            )
