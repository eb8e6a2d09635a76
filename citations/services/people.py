"""Who may write: a person in the right group. A superuser has no right of their own."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models

from citations.models import Citation, Reading

EDITORS = "editor"
CONTRIBUTORS = "contributor"


def check_editor(person: User) -> None:
    """Raise ``PermissionDenied`` unless ``person`` is in the group of editors."""
    if not person.groups.filter(name=EDITORS).exists():
        raise PermissionDenied(
            f"{person} is not in the group “{EDITORS}” and cannot write here."
        )


def is_contributor(person: User) -> bool:
    """Whether ``person`` may write drafts of their own, and no more."""
    held = set(person.groups.values_list("name", flat=True))
    return CONTRIBUTORS in held and EDITORS not in held


def check_writer(
    *, person: User, rows: Iterable[models.Model], gone: Iterable[models.Model]
) -> None:
    """Raise ``PermissionDenied`` unless ``person`` may write all of ``rows``.

    An editor may write any. A contributor may add a place in a source that is there
    already, with what they read at it: nothing that anybody else rests on.
    """
    if not is_contributor(person):
        check_editor(person)
        return
    fresh = [row for row in rows if isinstance(row, Citation) and row._state.adding]
    for row in (*rows, *gone):
        mine = isinstance(row, Citation) and row in fresh
        read = isinstance(row, Reading) and row.citation in fresh
        if not (mine or (read and row._state.adding)):
            raise PermissionDenied(
                f"{person} is in the group “{CONTRIBUTORS}” and may add places in "
                f"sources, with a reading of them; “{row}” is for editors to change."
            )
