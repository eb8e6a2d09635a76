"""Statements that were put together once for all requests.

Django needs longer to put the statement of a list together than PostgreSQL needs to
answer it, and puts the same one together each time. A list without filters, and a
single row, differ from request to request only in a few values: the key, the cursor,
the numbers of the rows they belong to. Those are kept open; all else is text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connections, router
from django.db.models import F, QuerySet
from psycopg.sql import Literal

from kb.api.asked import Asked
from kb.api.chosen import Chosen
from kb.api.paging import BACK, ONWARD, Cursor, Row, goes_back, ordered
from kb.api.rows import STAND_INS, Compiled, Numbers, Written, stood_in
from kb.selectors.history import last_change

PLACE = "\x00a place in a list"
PLACE_ROW = -7_000_003
KEY = "\x00a key"
OPEN = {*STAND_INS, PLACE, PLACE_ROW, KEY}
"""What stands for the values of a request."""
PLACEHOLDER = re.compile("%[%s]")


@dataclass(frozen=True)
class Shape:
    """What a statement depends on, apart from its values."""

    resource: Any
    """The class of the resource."""
    alias: str
    chosen: Chosen
    numbers: int = 0
    ordering: str = ""
    limit: int = 0
    way: str = ""


def found_in_list(
    resource: Any,  # noqa: ANN401
    numbers: Numbers,
    asked: Asked,
    cursor: Cursor | None,
    chosen: Chosen,
) -> list[Row]:
    """Return the rows of one page of a list without filters, as ``ordered`` does."""
    way = (BACK if goes_back(cursor) else ONWARD) if cursor else ""
    shape = Shape(
        resource,
        alias_of(resource),
        chosen,
        len(numbers),
        asked.ordering,
        asked.limit,
        way,
    )
    here: dict[Any, Any] = dict(zip(STAND_INS, numbers, strict=False))
    if cursor:
        here |= {PLACE: cursor.position[0], PLACE_ROW: cursor.position[1]}
    return answered(list_statement(shape), shape.alias, here)


def found_by_key(resource: Any, key: str, chosen: Chosen) -> list[Any]:  # noqa: ANN401
    """Return text and last change of the row with this key, if readers may see it."""
    shape = Shape(resource, alias_of(resource), chosen)
    return answered(detail_statement(shape), shape.alias, {KEY: key})


def alias_of(resource: Any) -> str:  # noqa: ANN401
    """Return where the rows of a resource are read."""
    return router.db_for_read(resource.serializer_class.Meta.model)


@lru_cache(maxsize=2048)
def list_statement(shape: Shape) -> Compiled:
    """Return the statement of one page of a list without filters."""
    numbers = STAND_INS[: shape.numbers]
    resource = shape.resource
    by = resource.orderings[shape.ordering.removeprefix("-")]
    rows = resource.reached(numbers, {by})
    cursor = Cursor(shape.way, shape.ordering, (PLACE, PLACE_ROW))
    asked = Asked(shape.limit, shape.ordering, "")
    written = Written(resource.described, numbers, shape.chosen)
    page = ordered(rows, F(by), asked, cursor if shape.way else None, written)
    return compiled(page, shape.alias)


@lru_cache(maxsize=512)
def detail_statement(shape: Shape) -> Compiled:
    """Return the statement of one row."""
    resource = shape.resource
    written = Written(resource.described, (), shape.chosen)
    rows = resource.reached((), {resource.keyed}).filter(**{resource.keyed: KEY})
    found = rows.order_by().values_list(written, last_change())[:1]
    return compiled(found, shape.alias)


def compiled(rows: QuerySet[Any, Any], alias: str) -> Compiled:
    """Return the text of a query with all of its values that never change."""
    sql, values = rows.query.get_compiler(using=alias).as_sql()
    return settled(sql, values, alias)


def settled(sql: str, values: Sequence[Any], alias: str) -> Compiled:
    """Return a statement with its values as text, but for those that are stand-ins.

    PostgreSQL makes the plan of a statement with values anew each time if it thinks
    that this pays; for the forty constants of a list it takes longer than the answer.
    """
    connection = connections[alias]
    connection.ensure_connection()
    left = iter(values)
    kept: list[Any] = []

    def fill(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(left)
        if isinstance(value, int | str) and value in OPEN:
            kept.append(value)
            return "%s"
        text = Literal(value).as_string(connection.connection)
        return text.replace("%", "%%")

    return PLACEHOLDER.sub(fill, sql), kept


def answered(statement: Compiled, alias: str, here: Mapping[Any, Any]) -> list[Any]:
    """Return what the database answers, with values for the stand-ins."""
    sql, values = statement
    with connections[alias].cursor() as cursor:
        if values:
            cursor.execute(sql, stood_in(values, here))
        else:  # nothing to look for in thousands of characters
            cursor.execute(sql.replace("%%", "%"))
        found: list[Any] = cursor.fetchall()
        return found
