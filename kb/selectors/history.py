"""Who changed a row, when, how and from which page, as its triggers recorded it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.db.models import CASCADE, Field, ForeignKey, Model, Q

from kb.models import Account, Membership

Event: TypeAlias = Any
"""A row of an event table: every column of what it tracks, and ``pgh_`` columns."""

ROLES: type[Model] = getattr(Membership, "pgh_event_model")  # noqa: B009 - unknown
DONE = {"insert": "added", "update": "changed", "delete": "deleted"}
SHOWN = 300


@dataclass(frozen=True)
class Change:
    """One field, before and after; ``None`` where there was no row."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Step:
    """One recorded change of a row or of a part of it. ``person`` may be unknown."""

    when: datetime.datetime
    person: str
    done: str
    what: str
    page: str
    changes: list[Change]


def history_of(row: Model) -> list[Step]:
    """Return the newest steps of ``row`` and of its parts, newest first.

    A part is a row of a tracked table that is deleted with ``row``. The number of
    statements depends on the number of tables, not of steps.
    """
    events = list(_events(row))
    people = _people([event for event, _before in events])
    events.sort(key=lambda pair: (pair[0].pgh_created_at, pair[0].pgh_id))
    newest = events[: -SHOWN - 1 : -1]
    names = _names(newest)
    return [_step(event, before, people, names) for event, before in newest]


def _events(row: Model) -> Iterator[tuple[Event, Event | None]]:
    """Yield each event of the row and its parts, with the one before it."""
    for model, wanted in _tables(row):
        before: Event | None = None
        stored = model._default_manager.filter(wanted).select_related("pgh_context")
        event: Event
        for event in stored.order_by("pgh_obj_id", "pgh_id"):
            same = before is not None and before.pgh_obj_id == event.pgh_obj_id
            yield event, before if same else None
            before = event


def _tables(row: Model) -> Iterator[tuple[type[Model], Q]]:
    """Yield the event tables that know the row, and which of their events do."""
    own = getattr(type(row), "pgh_event_model", None)
    if own is not None:
        yield own, Q(pgh_obj_id=row.pk)
    if isinstance(row, Account):  # Django hides the relation to its roles
        yield ROLES, Q(user_id=row.pk)
    for relation in row._meta.related_objects:
        part = getattr(relation.related_model, "pgh_event_model", None)
        if part is not None and getattr(relation, "on_delete", None) is CASCADE:
            yield part, Q(**{relation.field.attname: row.pk})


def _people(events: list[Event]) -> dict[int, str]:
    """Return the names of all accounts that acted."""
    ids = {number for event in events if (number := _context(event).get("user"))}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "username"))


def _context(event: Event) -> dict[str, Any]:
    return dict(event.pgh_context.metadata) if event.pgh_context else {}


def _columns(event: Event) -> Iterator["Field[Any, Any]"]:
    """Yield the columns of what the event tracks, but for its row number."""
    for field in event._meta.fields:
        if not field.name.startswith("pgh_") and field.name != "id":
            yield field


def _names(
    events: list[tuple[Event, Event | None]],
) -> dict[type[Model], dict[Any, str]]:
    """Return what to call each row that the events point to, by its table."""
    wanted: dict[type[Model], set[Any]] = {}
    for event, _before in events:
        for field in _columns(event):
            if isinstance(field, ForeignKey):
                wanted.setdefault(field.related_model, set()).add(
                    getattr(event, field.attname)
                )
    return {
        model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=ids)}
        for model, ids in wanted.items()
    }


def _step(
    event: Event,
    before: Event | None,
    people: dict[int, str],
    names: dict[type[Model], dict[Any, str]],
) -> Step:
    """Return an event as a step, with each field that differs from before."""
    context = _context(event)

    def value(of: Event | None, field: "Field[Any, Any]") -> Any:  # noqa: ANN401
        stored = getattr(of, field.attname) if of is not None else None
        if isinstance(field, ForeignKey) and stored is not None:
            return names[field.related_model].get(stored, stored)
        return dict(field.flatchoices).get(stored, stored) if field.choices else stored

    return Step(
        event.pgh_created_at,
        people.get(context.get("user", 0), ""),
        DONE.get(event.pgh_label, event.pgh_label),
        str(event.pgh_tracked_model._meta.verbose_name),
        str(context.get("url", "")),
        [
            Change(str(field.verbose_name), value(before, field), value(event, field))
            for field in _columns(event)
            if value(before, field) != value(event, field)
        ],
    )
