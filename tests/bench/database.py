"""A database of its own for a run, made as the owner and used as the product."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connections
from psycopg import sql

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


def speak_to(name: str) -> None:
    """Have both aliases speak to another database of the server."""
    for alias in ("default", "reader"):
        if connections[alias].settings_dict["NAME"] != name:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name


@contextmanager
def copied(suffix: str) -> Iterator[str]:
    """Copy the bench database as it stands now; yield the copy's name, remove it.

    Nobody else may be connected to it.
    """
    source = connections["default"].settings_dict["NAME"]
    copy = f"{source}_{suffix}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
        sql.Identifier(copy)
    )
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(copy), sql.Identifier(source)
    )
    _outside(drop, make)
    try:
        yield copy
    finally:
        speak_to(source)
        _outside(drop)


def _outside(*statements: sql.Composed) -> None:
    """Run statements about whole databases, as their owner and from outside them."""
    connections["reader"].close()
    with (
        speaking_as(settings.DATABASE_OWNER),
        connections["default"]._nodb_cursor() as cursor,
    ):
        cursor.execute("SET statement_timeout = 0")
        for statement in statements:
            cursor.execute(statement)


def _people_and_vocabulary() -> None:
    for name in ("facets", "topics", "measures", "worktypes"):
        call_command("loaddata", name, verbosity=0)
    for username, group in (("bench-editor", "editor"), ("bench-reviewer", "reviewer")):
        person = User.objects.create(username=username)
        person.groups.add(Group.objects.get_or_create(name=group)[0])
