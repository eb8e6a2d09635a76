"""Where the data lives, as whom we speak to it, and who reads where.

Three roles, two aliases. ``default`` writes and ``reader`` may only read. The owner of
the tables has no alias: ``migrate`` alone speaks as it, by ``speaking_as``
(docs/adr/0002).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db import connections
from django.db.models import Model

from config.embedded import PORT, start

DatabaseSettings: TypeAlias = dict[str, Any]

# A request that waits longer is answered 503; a bulk command lifts its own limit.
APP_LIMITS = {
    "statement_timeout": "60s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "15s",
}
READER_LIMITS = APP_LIMITS | {
    "statement_timeout": "5s",
    "default_transaction_read_only": "on",
    # What pages read fits into memory: no place in it is further away than the next.
    "random_page_cost": "1.1",
}
# A migration that waits for a lock makes everybody behind it wait: give up, try again.
OWNER_LIMITS = {"lock_timeout": "500ms"}

# What of a connection belongs to the role, not to the place.
WHO = ("USER", "PASSWORD", "OPTIONS")

_reading: ContextVar[str] = ContextVar("reading", default="default")


def database_settings(
    environment: Mapping[str, str], directory: Path
) -> dict[str, DatabaseSettings]:
    """Return the settings of ``default``, ``reader`` and ``owner``.

    ``DATABASE_URL`` names the server. ``DATABASE_READER_URL`` and
    ``DATABASE_OWNER_URL`` name roles (or a replica) of their own, else they are the
    same. Without ``DATABASE_URL`` a PostgreSQL kept in ``directory`` is started, once
    per machine; later processes join it.
    """
    url = environment.get("DATABASE_URL")
    if url:
        app = parse(url)
        reader = parse(environment.get("DATABASE_READER_URL") or url)
        owner = parse(environment.get("DATABASE_OWNER_URL") or url)
    else:
        sockets = start(directory)
        app, reader, owner = (
            embedded(sockets, f"attest_{role}") for role in ("app", "reader", "owner")
        )
    prepared = {"server_side_binding": True, "prepare_threshold": 0}
    return {
        "default": limited(app, APP_LIMITS),
        "reader": limited(reader, READER_LIMITS, prepared)
        | {"TEST": {"MIRROR": "default"}},
        "owner": limited(owner, OWNER_LIMITS),
    }


def embedded(sockets: Path, role: str) -> DatabaseSettings:
    """Return the settings of one role of the embedded server."""
    return {"NAME": "attest", "USER": role, "HOST": str(sockets), "PORT": str(PORT)}


def parse(url: str) -> DatabaseSettings:
    """Split a ``postgresql://`` address; its query holds libpq's own parameters."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(
            f"A database address begins with postgresql://, not {parts.scheme}://."
        )
    options = dict(parse_qsl(parts.query))
    port = options.pop("port", "")
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "attest",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or port),
        "OPTIONS": options,
    }


def limited(
    place: DatabaseSettings,
    limits: Mapping[str, str],
    options: Mapping[str, Any] | None = None,
) -> DatabaseSettings:
    """Return ``place`` with PostgreSQL settings for each session of that role."""
    given: dict[str, Any] = place.get("OPTIONS", {})
    session = [given.get("options", ""), *(f"-c {k}={v}" for k, v in limits.items())]
    return place | {
        "ENGINE": "config.postgres",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given | dict(options or {}) | {"options": " ".join(session).strip()},
    }


@contextmanager
def speaking_as(role: DatabaseSettings, alias: str = "default") -> Iterator[None]:
    """Speak to ``alias`` as another role of it; reconnects on both ends."""
    connection = connections[alias]
    usual = {key: connection.settings_dict[key] for key in WHO}
    connection.close()
    connection.settings_dict.update({key: role.get(key, "") for key in WHO})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Let the ORM read from ``alias`` until the block ends; writes are not touched."""
    token = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(token)


class Router:
    """Send reads where ``reading_from`` says, and all else to ``default``."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:  # noqa: ANN401
        """Return the alias for a query that only reads."""
        return _reading.get()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:  # noqa: ANN401
        """Return the alias for anything that writes or locks."""
        return "default"

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:  # noqa: ANN401
        """Allow all: both aliases hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ANN401
        """Allow ``default`` alone to change tables."""
        return db == "default"
