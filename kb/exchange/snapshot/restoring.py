"""Building a knowledge base from a snapshot: the whole of it, or nothing."""

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pghistory
from django.db import connection, transaction

from kb.exchange.snapshot.manifest import (
    Manifest,
    SnapshotError,
    Written,
    check_schema,
    files_of,
    verified,
)
from kb.exchange.snapshot.tables import CARRIED, PEOPLE, selects
from kb.exchange.snapshot.writing import COPY

BATCH = 500
# History and the feed go on: a restored row begins with the event of its restoration.
# What the database keeps written of the rows is written anew.
GUARDS = """
SELECT t.relname, g.tgname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
WHERE NOT g.tgisinternal AND t.relname = ANY (%s)
  AND NOT starts_with(g.tgname, 'pgtrigger_') AND g.tgname <> 'change_is_told'
  AND NOT starts_with(g.tgname, 'uses_are_')
ORDER BY 1, 2
"""
PERSON = """
INSERT INTO auth_user (id, username, password, first_name, last_name, email,
  is_superuser, is_staff, is_active, date_joined)
SELECT id, 'person-' || id, '!', '', '', '', false, false, false, now()
FROM json_to_recordset(%s::json) AS x(id integer)
"""
ROWS = """
INSERT INTO "{table}" ({columns})
SELECT {columns} FROM json_populate_recordset(NULL::"{table}", %s::json)
"""
SEQUENCE = """
SELECT setval(pg_get_serial_sequence(%s, 'id'),
  (SELECT coalesce(max(id), 0) + 1 FROM "{table}"), false)
"""


def snapshot_restore(folder: Path) -> Manifest:
    """Build the knowledge base of the snapshot in ``folder``, and return its manifest.

    To be called as the owner of the tables, in an empty database of the same schema.
    Raises ``SnapshotError``, and nothing is written, if a file is not what the manifest
    says, the schema is another, something is stored already, or what was built is not
    equal to what the snapshot says.

    The rows were checked where they were published; the triggers that guard the way to
    publication are off meanwhile, CHECKs and foreign keys are not.
    """
    manifest = verified(folder)
    check_schema(manifest)
    tables = [PEOPLE, *(each.name for each in CARRIED)]
    reason = f"Restored from the snapshot {manifest['name']}, {manifest['made_at']}."
    with (
        transaction.atomic(durable=True),
        pghistory.context(reason=reason),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL statement_timeout = 0")
        check_empty(cursor, tables)
        guards = guards_of(cursor, tables)
        switch(cursor, "DISABLE", guards)
        for table in tables:
            fill(cursor, table, folder / f"rows.{table}.ndjson")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        switch(cursor, "ENABLE", guards)
        check_equal(cursor, manifest)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return manifest


def check_empty(cursor: Any, tables: list[str]) -> None:  # noqa: ANN401
    """Raise ``SnapshotError`` if any of ``tables`` holds a row."""
    for table in tables:
        cursor.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
        cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
        if cursor.fetchone()[0]:
            raise SnapshotError(
                f"The database is not empty: {table} holds rows. Restore into one that "
                "was just made and migrated, with nothing loaded."
            )


def guards_of(cursor: Any, tables: list[str]) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return the triggers that refuse rows, by their tables."""
    cursor.execute(GUARDS, [tables])
    return list(cursor.fetchall())


def switch(cursor: Any, way: str, guards: list[tuple[str, str]]) -> None:  # noqa: ANN401
    """Switch triggers off or on, for this transaction's own eyes until it commits."""
    for table, trigger in guards:
        cursor.execute(f'ALTER TABLE "{table}" {way} TRIGGER "{trigger}"')


def fill(cursor: Any, table: str, place: Path) -> None:  # noqa: ANN401
    """Write the rows of a file into their table, and set its numbers going."""
    carried = {each.name: each for each in CARRIED}.get(table)
    statement = PERSON
    if carried is not None:
        columns = ", ".join(f'"{name}"' for name in carried.columns)
        statement = ROWS.format(table=table, columns=columns)
    for lines in batches(place):
        cursor.execute(statement, [f"[{','.join(lines)}]"])
    cursor.execute(SEQUENCE.format(table=table), [f'"{table}"'])


def batches(place: Path) -> Iterator[list[str]]:
    """Yield the lines of a file, some hundred at a time."""
    with place.open(encoding="utf-8", newline="\n") as file:
        while lines := list(islice(file, BATCH)):
            yield lines


def check_equal(cursor: Any, manifest: Manifest) -> None:  # noqa: ANN401
    """Raise ``SnapshotError`` unless the rows that stand now are those of the files."""
    told = {file.name: file for file in files_of(manifest)}
    for table, select in selects().items():
        file: Written = told[f"rows.{table}.ndjson"]
        digest = hashlib.sha256()
        with cursor.copy(COPY.format(select)) as copy:
            for data in copy:
                digest.update(data)
        if digest.hexdigest() != file.sha256:
            raise SnapshotError(
                f"What was built of {table} is not what the snapshot says; all of it "
                "was undone."
            )
