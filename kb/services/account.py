"""Accounts and their roles: kept by administrators, never for themselves."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied

from kb.models import Account
from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.services.people import ROLES, check_administrator
from kb.services.refusal import refusals
from kb.services.rows import row_check

TYPED = ("username", "first_name", "last_name", "email", "is_active", "is_staff")
RIGHTS = ("is_active", "is_staff")


def account_save(*, account: Account, roles: Iterable[Group], by: User) -> Account:
    """Save what is typed of an account and give it exactly ``roles``; return it.

    A new account cannot sign in until its password is set. Nobody changes their own
    roles or whether they may enter; only a superuser touches a superuser, and nothing
    here makes one. Raises ``RuleViolations`` or ``ValidationError``, and
    ``PermissionDenied`` if ``by`` keeps no accounts.
    """
    wanted = {role.name for role in roles}
    with refusals(str(account)):
        check_administrator(by)
        stored = None if account._state.adding else _locked(account, by)
        if stored is None:
            account.is_superuser = False
            account.set_unusable_password()
        elif stored.pk == by.pk and _rights(stored) != _flags(account) | wanted:
            raise RuleViolations([_own(account)])
        row_check(row=account)
        account.save(update_fields=None if stored is None else TYPED)
        account.groups.set(Group.objects.filter(name__in=wanted & set(ROLES)))
    return account


def password_set(*, account: Account, password: str, by: User) -> Account:
    """Give an account a password and return it; sessions opened with the old one end.

    Raises ``ValidationError`` if the password is too weak, and ``PermissionDenied`` as
    ``account_save`` does.
    """
    with refusals(str(account)):
        check_administrator(by)
        stored = _locked(account, by)
        validate_password(password, stored)
        stored.set_password(password)
        stored.save(update_fields=["password"])
    return stored


def _locked(account: Account, by: User) -> Account:
    """Return the stored account, locked; a superuser's is for superusers."""
    stored = Account.objects.select_for_update().get(pk=account.pk)
    if stored.is_superuser and not by.is_superuser:
        raise PermissionDenied(f"{stored} is a superuser: only another may change it.")
    return stored


def _flags(account: Account) -> set[str]:
    """Return what lets an account in."""
    return {name for name in RIGHTS if getattr(account, name)}


def _rights(stored: Account) -> set[str]:
    """Return what lets an account in, and the roles that it has."""
    return _flags(stored) | set(stored.groups.values_list("name", flat=True))


def _own(account: Account) -> Violation:
    return Violation(RULES["rights-come-from-others"], str(account), "", "your own")
