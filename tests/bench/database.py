"""A database of its own for a run, made as the owner and used as the product."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connections

from config.database import speaking_as
from config.embedded.roles import ROLES

ALONE = "ALTER DATABASE {} SET max_parallel_workers_per_gather = 0"
"""What workers of a statement took is nobody's processor time once they have ended."""


@contextmanager
def bench_database() -> Iterator[None]:
    """Make the test database, fill in people and vocabulary, and remove it again."""
    connection = connections["default"]
    usual = connection.settings_dict["NAME"]
    with speaking_as(settings.DATABASE_OWNER):
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        with connection.cursor() as cursor:
            cursor.execute(ROLES.read_text())
            cursor.execute(ALONE.format(connection.settings_dict["NAME"]))
    connection.close()
    connections["reader"].settings_dict["NAME"] = connection.settings_dict["NAME"]
    try:
        _people_and_vocabulary()
        yield
    finally:
        connections["reader"].close()
        with speaking_as(settings.DATABASE_OWNER):
            connection.creation.destroy_test_db(usual, verbosity=0)


def _people_and_vocabulary() -> None:
    for name in ("facets", "topics", "measures", "worktypes"):
        call_command("loaddata", name, verbosity=0)
    for username, group in (("bench-editor", "editor"), ("bench-reviewer", "reviewer")):
        person = User.objects.create(username=username)
        person.groups.add(Group.objects.get_or_create(name=group)[0])
