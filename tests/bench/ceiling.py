"""The ceiling of an import: plain COPY of the rows it wrote, into the same tables.

The same constraints, triggers and history, the same rows before it; no files to read,
nothing to find out, and no statistics to gather.
"""

import time
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pghistory
from django.contrib.auth.models import User
from django.db import connection, transaction
from psycopg import sql

from tests.bench.apart import Cost, peak
from tests.bench.rounds import server_seconds, waited

BY_TRIGGER = {"kb_change", "kb_publication", "kb_use"}
"""Tables that triggers write, beside those of the history."""
OWN = """
SELECT c.table_name::text,
  array_agg(c.column_name::text ORDER BY c.ordinal_position)
    FILTER (WHERE c.is_generated = 'NEVER')
FROM information_schema.columns c
WHERE c.table_schema = 'public' AND c.table_name ~ '^(careers|citations|kb)_'
GROUP BY c.table_name
HAVING bool_or(c.column_name = 'id') AND NOT bool_or(c.column_name = 'pgh_id')
"""
REFERENCES = """
SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND conrelid <> confrelid
"""
CHUNK = 1 << 20

Marks = dict[str, int]
"""The last row number of each table."""


def columns() -> dict[str, list[str]]:
    """Return the tables that services write, each with the columns COPY may fill."""
    with connection.cursor() as cursor:
        cursor.execute(OWN)
        return {name: own for name, own in cursor.fetchall() if name not in BY_TRIGGER}


def marks() -> Marks:
    """Return the last row number of each table now."""
    found = {}
    with connection.cursor() as cursor:
        for table in columns():
            cursor.execute(_text("SELECT coalesce(max(id), 0) FROM {}", table))
            found[table] = int(cursor.fetchone()[0])
    return found


def dump(folder: Path, before: Mapping[str, int]) -> int:
    """Write the rows of each table that came after ``before`` to a file; count them."""
    count = 0
    with connection.cursor() as cursor:
        for table, own in columns().items():
            rows = _text(
                "SELECT {} FROM {} WHERE id > {} ORDER BY id", own, table, before[table]
            )
            with (
                (folder / table).open("wb") as file,
                cursor.copy(f"COPY ({rows}) TO STDOUT") as stream,
            ):
                for block in stream:
                    file.write(block)
            count += cursor.rowcount
    return count


def copy_back(folder: Path, author: User) -> Cost:
    """COPY what was dumped into the database we speak to, in one transaction."""
    filled = {t: own for t, own in columns().items() if (folder / t).stat().st_size}
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(filled, ()))
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES)
        for table, needed in cursor.fetchall():
            if table in filled and needed in filled:
                order.add(table, needed)
    start, here, server = time.perf_counter(), time.process_time(), server_seconds()
    before = waited()
    with (
        pghistory.context(user=author.pk),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL statement_timeout = 0")
        for table in order.static_order():
            _copy(
                folder / table, _text("COPY {} ({}) FROM STDIN", table, filled[table])
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return Cost(
        clock=time.perf_counter() - start,
        waited=waited() - before,
        here=time.process_time() - here,
        server=server_seconds() - server,
        peak=peak(),
    )


def _copy(file: Path, statement: str) -> None:
    with (
        connection.cursor() as cursor,
        file.open("rb") as rows,
        cursor.copy(statement) as stream,
    ):
        while block := rows.read(CHUNK):
            stream.write(block)


def _text(statement: str, *parts: str | int | list[str]) -> str:
    """Return ``statement`` with names quoted, and numbers as they are."""
    filled = [
        sql.SQL(", ").join(map(sql.Identifier, part))
        if isinstance(part, list)
        else sql.Identifier(part)
        if isinstance(part, str)
        else sql.Literal(part)
        for part in parts
    ]
    with connection.cursor() as cursor:
        return sql.SQL(statement).format(*filled).as_string(cursor.cursor)
