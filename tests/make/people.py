"""People in the groups that the services ask for."""

from django.contrib.auth.models import Group, User

from kb.models import Account, Membership
from tests.make.maker import Maker, numbered

_username = numbered("person")


account = Maker(Account, username=_username, password="!")  # noqa: S106 - none
membership = Maker(
    Membership, user=account, group=lambda: Group.objects.create(name=_username())
)


def person(*groups: str, username: str = "", superuser: bool = False) -> User:
    """Return somebody who cannot sign in, in the groups named."""
    user = User(username=username or _username(), is_superuser=superuser)
    user.set_unusable_password()
    user.save()
    user.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
    return user


def editor() -> User:
    """Return somebody who may write and may not decide."""
    return person("editor")


def contributor() -> User:
    """Return somebody who may write drafts of their own."""
    return person("contributor")


def administrator() -> User:
    """Return somebody who keeps accounts, and no more."""
    return person("administrator")


def reviewer() -> User:
    """Return somebody who may decide and may not write."""
    return person("reviewer")
