"""Expressions of JSON as text, which PostgreSQL puts objects together from."""

from typing import Any, TypeAlias

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    CharField,
    F,
    Func,
    IntegerField,
    JSONField,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

Sql: TypeAlias = Combinable
Compiled: TypeAlias = tuple[str, list[Any]]


class JsonField(TextField):  # type: ignore[type-arg]
    """A text that is JSON already, which goes into other JSON as it is."""


class Object(Func):
    """An object as text, its members in the order given.

    Put together with ``concat``: ``json_build_object`` looks up the type of each name
    and of each value anew for every row, which takes twice as long.
    """

    output_field = JsonField()
    brackets = ("{", "}")

    def __init__(self, **members: Sql) -> None:
        self.names = tuple(members)
        super().__init__(*members.values())

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> Compiled:
        """Return the call; names are our own identifiers, values are compiled."""
        parts: list[str] = []
        values: list[Any] = []
        before = self.brackets[0]
        for name, expression in zip(
            self.names, self.get_source_expressions(), strict=True
        ):
            sql, parameters = compiler.compile(expression)
            if isinstance(expression, Together | Kept):
                parts += [f"'{before}'", sql]
            else:
                text = in_json(sql, expression, connection)
                parts += [f"'{before}\"{name}\":'", text]
            values.extend(parameters)
            before = ","
        return f"concat({', '.join(parts)}, '{self.brackets[1]}')", values


class Members(Object):
    """The members of an object, without its brackets."""

    brackets = ("", "")


class Together(Subquery):
    """``Members`` of the row that a subquery finds; all null where it finds none."""

    template = "coalesce((%(subquery)s), '%(absent)s')"
    output_field = JsonField()

    def __init__(self, rows: QuerySet[Any, Any], **members: Sql) -> None:
        absent = ",".join(f'"{name}":null' for name in members)
        super().__init__(rows.values(json=Members(**members))[:1], absent=absent)


class List(Subquery):
    """The ``json`` column of a subquery as one array, empty where there are no rows."""

    template = (
        "(SELECT concat('[', string_agg(part.json::text, ','), ']')"
        " FROM (%(subquery)s) AS part)"
    )
    output_field = JsonField()


class Array(Func):
    """An array as text, of what is JSON already."""

    template = "concat('[', concat_ws(',', %(expressions)s), ']')"
    output_field = JsonField()


class Apart(Func):
    """The JSON of the row that a foreign key leads to, written apart from this one.

    A batch writes each such row once, however many of its own lead there, and keeps
    them in an object by their numbers: to look one up there leaves the rows of the
    batch in their order, which a join would not.
    """

    output_field = JsonField()

    def __init__(self, link: Any, rows: QuerySet[Any, Any]) -> None:  # noqa: ANN401
        self.column = link.column
        self.name = f"each {link.name}"
        self.rows = rows
        key = f'"{link.model._meta.db_table}"."{self.column}"'
        found = f'(SELECT map FROM "{self.name}") ->> {key}::text'  # noqa: S608
        super().__init__(template=found)


class Kept(Func):
    """Members of an object that are kept written, with their names."""

    output_field = JsonField()


class KeptIn(Kept):
    """The same in a column beside ``neighbour``, which Django knows nothing of."""

    def __init__(self, column: str, neighbour: F) -> None:
        self.column = column
        super().__init__(neighbour)

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> Compiled:
        """Return the column; it has no parameters."""
        (beside,) = self.get_source_expressions()
        table = compiler.quote_name_unless_alias(beside.alias)
        return f'{table}."{self.column}"', []


RAW = (JsonField, JSONField, BooleanField, IntegerField)
"""Columns whose text is their JSON."""
NEVER_NULL = (Object, List, Array)


def in_json(sql: str, expression: Any, connection: Any) -> str:  # noqa: ANN401
    """Return the SQL of a value as JSON text, ``null`` where there is no value."""
    if isinstance(expression, NEVER_NULL):
        return sql
    column = expression._output_field_or_none
    if isinstance(column, RAW):
        return f"coalesce(({sql})::text, 'null')"
    if isinstance(column, CharField | TextField):
        quoting = quoting_function(connection.pg_version)
        return f"coalesce({quoting}(({sql})::text), 'null')"
    return f"coalesce(to_json({sql}), 'null')"


def quoting_function(version: int) -> str:
    """Return what makes a string of JSON of a text, in this version of PostgreSQL.

    ``to_json`` looks up for each row again what type it is given, ``JSON_SCALAR`` once
    a statement; before version 17 there is none.
    """
    return "json_scalar" if version >= 170_000 else "to_json"


class Plain(Func):
    """A decimal as it was stored, without the zeros that its column adds."""

    template = "trim_scale(%(expressions)s)::text"
    output_field = TextField()


class Instant(Func):
    """A point in time in UTC, to the second."""

    template = """to_char(%(expressions)s, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
    output_field = TextField()
