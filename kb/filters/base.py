"""Filter sets that are made from a table of members.

A member is named as in the answer. A member of a nested list is named with its list,
as ``estimates__value``; whatever is asked of one list is asked of one and the same row
of it: ``estimates__measure=x&estimates__value__gte=5`` finds a figure of that measure
that is at least 5, not two different figures.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Exists, F, Func, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import IContains
from django.db.models.sql.compiler import SQLCompiler
from django_filters import Filter, FilterSet
from psycopg import sql

from kb.filters.kinds import TRUTH, WORDS, Column, Kind, Several, kind_of

Rows: TypeAlias = QuerySet[Any, Any]
Absence: TypeAlias = Literal["", "null", "blank"]


@dataclass(frozen=True)
class Member:
    """Where a member of the answer is stored, where that is no plain column.

    ``absent`` says how the place shows that there is nothing: NULL, or an empty text.
    ``asked`` returns what a row must meet, for a question and its values, of a member
    that PostgreSQL computes: it would compute it for every row there is. ``keys`` is
    the table whose keys a computed member gives.
    """

    path: str
    kind: Kind
    absent: Absence = ""
    asked: Callable[[str, list[Any]], Q] | None = None
    keys: type[models.Model] | None = None


Members: TypeAlias = Mapping[str, str | Member]


@dataclass(frozen=True)
class Part:
    """A nested list of an answer: its rows, given ``OuterRef``, and their members."""

    rows: Callable[[], Rows]
    members: Members


class Sieve(Filter):
    """One question about one member."""

    def __init__(
        self, member: Member, lookup: str, part: str = "", short: str = ""
    ) -> None:
        super().__init__(field_name=member.path, lookup_expr=lookup or "exact")
        self.short = short
        self.member = member
        self.lookup = lookup
        self.part = part
        self.kind = TRUTH if lookup == "isnull" else member.kind
        self.keys: type[models.Model] | None = None
        """The table whose keys it takes, if rows of that can be merged."""

    @property
    def field(self) -> forms.Field:
        """Return the form field that checks a value."""
        if self.lookup == "in":
            return Several(each=self.kind.field())
        return self.kind.field(required=False)

    @property
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a value."""
        if self.lookup == "in":
            return {"type": "array", "minItems": 1, "items": self.kind.schema}
        return self.kind.schema

    @property
    def description(self) -> str:
        """Return what the filter asks, for the documentation."""
        return f"`{self.short}` {WORDS[self.lookup]}."

    def filter(self, qs: Rows, value: Any) -> Rows:  # noqa: ANN401
        """Keep the rows of which the answer is yes."""
        return qs.filter(self.condition(value))

    def condition(self, value: Any) -> Q | IContains:  # noqa: ANN401
        """Return what a row must meet."""
        path = self.member.path
        if self.member.asked:
            values = value if self.lookup == "in" else [value]
            return self.member.asked(self.lookup, values)
        if self.lookup == "contains":
            return IContains(Cast(F(path), TextField()), Written(value))
        if self.lookup == "isnull" and self.member.absent == "blank":
            return Q(**{path: ""}) if value else ~Q(**{path: ""})
        if self.kind.many:
            held = Q()
            for element in value if self.lookup == "in" else [value]:
                held |= Q(**{f"{path}__contains": [element]})
            return held
        if "enum" in self.kind.schema and self.lookup in {"", "in"}:
            value = [*map(Written, value)] if self.lookup == "in" else Written(value)
        return Q(**{f"{path}__{self.lookup_expr}": value})


class MemberFilters(FilterSet):
    """The filters of one list: those of ``members``, and those of each of ``parts``."""

    base_filters: ClassVar[dict[str, Filter]]
    declared_filters: ClassVar[dict[str, Filter]]
    model: ClassVar[type[models.Model]]
    members: ClassVar[Members] = {}
    parts: ClassVar[Mapping[str, Part]] = {}

    def __init__(self, data: Mapping[str, str]) -> None:
        # Only what is asked for is copied and checked: most lists have a hundred
        # filters and are asked for two.
        self.is_bound = True
        self.data = data
        self.queryset = None
        self.request = None
        self.form_prefix = None
        self.filters = {
            name: copy(self.base_filters[name])
            for name in data
            if name in self.base_filters
        }

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Return every filter: declared ones, then those of the tables."""
        filters = dict(cls.declared_filters)
        if cls.members:
            filters |= sieves(cls.model, cls.members)
        for part, what in cls.parts.items():
            filters |= sieves(what.rows().model, what.members, part)
        return filters

    def paths(self) -> Iterator[str]:
        """Yield where the members are stored that are asked for outside of parts."""
        for sieve in self.filters.values():
            if isinstance(sieve, Sieve) and not sieve.part:
                yield sieve.member.path

    def asked_keys(self) -> Iterator[tuple[str, type[models.Model], list[str]]]:
        """Yield each filter that asks for keys of a table in which rows are merged."""
        for name, value in self.form.cleaned_data.items():
            sieve = self.filters[name]
            if isinstance(sieve, Sieve) and sieve.keys:
                yield name, sieve.keys, value if sieve.lookup == "in" else [value]

    def filter_queryset(self, queryset: Rows) -> Rows:
        """Keep what passes every filter; filters of one part look at one row of it."""
        if not self.filters:
            return queryset
        inside: dict[str, Rows] = {}
        for name, value in self.form.cleaned_data.items():
            sieve = self.filters[name]
            part = getattr(sieve, "part", "")
            if part:
                rows = inside.get(part)
                found = self.parts[part].rows() if rows is None else rows
                inside[part] = sieve.filter(found, value)
            else:
                queryset = sieve.filter(queryset, value)
        return queryset.filter(*(Exists(rows) for rows in inside.values()))


class Written(Func):
    """A text that stands in the statement itself.

    A connection keeps plans that were made for no value in particular. Where some
    values are rare and others everywhere, such a plan is wrong for most of them.
    """

    output_field = TextField()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> tuple[str, list[Any]]:
        """Return the text as a literal."""
        connection.ensure_connection()
        literal = sql.Literal(self.text).as_string(connection.connection)
        return literal.replace("%", "%%"), []


def among(column: str, found: Rows) -> Func:
    """Return whether a column holds one of the numbers ``found``.

    They are looked up first and once. Beside OR, each row there is would be asked
    whether a subquery has it.
    """
    return Func(
        F(column),
        ArraySubquery(found),
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )


def sieves(
    model: type[models.Model], members: Members, part: str = ""
) -> Iterator[tuple[str, Sieve]]:
    """Yield name and filter of every question that may be asked about ``members``."""
    for short, where in members.items():
        member = where if isinstance(where, Member) else stored(model, where)
        name = "__".join(filter(None, (part, short)))
        lookups = member.kind.lookups + (("isnull",) if member.absent else ())
        for lookup in lookups:
            sieve = Sieve(member, lookup, part, name)
            if lookup in {"", "in"}:
                sieve.keys = member.keys or mergeable(model, member.path)
            yield f"{name}__{lookup}" if lookup else name, sieve


def mergeable(model: type[models.Model], path: str) -> type[models.Model] | None:
    """Return the table whose key ``path`` leads to, if its rows can be merged."""
    *hops, last = path.split("__")
    if last != "key":
        return None
    for hop in hops:
        link: Column = model._meta.get_field(hop)  # type: ignore[assignment]
        model = link.related_model  # type: ignore[assignment]
    columns = {column.name for column in model._meta.concrete_fields}
    return model if "merged_into" in columns else None


def stored(model: type[models.Model], path: str) -> Member:
    """Return the member that is stored in a column, which ``path`` leads to."""
    hops: list[Column] = []
    for name in path.split("__"):
        hops.append(model._meta.get_field(name))  # type: ignore[arg-type]
        model = hops[-1].related_model  # type: ignore[assignment]
    column = hops[-1]
    absent: Absence = ""
    if any(hop.null for hop in hops):
        absent = "null"
    elif column.blank and isinstance(column, models.CharField | models.TextField):
        absent = "blank"
    return Member(path, kind_of(column), absent)
