"""A row with its parts, as it stood at some time; and the name of such a version."""

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Count, Max, Model, Q

from kb.selectors.history.steps import Change, changed, row_names
from kb.selectors.history.tables import Event, row_of, tables_of

Numbers: TypeAlias = dict[tuple[type[Model], Any], Model]
"""Rows by their table and number, as they stood."""

TOKEN = re.compile(r"([a-z_]+\.[a-z_]+):([0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Version:
    """A whole and its parts as they stood; ``row`` is ``None`` where none stood.

    ``rows`` has them all by table and number, a whole before its parts.
    """

    row: Model | None
    rows: Numbers


@dataclass(frozen=True)
class Difference:
    """A row that one version has otherwise than another, and its fields."""

    what: str
    done: str
    changes: list[Change]


def version_token(model: type[Model], pk: object) -> str:
    """Return the name of the version that stands now: empty if nothing is recorded.

    The newest event of each table and how many there are, so that an event which was
    begun earlier and committed later makes another version too.
    """
    found = [
        (table.label, table.events.aggregate(last=Max("pgh_id"), all=Count("pgh_id")))
        for table in tables_of(model, pk)
    ]
    return " ".join(f"{name}:{n['last']}.{n['all']}" for name, n in found if n["all"])


def version_seen(model: type[Model], pk: object, token: str) -> Version:
    """Return the version that ``token`` names; a token of nothing names nothing."""
    last = {label: int(number) for label, number, _all in TOKEN.findall(token)}
    rows: Numbers = {}
    for table in tables_of(model, pk):
        events = table.events.filter(pgh_id__lte=last.get(table.label, 0))
        rows |= _standing(table.model, events)
    return Version(rows.get((model, pk)), rows)


def version_after(model: type[Model], pk: object, event: Event) -> Version:
    """Return the whole as it stood once the transaction of ``event`` was done.

    The time of an event is that of the beginning of its transaction, which may have
    waited: in its own table the numbers tell what came before.
    """
    at = event.pgh_created_at
    rows: Numbers = {}
    for table in tables_of(model, pk):
        before = Q(pgh_created_at__lte=at)
        if table.model is event.pgh_tracked_model:
            before = Q(pgh_id__lte=event.pgh_id) | Q(pgh_created_at=at)
        rows |= _standing(table.model, table.events.filter(before))
    return Version(rows.get((model, pk)), rows)


def version_changes(
    model: type[Model], pk: object, token: str, version: Version
) -> list[Difference]:
    """Return what bringing ``version`` back would change against what ``token`` names.

    Row by row; what only records what happened, such as a review, is left alone.
    """
    now = version_seen(model, pk, token)
    again = {table.model for table in tables_of(model, pk) if table.again}
    keys = [key for key in {**version.rows, **now.rows} if key[0] in again]
    names = row_names(
        [
            row
            for key in keys
            for row in (now.rows.get(key), version.rows.get(key))
            if row
        ]
    )
    found = [
        Difference(
            str(key[0]._meta.verbose_name),
            _done(now.rows.get(key), version.rows.get(key)),
            changed(key[0], now.rows.get(key), version.rows.get(key), names),
        )
        for key in keys
    ]
    return [each for each in found if each.changes]


def _done(before: Model | None, after: Model | None) -> str:
    if before is None:
        return "added"
    return "deleted" if after is None else "changed"


def _standing(model: type[Model], events: Any) -> Numbers:  # noqa: ANN401
    """Return the rows whose last event among ``events`` left them standing."""
    last = events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {
        (model, event.pgh_obj_id): row_of(model, event)
        for event in last
        if event.pgh_label != "delete"
    }
