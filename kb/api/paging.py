"""Pages of a list, each found by the place where the last one ended.

No row is counted and none is skipped over, so the thousandth page costs what the first
one costs, and rows that come or go meanwhile are neither shown twice nor lost. A cursor
is signed: it is opaque, only we can make one, and it is good for the list alone that
gave it, with the same filters in the same order.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.core import signing
from django.db.models import (
    BooleanField,
    F,
    Func,
    QuerySet,
    Value,
)
from django.http import QueryDict

from kb.api.asked import Asked
from kb.api.problems import Fault, Problem

Rows: TypeAlias = QuerySet[Any, Any]
Row: TypeAlias = tuple[str, str, int, datetime | None]
"""Its JSON, its place as text, its number, and when anything changed last."""
Position: TypeAlias = tuple[str, int]
SALT = "kb.api.cursor.2"
ONWARD, BACK = "n", "p"


@cache
def signer() -> signing.TimestampSigner:
    """Return what signs cursors."""
    return signing.TimestampSigner(salt=SALT)


@dataclass(frozen=True)
class Cursor:
    """A place in a list: behind (or, going back, before) the row at ``position``."""

    way: str
    ordering: str
    position: Position

    def text(self, selection: str) -> str:
        """Return the cursor as clients carry it, for the list of these rows."""
        told = [self.way, self.ordering, *self.position, selection]
        return signer().sign_object(told)


@dataclass(frozen=True)
class PageOfRows:
    """The JSON texts of a page's rows, and the cursors of the pages beside it."""

    rows: list[str]
    next: str | None
    previous: str | None
    changed: datetime | None
    """When anything that readers see changed last; ``None`` where nothing is shown."""


def read_cursor(asked: Asked) -> Cursor | None:
    """Return the cursor, ``None`` for the first page.

    Raises a problem if it is forged, or of another list: there its place means nothing.
    """
    if not asked.cursor:
        return None
    try:
        way, made_for, value, row, selection = signer().unsign_object(asked.cursor)
    except (signing.BadSignature, ValueError):
        raise wrong("Not a cursor of this site: follow next and previous.") from None
    if selection != asked.selection:
        raise wrong("Made for another list or other filters: begin without a cursor.")
    if made_for != asked.ordering:
        raise wrong(f"Made for ordering={made_for}: begin again without a cursor.")
    return Cursor(way, made_for, (value, row))


def wrong(detail: str) -> Problem:
    """Return the problem of a cursor that cannot be used."""
    fault = Fault("cursor", "invalid", detail)
    return Problem("invalid-parameters", f"cursor: {detail}", (fault,))


def descends(asked: Asked, cursor: Cursor | None) -> bool:
    """Tell whether rows are to be read from the last one to the first."""
    return asked.ordering.startswith("-") != goes_back(cursor)


def placed(
    rows: Rows, by: F, size: int, position: Position | None, *, down: bool
) -> Rows:
    """Return up to ``size`` rows behind ``position``, by ``by`` and then by number."""
    if position is not None:
        rows = rows.filter(beyond(by, position, "<" if down else ">"))
    keys = [by.desc(), F("pk").desc()] if down else [by.asc(), F("pk").asc()]
    found: Rows = rows.order_by(*keys)[:size]
    return found


def page_of(found: list[Row], asked: Asked, cursor: Cursor | None) -> PageOfRows:
    """Return one page, made of one row more than it shows."""
    back = goes_back(cursor)
    more = len(found) > asked.limit
    found = found[: asked.limit]
    if back:
        found.reverse()
    if not found:
        return PageOfRows([], None, None, None)

    def at(way: str, row: Row) -> str:
        place = Cursor(way, asked.ordering, (row[1], row[2]))
        return place.text(asked.selection)

    return PageOfRows(
        [row[0] for row in found],
        at(ONWARD, found[-1]) if more or back else None,
        at(BACK, found[0]) if (more if back else cursor is not None) else None,
        found[0][3],
    )


def goes_back(cursor: Cursor | None) -> bool:
    """Tell whether a cursor leads to the page before."""
    return cursor is not None and cursor.way == BACK


def beyond(by: F, position: Position, sign: str) -> Func:
    """Return whether a row lies beyond ``position``: one comparison of two pairs."""
    here = Func(by, F("pk"), function="ROW")
    there = Func(Value(position[0]), Value(position[1]), function="ROW")
    return Func(
        here,
        there,
        template="%(expressions)s",
        arg_joiner=f" {sign} ",
        output_field=BooleanField(),
    )


def link(address: str, given: QueryDict, cursor: str | None) -> str | None:
    """Return the address of the page at ``cursor``, everything else as it was asked."""
    if cursor is None:
        return None
    asked = [(name, given[name]) for name in given if name != "cursor"]
    return f"{address}?{urlencode([*asked, ('cursor', cursor)])}"
