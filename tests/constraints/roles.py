"""What the triggers of roles refuse."""

import pghistory
from django.contrib.auth.models import Group, User

from tests import make
from tests.constraints.trigger import Act, Cases
from tests.sql import insert

CASES = Cases()
case = CASES.add


def role(name: str) -> Group:
    """Return the group of a role."""
    return Group.objects.get_or_create(name=name)[0]


@case("role_of_one_kind", "accounts-or-evidence")
def evidence_for_who_keeps_accounts() -> tuple[Act, Act]:
    row = make.membership.unsaved(user=make.administrator(), group=role("reviewer"))
    near = {"user_id": make.reviewer().pk, "group_id": role("editor").pk}
    return lambda: insert(row), lambda: insert(row, **near)


@case("role_of_one_kind", "accounts-or-evidence")
def accounts_for_who_writes_evidence() -> tuple[Act, Act]:
    row = make.membership.unsaved(user=make.contributor(), group=role("administrator"))
    return lambda: insert(row), lambda: insert(row, user_id=make.person().pk)


@case("role_from_another", "rights-come-from-others")
def a_role_for_oneself() -> tuple[Act, Act]:
    mine, theirs, given = make.person(), make.person(), role("reviewer")

    def give(person: User) -> None:
        with pghistory.context(user=mine.pk):
            person.groups.add(given)

    return lambda: give(mine), lambda: give(theirs)
