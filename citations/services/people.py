"""Who may write: a person in the right group. A superuser has no right of their own."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

EDITORS = "editor"


def check_editor(person: User) -> None:
    """Raise ``PermissionDenied`` unless ``person`` is in the group of editors."""
    if not person.groups.filter(name=EDITORS).exists():
        raise PermissionDenied(
            f"{person} is not in the group “{EDITORS}” and cannot write here."
        )
