"""What every test gets: a database as the product sees it, and no network."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker, Settings
from pytest_socket import socket_allow_hosts

from config.database import speaking_as
from config.embedded.roles import ROLES

PATIENT = "-c idle_in_transaction_session_timeout=0"
MAY_FLUSH = "GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO attest_app"


def pytest_runtest_setup() -> None:
    """Refuse every socket but a Unix one and those of this machine."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests marked ``real_reader`` both aliases, and commits to see."""
    both = pytest.mark.django_db(transaction=True, databases=["default", "reader"])
    for item in items:
        if item.get_closest_marker("real_reader"):
            item.add_marker(both)


@pytest.fixture(scope="session")
def _usual_role() -> dict[str, Any]:
    """Return how the product speaks to ``default``, before anything is switched.

    But for one limit: a test holds its transaction open while it does other things.
    """
    usual = connections["default"].settings_dict.copy()
    limits = f"{usual['OPTIONS']['options']} {PATIENT}"
    return usual | {"OPTIONS": usual["OPTIONS"] | {"options": limits}}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, _usual_role: dict[str, Any]
) -> Iterator[None]:
    """Make and remove the test database as the owner of its tables."""
    with speaking_as(settings.DATABASE_OWNER):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    _usual_role: dict[str, Any],
) -> Iterator[None]:
    """Run the tests in the role of the product, which owns no table.

    TRUNCATE is granted here alone, for transactional tests to clean up after
    themselves.
    """
    with django_db_blocker.unblock():
        if settings.DATABASE_OWNER["USER"] != _usual_role["USER"]:
            with connections["default"].cursor() as cursor:
                cursor.execute(ROLES.read_text())
                cursor.execute(MAY_FLUSH)
        with speaking_as(_usual_role):
            yield
            hang_up()


def hang_up() -> None:
    """End what the threads of tests left open, or the database could not be dropped.

    Those of the site in tests/browser end when they please. A role may end its own.
    """
    for alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                " datname = current_database() AND usename = current_user"
                " AND pid <> pg_backend_pid()"
            )
        connections[alias].close()


@pytest.fixture(autouse=True)
def _database(db: None, settings: Settings, request: pytest.FixtureRequest) -> None:
    """Give every test a database, rolled back after it.

    What a test wrote and did not commit is seen by its own connection alone, so public
    pages read through ``default``, except under the marker ``real_reader``.
    """
    if not request.node.get_closest_marker("real_reader"):
        settings.PUBLIC_READS_FROM = "default"
