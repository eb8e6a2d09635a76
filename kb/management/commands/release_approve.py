"""``manage.py release_approve PACK --reviewer NAME``: publish what waits for review."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from kb.models import Release
from kb.rules.rule import RuleViolations
from kb.services import release_approve

REFUSED = 2


class Command(BaseCommand):
    """Approve the release of a pack that is in review, as another person."""

    help = "Publish the release of a pack that waits for review."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the pack and the reviewer."""
        parser.add_argument("pack")
        parser.add_argument(
            "--reviewer", required=True, help="User name of a reviewer, not the author."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 and every violation if the release is refused."""
        reviewer = User.objects.filter(username=options["reviewer"]).first()
        if reviewer is None:
            raise CommandError(
                f"There is no user {options['reviewer']!r}.", returncode=REFUSED
            )
        releases = Release.objects.filter(pack=options["pack"])
        if not releases.exists():
            raise CommandError(
                f"There is no release of {options['pack']!r}.", returncode=REFUSED
            )
        waiting = releases.in_review().first()
        if waiting is None:
            self.stdout.write(f"No release of {options['pack']} waits for review.")
            return
        try:
            approval = release_approve(release=waiting, reviewer=reviewer)
        except (RuleViolations, PermissionDenied) as error:
            for violation in getattr(error, "violations", [error]):
                self.stderr.write(str(violation))
            raise CommandError(
                f"Release {waiting} is not approved; nothing has changed.",
                returncode=REFUSED,
            ) from error
        self.stdout.write(
            f"Release {waiting}: {approval.published} findings published, "
            f"{approval.stated} statements published, "
            f"{approval.superseded} older versions superseded."
        )
        if approval.withdrawn:
            self.stdout.write(
                f"{approval.withdrawn} findings withdrawn that it no longer holds."
            )
        for key in approval.held_back:
            self.stdout.write(f"Held back, its reviewer has an interest: {key}")
