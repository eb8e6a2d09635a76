"""Who may review: people in the right group; a superuser has no right of their own."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

REVIEWERS = "reviewer"


def check_reviewer(person: User) -> None:
    """Raise ``PermissionDenied`` unless ``person`` is in the group of reviewers."""
    if not person.groups.filter(name=REVIEWERS).exists():
        raise PermissionDenied(
            f"{person} is not in the group “{REVIEWERS}” and cannot decide here."
        )
