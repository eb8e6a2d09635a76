"""Rows that are gone, as the history remembers them."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from kb.selectors.history.steps import PAGE, context, people
from kb.selectors.history.tables import Event, row_of


@dataclass(frozen=True)
class Deleted:
    """A row that is gone: what it was called, when it went, and by whom."""

    pk: int
    name: str
    when: datetime.datetime
    person: str
    reason: str


def deleted_rows(model: type[Model], page: int = 1) -> tuple[list[Deleted], bool]:
    """Return a page of the deleted rows of a table, newest first; and if more are."""
    events = getattr(model, "pgh_event_model", None)
    if events is None:
        return [], False
    begin = (page - 1) * PAGE
    found = list(
        events._default_manager.filter(pgh_label="delete")
        .select_related("pgh_context")
        .order_by("-pgh_id")[begin : begin + PAGE + 1]
    )
    names = people(found)
    return [_deleted(model, event, names) for event in found[:PAGE]], len(found) > PAGE


def ghost_of(model: type[Model], pk: object) -> Deleted | None:
    """Return what is remembered of a row that is gone; ``None`` if it never was."""
    events = getattr(model, "pgh_event_model", None)
    if events is None or not str(pk).isdecimal() or len(str(pk)) > 18:
        return None
    last = (
        events._default_manager.filter(pgh_obj_id=pk, pgh_label="delete")
        .select_related("pgh_context")
        .last()
    )
    if last is None:
        return None
    return _deleted(model, last, people([last]))


def _deleted(model: type[Model], event: Event, names: dict[int, str]) -> Deleted:
    said = context(event)
    try:
        name = str(row_of(model, event))
    except ObjectDoesNotExist:  # its name is made of a row that is gone as well
        name = f"{model._meta.verbose_name} {event.pgh_obj_id}"
    return Deleted(
        event.pgh_obj_id,
        name,
        event.pgh_created_at,
        names.get(said.get("user", 0), ""),
        str(said.get("reason", "")),
    )
