"""Let PostgreSQL write the JSON that a serializer describes: one statement a list.

A serializer here never sees a row. It says which members an answer has, in what order
and of what type; that gives both the schema in the documentation and, by ``document``,
the expression that builds the JSON. The two cannot drift apart, and fifty rows with all
that is nested in them cost one statement and no objects.
"""

from abc import ABC, abstractmethod
from itertools import groupby
from typing import Any, TypeAlias

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import NullIf
from django.db.models.sql.compiler import SQLCompiler
from rest_framework import serializers
from rest_framework.fields import Field

from kb.api.chosen import USUAL, Chosen, expansions, shown_names

Sql: TypeAlias = Combinable
Compiled: TypeAlias = tuple[str, list[Any]]
Numbers: TypeAlias = tuple[int, ...]


class Derived(ABC):
    """A member that is no column: it knows the expression that computes it."""

    @abstractmethod
    def expression(self, prefix: str) -> Sql:
        """Return the expression; ``prefix`` leads to the row, as ``source__``."""


class JsonField(TextField):  # type: ignore[type-arg]
    """A text that is JSON already, which goes into other JSON as it is."""


class Shared(ABC):
    """A member that is read from one row together with those that stand beside it.

    ``what`` is its column; those with the same ``shares`` are read from the same row.
    """

    what: str
    shares: str

    @abstractmethod
    def row(self, prefix: str) -> QuerySet[Any, Any]:
        """Return that row, first of all that there are."""


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
            if isinstance(expression, Together):
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
        return f"coalesce({quoting}(({sql})::text)::text, 'null')"
    return f"coalesce(to_json({sql})::text, 'null')"


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


def among(what: Sql, listed: Func) -> Func:
    """Return whether ``what`` is one of those that ``listed`` makes an array of."""
    return Func(
        what,
        listed,
        template="%(expressions)s",
        arg_joiner=" = ",
        output_field=BooleanField(),
    )


def document(
    serializer: serializers.BaseSerializer[Any],
    prefix: str = "",
    chosen: Chosen = USUAL,
) -> Object:
    """Return the JSON of a row as ``serializer`` describes it, as far as ``chosen``."""
    fields: dict[str, Any] = serializer.fields  # type: ignore[attr-defined]
    wider = expansions(serializer)
    members: dict[str, Sql] = {}
    names = shown_names(serializer, chosen)
    for _, beside in groupby(names, lambda each: shares(fields.get(each)) or each):
        name, *others = beside
        field = fields.get(name)
        if name in chosen.expanded:
            members[name] = expanded(wider[name], prefix, name)
        elif isinstance(field, Shared):
            columns = {each: F(fields[each].what) for each in (name, *others)}
            members[name] = Together(field.row(prefix), **columns)
        else:
            members[name] = member(fields[name], prefix)
    return Object(**members)


def shares(field: Any) -> str:  # noqa: ANN401
    """Return the name of the row that a member is read from with others, if any."""
    return field.shares if isinstance(field, Shared) else ""


def expanded(whole: Any, prefix: str, name: str) -> Sql:  # noqa: ANN401
    """Return a member in full: a list, or the row that a foreign key leads to."""
    if isinstance(whole, serializers.ListSerializer):
        return listed(whole.child, prefix)
    return absent(document(whole, f"{prefix}{name}__"), prefix + name)


def member(field: Field[Any, Any, Any, Any], prefix: str) -> Sql:
    """Return the expression of one member."""
    if isinstance(field, Derived):
        return field.expression(prefix)
    path = prefix + str(field.source).replace(".", "__")
    if isinstance(field, serializers.ListSerializer):
        return listed(field.child, prefix)
    if isinstance(field, serializers.Serializer):
        inner = document(field, f"{path}__")
        return absent(inner, path) if field.allow_null else inner
    return column(field, path)


def column(field: Field[Any, Any, Any, Any], path: str) -> Sql:
    """Return the expression of a member that is stored in a column."""
    if isinstance(field, serializers.DecimalField):
        return Plain(F(path))
    if isinstance(field, serializers.DateTimeField):
        return Instant(F(path))
    textual = isinstance(field, serializers.CharField | serializers.ChoiceField)
    if field.allow_null and textual:
        return NullIf(F(path), Value(""), output_field=TextField())
    return F(path)


def listed(child: Any, prefix: str) -> List:  # noqa: ANN401
    """Return the array of a nested list."""
    rows = child.rows(prefix)
    return List(rows.values(json=document(child)))


def absent(inner: Sql, path: str) -> Case:
    """Return ``inner``, or NULL where the row it is about is not there."""
    return Case(When(**{f"{path}__isnull": True}, then=Value(None)), default=inner)


def outer(prefix: str, name: str = "pk") -> OuterRef:
    """Return a reference from a nested list to a column of its outer row."""
    return OuterRef(f"{prefix}{name}")
