"""Let PostgreSQL write the JSON that a serializer describes: one statement a list.

A serializer here never sees a row. It says which members an answer has, in what order
and of what type; that gives both the schema in the documentation and, by ``document``,
the expression that builds the JSON. The two cannot drift apart, and fifty rows with all
that is nested in them cost one statement and no objects.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import groupby
from typing import Any, TypeAlias

from django.db.models import (
    BooleanField,
    Case,
    F,
    Func,
    Model,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import NullIf
from rest_framework import serializers
from rest_framework.fields import Field

from kb.api.chosen import USUAL, Chosen, expansions, shown_names
from kb.api.objects import Apart, Instant, List, Object, Plain, Sql, Together

Numbers: TypeAlias = tuple[int, ...]


class Derived(ABC):
    """A member that is no column: it knows the expression that computes it."""

    @abstractmethod
    def expression(self, prefix: str) -> Sql:
        """Return the expression; ``prefix`` leads to the row, as ``source__``."""


class Shared(ABC):
    """A member that is read from one row together with those that stand beside it.

    ``what`` is its column; those with the same ``shares`` are read from the same row.
    """

    what: str
    shares: str

    @abstractmethod
    def row(self, prefix: str) -> QuerySet[Any, Any]:
        """Return that row, first of all that there are."""


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
    kept = kept_of(serializer, tuple(names))
    together = {name: listed for listed in kept for name in listed}
    for group, beside in groupby(
        names,
        lambda each: together.get(each) or shares(fields.get(each)) or each,
    ):
        name, *others = beside
        if isinstance(group, tuple):
            members[name] = kept[group](prefix)
            continue
        field = fields.get(name)
        whole: Any = wider[name] if name in chosen.expanded else field
        if chosen.apart and leads_on(serializer, whole, name):
            every = model_of(whole)._default_manager.order_by()
            link = model_of(serializer)._meta.get_field(name)
            members[name] = Apart(link, every.annotate(json=document(whole)))
        elif name in chosen.expanded:
            members[name] = expanded(wider[name], prefix, name)
        elif isinstance(field, Shared):
            columns = {each: F(fields[each].what) for each in (name, *others)}
            members[name] = Together(field.row(prefix), **columns)
        else:
            members[name] = member(fields[name], prefix)
    return Object(**members)


def kept_of(
    serializer: Any,  # noqa: ANN401
    names: tuple[str, ...],
) -> dict[tuple[str, ...], Callable[[str], Sql]]:
    """Return of ``Meta.kept`` what is kept written of the members ``names``.

    Members that are kept together are read together, or one by one as if none were.
    """
    meta = getattr(serializer, "Meta", None)
    every: dict[tuple[str, ...], Callable[[str], Sql]] = getattr(meta, "kept", {})
    return {
        listed: read
        for listed, read in every.items()
        if any(names[at:][: len(listed)] == listed for at in range(len(names)))
    }


def leads_on(serializer: Any, whole: Any, name: str) -> bool:  # noqa: ANN401
    """Return whether a member is the row that a foreign key of that name leads to."""
    if not isinstance(whole, serializers.ModelSerializer):
        return False
    return name in {each.name for each in model_of(serializer)._meta.concrete_fields}


def model_of(serializer: Any) -> type[Model]:  # noqa: ANN401
    """Return the model of the rows that a serializer describes."""
    model: type[Model] = serializer.Meta.model
    return model


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
