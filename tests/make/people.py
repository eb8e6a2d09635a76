"""People in the groups that the services ask for."""

from django.contrib.auth.models import Group, User

from tests.make.maker import numbered

_username = numbered("person")


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


def reviewer() -> User:
    """Return somebody who may decide and may not write."""
    return person("reviewer")
