"""Checks of what the product stands on."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

OLDEST = 15


@register(Tags.database)
def postgresql_version(
    databases: Sequence[str] | None = None,
    **kwargs: Any,  # noqa: ANN401
) -> list[CheckMessage]:
    """Refuse a PostgreSQL that lacks what the rules need (NULLS NOT DISTINCT, …)."""
    return [
        Error(
            f"Database {alias!r} is PostgreSQL {major}.",
            hint=f"Attest needs PostgreSQL {OLDEST} or newer: set DATABASE_URL to one.",
            id="config.E001",
        )
        for alias in databases or []
        if (major := major_version(alias)) < OLDEST
    ]


def major_version(alias: str) -> int:
    """Return the major version of the server behind ``alias``."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        (number,) = cursor.fetchone()
    return int(number) // 10_000
