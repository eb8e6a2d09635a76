"""Let PostgreSQL write the JSON that a serializer describes: one statement a list.

A serializer here never sees a row. It says which members an answer has, in what order
and of what type; that gives both the schema in the documentation and, by ``document``,
the expression that builds the JSON. The two cannot drift apart, and fifty rows with all
that is nested in them cost one statement and no objects.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    Case,
    Expression,
    F,
    Func,
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
Maker: TypeAlias = Callable[..., QuerySet[Any, Any]]

STAND_INS = (-7_000_001, -7_000_002)
"""No row has these numbers; they hold the places of the numbers of a request."""


class Derived(ABC):
    """A member that is no column: it knows the expression that computes it."""

    @abstractmethod
    def expression(self, prefix: str) -> Sql:
        """Return the expression; ``prefix`` leads to the row, as ``source__``."""


class Object(Func):
    """``json_build_object``, which keeps its members in the order given."""

    output_field = JSONField()

    def __init__(self, **members: Sql) -> None:
        self.names = tuple(members)
        super().__init__(*members.values())

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> Compiled:
        """Return the call; names are our own identifiers, values are compiled."""
        parts: list[str] = []
        values: list[Any] = []
        for name, expression in zip(
            self.names, self.get_source_expressions(), strict=True
        ):
            sql, parameters = compiler.compile(expression)
            parts.append(f"'{name}', {sql}")
            values.extend(parameters)
        return f"json_build_object({', '.join(parts)})", values


class List(Subquery):
    """The ``json`` column of a subquery as one array, empty where there are no rows."""

    template = (
        "(SELECT coalesce(json_agg(part.json), '[]') FROM (%(subquery)s) AS part)"
    )
    output_field = JSONField()


class Array(Func):
    """``json_build_array``."""

    function = "json_build_array"
    output_field = JSONField()


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
    fields: Mapping[str, Field[Any, Any, Any, Any]] = serializer.fields  # type: ignore[attr-defined]
    wider = expansions(serializer)
    return Object(
        **{
            name: expanded(wider[name], prefix, name)
            if name in chosen.expanded
            else member(fields[name], prefix)
            for name in shown_names(serializer, chosen)
        }
    )


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
    return NullIf(F(path), Value("")) if field.allow_null and textual else F(path)


def listed(child: Any, prefix: str) -> List:  # noqa: ANN401
    """Return the array of a nested list."""
    rows = child.rows(prefix)
    return List(rows.values(json=document(child)))


def absent(inner: Sql, path: str) -> Case:
    """Return ``inner``, or NULL where the row it is about is not there."""
    return Case(When(**{f"{path}__isnull": True}, then=Value(None)), default=inner)


class Written(Expression):
    """The JSON text of a row, as SQL that was put together once for all requests.

    Django needs ten times as long to put such a statement together as PostgreSQL needs
    to answer it. ``make`` returns rows with a column ``json``. Only row numbers may
    change from request to request: ``make`` takes stand-ins for ``numbers``.
    """

    output_field = TextField()

    def __init__(
        self, make: Maker, numbers: Numbers = (), chosen: Chosen = USUAL
    ) -> None:
        super().__init__()
        self.make = make
        self.numbers = numbers
        self.chosen = chosen

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> Compiled:
        """Return the statement about the outer query's row."""
        sql, values = written(
            self.make, len(self.numbers), self.chosen, connection.alias
        )
        return sql, stood_in(values, dict(zip(STAND_INS, self.numbers, strict=False)))


def stood_in(values: Sequence[Any], here: Mapping[Any, Any]) -> list[Any]:
    """Return parameters with what ``here`` has for each stand-in among them."""
    return [
        type(value)(here[value])
        if isinstance(value, int | str) and value in here
        else value
        for value in values
    ]


@lru_cache(maxsize=512)
def written(make: Maker, numbers: int, chosen: Chosen, alias: str) -> Compiled:
    """Return the statement behind ``Written``, with stand-ins for its numbers."""
    rows = make(*STAND_INS[:numbers], chosen=chosen)
    one = Subquery(rows.filter(pk=OuterRef("pk")).order_by().values("json"))
    query = rows.model._default_manager.annotate(written=one).query
    compiler = query.get_compiler(using=alias)
    sql, values = compiler.compile(query.annotations["written"])
    return sql, list(values)


def outer(prefix: str, name: str = "pk") -> OuterRef:
    """Return a reference from a nested list to a column of its outer row."""
    return OuterRef(f"{prefix}{name}")
