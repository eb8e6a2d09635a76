"""Accounts and their roles, as the history sees them."""

from typing import TYPE_CHECKING

import pghistory
from django.contrib.auth.models import Group, User

if TYPE_CHECKING:
    from django.db import models

    class Member(models.Model):  # noqa: DJ008 - for the type checker alone
        """Django's own table between accounts and groups."""

        user: User
        group: Group

else:
    Member = User.groups.through


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    pghistory.UpdateEvent("password", condition=pghistory.AnyChange("password")),
    exclude=["password", "last_login"],
)
class Account(User):
    """Somebody who may sign in. The table is Django's; its history is ours.

    Passwords are no part of the history, not even as hashes; that one was set is, with
    who did it.
    """

    class Meta:
        proxy = True
        ordering = ["username"]
        verbose_name = "account"


@pghistory.track()
class Membership(Member):
    """An account has a role: a row of Django's table, with a history."""

    class Meta:
        proxy = True
        verbose_name = "role of an account"

    def __str__(self) -> str:
        return f"{self.user} is {self.group}"
