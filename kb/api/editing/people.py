"""Who may read what readers do not see."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from citations.services import CONTRIBUTORS, EDITORS
from kb.models import Finding
from kb.services import REVIEWERS


def roles_of(person: User) -> set[str]:
    """Return the roles of ``person`` at this moment."""
    return set(person.groups.values_list("name", flat=True))


def has_a_role(person: User) -> bool:
    """Whether ``person`` has anything to do with evidence."""
    return bool(roles_of(person) & {CONTRIBUTORS, EDITORS, REVIEWERS})


def findings_seen_by(person: User) -> QuerySet[Finding]:
    """Return the findings that ``person`` may read: none without a role."""
    roles = roles_of(person)
    if roles & {EDITORS, REVIEWERS}:
        return Finding.objects.all()
    if CONTRIBUTORS in roles:
        return Finding.objects.public_or_by(person)
    return Finding.objects.none()
