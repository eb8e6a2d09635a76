"""The recorded changes of a row and its parts, newest first, a page at a time."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.db.models import ForeignKey, Max, Model, OuterRef, Subquery, Value

from kb.selectors.history.tables import Column, Event, Table, columns_of, tables_of

Names: TypeAlias = dict[type[Model], dict[Any, str]]

DONE = {
    "insert": "added",
    "update": "changed",
    "delete": "deleted",
    "password": "given another password",
}
PAGE = 50


@dataclass(frozen=True)
class Change:
    """One field, before and after; ``None`` where there was no row."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Step:
    """One recorded change of a row or of a part of it.

    ``person`` is empty where nobody was named; ``named`` tells whether anything was
    said about the change at all. ``version`` names the event.
    """

    when: datetime.datetime
    person: str
    done: str
    what: str
    page: str
    reason: str
    named: bool
    version: str
    changes: list[Change]


@dataclass(frozen=True)
class Steps:
    """A page of steps; ``more`` says that there are older ones."""

    steps: list[Step]
    number: int
    more: bool


def steps_of(model: type[Model], pk: object, page: int = 1) -> Steps:
    """Return a page of the steps of a row and its parts, stored or gone.

    The number of statements depends on the number of tables, not of steps.
    """
    tables = tables_of(model, pk)
    begin = (page - 1) * PAGE
    found = _newest(tables)[begin : begin + PAGE + 1] if tables else []
    return Steps(_steps(tables, found[:PAGE]), page, len(found) > PAGE)


def steps_since(model: type[Model], pk: object, token: str) -> list[Step]:
    """Return the newest steps that the version ``token`` does not know, newest first.

    What was begun earlier and committed later is among them by its time alone.
    """
    last = dict(part.rsplit(":", 1) for part in token.split() if ":" in part)
    tables = [
        Table(
            table.model,
            table.events.filter(pgh_id__gt=_number(last.get(table.label, ""))),
        )
        for table in tables_of(model, pk)
    ]
    return _steps(tables, _newest(tables)[:PAGE]) if tables else []


def _number(text: str) -> int:
    head = text.partition(".")[0]
    return int(head) if head.isdecimal() and len(head) < 19 else 0


def _newest(tables: list[Table]) -> Any:  # noqa: ANN401 - a union of many tables
    """Return time, number and table of every event: newest first, a whole first."""
    queries = [
        table.events.order_by()
        .annotate(pgh_place=Value(place))
        .values_list("pgh_created_at", "pgh_id", "pgh_place")
        for place, table in enumerate(tables)
    ]
    first, *rest = queries
    both = first.union(*rest, all=True) if rest else first
    return both.order_by("-pgh_created_at", "pgh_place", "-pgh_id")


def _steps(tables: list[Table], found: Iterable[tuple[Any, int, int]]) -> list[Step]:
    """Return the steps of events, each with what stood before it."""
    order = [(place, number) for _when, number, place in found]
    events: dict[tuple[int, int], Event] = {}
    before: dict[tuple[int, int], Event] = {}
    for place, table in enumerate(tables):
        numbers = [number for at, number in order if at == place]
        if not numbers:
            continue
        manager: Any = table.events.model._default_manager
        earlier = manager.filter(
            pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
        ).values("pgh_obj_id")
        rows = list(
            manager.filter(pgh_id__in=numbers)
            .select_related("pgh_context")
            .annotate(
                pgh_before=Subquery(
                    earlier.annotate(pgh_last=Max("pgh_id")).values("pgh_last")
                )
            )
        )
        stood = manager.in_bulk([row.pgh_before for row in rows if row.pgh_before])
        for row in rows:
            events[place, row.pgh_id] = row
            if row.pgh_before:
                before[place, row.pgh_id] = stood[row.pgh_before]
    who = people(events.values())
    names = row_names([*events.values(), *before.values()])
    return [_step(events[key], before.get(key), who, names) for key in order]


def people(events: Iterable[Event]) -> dict[int, str]:
    """Return the names of all accounts that acted."""
    ids = {number for event in events if (number := context(event).get("user"))}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "username"))


def context(event: Event) -> dict[str, Any]:
    """Return who, from where and why, as far as anybody said."""
    return dict(event.pgh_context.metadata) if event.pgh_context else {}


def row_names(rows: Iterable[Any]) -> Names:
    """Return what to call each row that ``rows`` point to, by its table."""
    wanted: dict[type[Model], set[Any]] = {}
    for row in rows:
        for field in row._meta.fields:
            if isinstance(field, ForeignKey) and not field.name.startswith("pgh_"):
                wanted.setdefault(field.related_model, set()).add(
                    getattr(row, field.attname)
                )
    return {
        model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=ids)}
        for model, ids in wanted.items()
    }


def changed(
    model: type[Model],
    before: Any,  # noqa: ANN401 - rows of any table, or events of them
    after: Any,  # noqa: ANN401
    names: Names,
) -> list[Change]:
    """Return each field in which two versions of one row differ, in words."""
    return [
        Change(str(field.verbose_name), old, new)
        for field in columns_of(model)
        if (old := _value(before, field, names)) != (new := _value(after, field, names))
    ]


def _value(of: Any, field: Column, names: Names) -> Any:  # noqa: ANN401
    stored = getattr(of, field.attname) if of is not None else None
    if isinstance(field, ForeignKey) and stored is not None:
        known = names.get(field.related_model, {})
        return known.get(stored, f"{field.related_model._meta.verbose_name} {stored}")
    return dict(field.flatchoices).get(stored, stored) if field.choices else stored


def _step(
    event: Event, before: Event | None, who: dict[int, str], names: Names
) -> Step:
    """Return an event as a step, with each field that differs from before."""
    said = context(event)
    model = event.pgh_tracked_model
    gone = event.pgh_label == "delete"
    return Step(
        event.pgh_created_at,
        who.get(said.get("user", 0), ""),
        DONE.get(event.pgh_label, event.pgh_label),
        str(model._meta.verbose_name),
        str(said.get("url", "")),
        str(said.get("reason", "")),
        bool(said),
        f"{model._meta.label_lower}:{event.pgh_id}",
        changed(model, event if gone else before, None if gone else event, names),
    )
