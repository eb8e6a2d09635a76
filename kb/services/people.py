"""Who may do what: people in the right group; a superuser has no right of their own."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models

from citations.services import CONTRIBUTORS, EDITORS, check_editor, is_contributor
from kb.enums import State
from kb.models import Finding
from kb.services.parts import PARTS

REVIEWERS = "reviewer"
ADMINISTRATORS = "administrator"
ROLES = (CONTRIBUTORS, EDITORS, REVIEWERS, ADMINISTRATORS)


def check_reviewer(person: User) -> None:
    """Raise ``PermissionDenied`` unless ``person`` is in the group of reviewers."""
    if not person.groups.filter(name=REVIEWERS).exists():
        raise PermissionDenied(
            f"{person} is not in the group “{REVIEWERS}” and cannot decide here."
        )


def check_administrator(person: User) -> None:
    """Raise ``PermissionDenied`` unless ``person`` keeps the accounts.

    A superuser does too, or nobody could make the first administrator.
    """
    if not (person.is_superuser or person.groups.filter(name=ADMINISTRATORS).exists()):
        raise PermissionDenied(
            f"{person} is not in the group “{ADMINISTRATORS}” and keeps no accounts."
        )


def check_author(
    *,
    person: User,
    rows: Iterable[models.Model],
    states: Iterable[State] = (State.DRAFT,),
) -> None:
    """Raise ``PermissionDenied`` unless ``person`` may write all of ``rows``.

    An editor may write any. A contributor may write findings that they began, and parts
    of them, while they are in one of ``states``. Locks those findings: call it inside
    the transaction that writes.
    """
    if not is_contributor(person):
        check_editor(person)
        return
    for row in rows:
        if not _is_own(row, person, list(states)):
            raise PermissionDenied(
                f"{person} is in the group “{CONTRIBUTORS}” and may write drafts of "
                f"their own; “{row}” is none."
            )


def _is_own(row: models.Model, person: User, states: list[State]) -> bool:
    """Whether a row is a finding that ``person`` began, or belongs to one alone."""
    if isinstance(row, Finding):
        if row.author_id != person.pk or row.state not in states:
            return False
        if row._state.adding:
            return row.version == 1
        wholes = {row.pk}
    elif isinstance(row, PARTS):
        wholes = {row.finding_id}
        if not row._state.adding:
            stored = type(row)._default_manager.filter(pk=row.pk)
            wholes |= set(stored.values_list("finding_id", flat=True))
    else:
        return False
    own = Finding.objects.select_for_update().filter(
        pk__in=wholes, author=person, state__in=states
    )
    return len(own) == len(wholes)
