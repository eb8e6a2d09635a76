"""Rows of a model inserted by one statement, whatever columns it has."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from psycopg import sql


def bulk(model: type[models.Model], rows: str, given: Mapping[str, str]) -> None:
    """Insert a row for each of ``rows``: expressions in SQL, defaults for the rest."""
    columns: dict[str, sql.Composable] = {}
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column in given:
            columns[column] = sql.SQL(given[column])
        elif not field.primary_key:
            columns[column] = _default(field)
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(columns.values()),
        sql.SQL(rows),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor))


def _default(field: Any) -> sql.Composable:
    """Return what the ORM would store in a column that nobody fills in."""
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return sql.SQL("now()")
    value = field.get_db_prep_save(field.get_default(), connection)
    return sql.Literal(value)
