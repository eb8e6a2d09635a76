"""Plain SQL in the role of the product, past every service and every ``clean()``."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import IntegrityError, connection, models, transaction
from psycopg import sql

Columns = Mapping[str, Any]
Rows = list[tuple[Any, ...]]

CHECK = "23514"
NOT_NULL = "23502"
UNIQUE = "23505"
FOREIGN_KEY = "23503"


def rows(statement: str | sql.Composable, *parameters: Any) -> Rows:
    """Run one statement and return what it returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []


def value(statement: str | sql.Composable, *parameters: Any) -> Any:
    """Return the first value of the first row."""
    return rows(statement, *parameters)[0][0]


def settle() -> None:
    """Run the deferred gates now, as COMMIT would."""
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    rows("SET CONSTRAINTS ALL DEFERRED")


def in_order(*acts: Callable[[], object]) -> None:
    """Do one thing after another, where one expression is wanted."""
    for act in acts:
        act()


def columns_of(row: models.Model) -> dict[str, Any]:
    """Return what the ORM would write for a row, without its number."""
    return {
        str(field.column): field.get_db_prep_save(field.pre_save(row, True), connection)  # noqa: FBT003
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def insert(row: models.Model, /, **columns: Any) -> int:
    """Insert an unsaved row, with ``columns`` as they are, and return its number."""
    given = columns_of(row) | columns
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
        sql.Identifier(row._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, given)),
        sql.SQL(", ").join(sql.Placeholder() for _ in given),
    )
    return int(value(statement, *given.values()))


def update(row: models.Model, /, **columns: Any) -> None:
    """Set ``columns`` of a stored row."""
    statement = sql.SQL("UPDATE {} SET {} WHERE id = %s").format(
        sql.Identifier(row._meta.db_table),
        sql.SQL(", ").join(
            sql.SQL("{} = %s").format(sql.Identifier(c)) for c in columns
        ),
    )
    rows(statement, *columns.values(), row.pk)


def delete(row: models.Model) -> None:
    """Delete a stored row, and nothing else."""
    table = sql.Identifier(row._meta.db_table)
    rows(sql.SQL("DELETE FROM {} WHERE id = %s").format(table), row.pk)


class Refusal:
    """What the database said when it refused."""

    def __init__(self) -> None:
        self.name = self.column = self.message = self.context = self.detail = ""
        self.state = ""

    def read(self, error: IntegrityError) -> None:
        """Take over what psycopg tells of ``error``."""
        told = getattr(error.__cause__, "diag", None)
        assert told is not None, error
        self.state = told.sqlstate or ""
        self.name = told.constraint_name or ""
        self.column = told.column_name or ""
        self.message = told.message_primary or ""
        self.context = told.context or ""
        self.detail = told.message_detail or ""


@contextmanager
def refused(*names: str, by: str = "", settled: bool = True) -> Iterator[Refusal]:
    """Assert that the database refuses the block, at the latest at its commit.

    ``names`` are the constraint or the rule it may give as its reason, ``by`` is the
    function that refuses. The block is undone. What was written before must stand by
    itself, unless it is not ``settled``.
    """
    refusal = Refusal()
    if settled:
        settle()  # what was written before is not to blame
    with pytest.raises(IntegrityError) as caught, transaction.atomic():  # noqa: PT012
        yield refusal
        settle()
    refusal.read(caught.value)
    assert not names or refusal.name in names, refusal.message
    assert by in refusal.context, refusal.context


@contextmanager
def allowed() -> Iterator[None]:
    """Assert that the database takes the block as if committed; undo it."""
    settle()
    with transaction.atomic():
        yield
        settle()
        transaction.set_rollback(True)


def database_url() -> str:
    """Return the address of this test's database, as an operator would write it."""
    place = connection.settings_dict
    user, name = quote(str(place["USER"])), quote(str(place["NAME"]))
    secret = f":{quote(str(place['PASSWORD']))}" if place["PASSWORD"] else ""
    where = urlencode({"host": place["HOST"], "port": place["PORT"]})
    return f"postgresql://{user}{secret}@/{name}?{where}"
