"""The database and the roles inside an embedded server."""

import hashlib
from pathlib import Path

import psycopg
from psycopg import sql

from config.embedded.home import PORT

DATABASE = "attest"
PROVISIONING = 4_167_151  # any number that nobody else locks
ROLES = Path(__file__).parents[1] / "roles.sql"


def provision(sockets: Path) -> None:
    """Make the database ``attest`` and its roles as ``config/roles.sql`` says.

    Does nothing if that was done with the same text: the database's comment holds the
    text's digest, and is written last. Call under the folder's lock.
    """
    text = ROLES.read_text()
    digest = hashlib.sha256(text.encode()).hexdigest()
    with connect(sockets, "postgres") as server:
        found = server.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            "WHERE datname = %s",
            [DATABASE],
        ).fetchone()
        if found == (digest,):
            return
        if found is None:
            server.execute(
                sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE))
            )
    with connect(sockets, DATABASE) as database:
        database.execute(text.encode())
        database.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(DATABASE), sql.Literal(digest)
            )
        )


def connect(sockets: Path, database: str) -> psycopg.Connection:
    """Connect as the server's superuser, each statement by itself, one at a time.

    The folder's lock is not enough: the server ends the statement of a starter that
    was killed, while the next starter is already here.
    """
    connection = psycopg.connect(
        host=str(sockets), port=PORT, user="postgres", dbname=database, autocommit=True
    )
    connection.execute("SELECT pg_advisory_lock(%s)", [PROVISIONING])
    return connection
