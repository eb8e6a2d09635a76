"""Statements that find rows and write each of them as JSON.

Which rows are on a page is found first, the JSON of those alone is made then: in one
statement of two parts that are joined, so that PostgreSQL plans for a page and not for
one row. Django needs longer to put such a statement together than PostgreSQL needs to
answer it, and puts the same one together each time. How rows are written differs from
request to request only in the numbers of the rows they belong to, and which rows there
are in a list without filters, or by a key, only in the cursor and the key. Those are
kept open; all else is put together once and is text then.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import F, QuerySet
from psycopg.sql import Literal

from kb.api.asked import Asked
from kb.api.chosen import USUAL, Chosen
from kb.api.paging import (
    BACK,
    ONWARD,
    Cursor,
    Position,
    Row,
    descends,
    goes_back,
    placed,
)
from kb.api.rows import Compiled, Numbers
from kb.selectors.history import last_change

Rows: TypeAlias = QuerySet[Any, Any]

STAND_INS = (-7_000_001, -7_000_002)
"""No row has these numbers; they hold the places of the numbers of a request."""
PLACE = "\x00a place in a list"
PLACE_ROW = -7_000_003
KEY = "\x00a key"
OPEN = {*STAND_INS, PLACE, PLACE_ROW, KEY}
"""What stands for the values of a request."""
PLACEHOLDER = re.compile("%[%s]")

CHANGED = "{changed}"
LIST = """SELECT doc.json, page.place, page.pk, {changed}
FROM ({page}) AS page (sort, place, pk) JOIN ({doc}) AS doc (json, pk)
  ON doc.pk = page.pk ORDER BY page.sort {way}, page.pk {way}"""
ONE = """SELECT doc.json, {changed}
FROM ({page}) AS page (pk) JOIN ({doc}) AS doc (json, pk) ON doc.pk = page.pk"""
# The last row says where the next batch begins. LIMIT changes nothing but the plan:
# with it, rows are sorted before their JSON is made and not with it.
BATCH = """WITH page AS MATERIALIZED (
  SELECT found.*, row_number() OVER (ORDER BY sort {way}, pk {way}) AS number
  FROM ({page}) AS found (sort, place, pk))
SELECT (SELECT string_agg(line.json, chr(10)) FROM (
    SELECT doc.json FROM page JOIN ({doc}) AS doc (json, pk) ON doc.pk = page.pk
    ORDER BY page.number LIMIT {size}) AS line),
  last.number, last.place, last.pk
FROM (SELECT number, place, pk FROM page ORDER BY number DESC LIMIT 1) AS last"""


@dataclass(frozen=True)
class Written:
    """How rows are written: ``make`` gives them all, with their JSON in ``json``.

    ``make`` takes the numbers of the rows they belong to.
    """

    make: Callable[..., Rows]
    numbers: Numbers = ()
    chosen: Chosen = USUAL

    def open(self) -> "Written":
        """Return the same with stand-ins for the numbers."""
        return Written(self.make, STAND_INS[: len(self.numbers)], self.chosen)


@dataclass(frozen=True)
class Shape:
    """What a statement depends on, apart from its values."""

    resource: Any
    """The class of the resource."""
    written: Written
    alias: str
    ordering: str = ""
    limit: int = 0
    way: str = ""


@dataclass(frozen=True)
class Batch:
    """The JSON of many rows, a line each, and the place of the last."""

    text: str
    count: int
    last: Position


def found_in_list(
    resource: Any,  # noqa: ANN401
    asked: Asked,
    cursor: Cursor | None,
    written: Written,
) -> list[Row]:
    """Return the rows of one page of a list without filters, and one row more."""
    way = (BACK if goes_back(cursor) else ONWARD) if cursor else ""
    alias = router.db_for_read(resource.serializer_class.Meta.model)
    shape = Shape(resource, written.open(), alias, asked.ordering, asked.limit, way)
    here: dict[Any, Any] = dict(zip(STAND_INS, written.numbers, strict=False))
    if cursor:
        here |= {PLACE: cursor.position[0], PLACE_ROW: cursor.position[1]}
    sql, values = list_statement(shape)
    return answered(sql, stood_in(values, here), alias)


def found_among(
    rows: Rows, by: F, asked: Asked, cursor: Cursor | None, written: Written
) -> list[Row]:
    """Return one page of ``rows``, and one row more."""
    down = descends(asked, cursor)
    position = cursor.position if cursor else None
    page = placed(rows, by, asked.limit + 1, position, down=down)
    return found(page, LIST, written, way="DESC" if down else "ASC")


def found_by_key(resource: Any, key: str, written: Written) -> list[Any]:  # noqa: ANN401
    """Return text and last change of the row with this key, if readers may see it."""
    alias = router.db_for_read(resource.serializer_class.Meta.model)
    sql, values = detail_statement(Shape(resource, written.open(), alias))
    return answered(sql, stood_in(values, {KEY: key}), alias)


def first_of(rows: Rows, written: Written) -> list[str]:
    """Return the JSON of the first of ``rows``, nothing if there is none."""
    page = rows.order_by().values_list("pk")[:1]
    return [text for text, _ in found(page, ONE, written)]


def batches(
    rows: Rows,
    by: F,
    written: Written,
    sizes: tuple[int, int],
    position: Position | None = None,
    *,
    down: bool = False,
) -> Iterator[Batch]:
    """Yield all rows behind ``position``, a batch a statement.

    ``sizes`` are those of the first batch and of all others.
    """
    size, more = sizes
    way = "DESC" if down else "ASC"
    while True:
        page = placed(rows, by, size, position, down=down)
        for text, count, place, row in found(
            page, BATCH, written, way=way, size=str(size)
        ):
            position = (place, row)
            yield Batch(text, count, position)
            if count == size:
                break
        else:
            return
        size = more


def found(page: Rows, statement: str, written: Written, **parts: str) -> list[Any]:
    """Return what a statement finds that writes the rows of ``page``."""
    alias = page.db
    try:
        sql, values = page.query.get_compiler(using=alias).as_sql()
    except EmptyResultSet:
        return []
    doc, more = document_statement(written.open(), alias)
    changed = last_change(sql, doc) if CHANGED in statement else ""
    whole = statement.format(page=sql, doc=doc, changed=changed, **parts)
    here = dict(zip(STAND_INS, written.numbers, strict=False))
    return answered(whole, [*values, *stood_in(more, here)], alias)


@lru_cache(maxsize=2048)
def list_statement(shape: Shape) -> Compiled:
    """Return the statement of one page of a list without filters."""
    name = shape.resource.orderings[shape.ordering.removeprefix("-")]
    by, rows = F(name), shape.resource.reached(shape.written.numbers, {name})
    cursor = Cursor(shape.way, shape.ordering, (PLACE, PLACE_ROW))
    asked = Asked(shape.limit, shape.ordering, "")
    given = cursor if shape.way else None
    down = descends(asked, given)
    position = cursor.position if given else None
    page = placed(rows, by, asked.limit + 1, position, down=down)
    return together(page, LIST, shape, way="DESC" if down else "ASC")


@lru_cache(maxsize=512)
def detail_statement(shape: Shape) -> Compiled:
    """Return the statement of one row."""
    keyed = shape.resource.keyed
    rows = shape.resource.reached((), {keyed}).filter(**{keyed: KEY})
    return together(rows.order_by().values_list("pk")[:1], ONE, shape)


@lru_cache(maxsize=512)
def document_statement(written: Written, alias: str) -> Compiled:
    """Return the statement of the JSON of all rows, with stand-ins for its numbers."""
    rows = written.make(*written.numbers, chosen=written.chosen)
    return compiled(rows.order_by().values_list("json", "pk"), alias)


def together(page: Rows, statement: str, shape: Shape, **parts: str) -> Compiled:
    """Return the text of a whole statement with all of its values that never change."""
    sql, values = compiled(page, shape.alias)
    doc, more = document_statement(shape.written, shape.alias)
    changed = last_change(sql, doc) if CHANGED in statement else ""
    whole = statement.format(page=sql, doc=doc, changed=changed, **parts)
    return whole, [*values, *more]


def compiled(rows: Rows, alias: str) -> Compiled:
    """Return the text of a query with all of its values that never change.

    PostgreSQL makes the plan of a statement with values anew each time if it thinks
    that this pays; for the forty constants of a list it takes longer than the answer.
    """
    sql, values = rows.query.get_compiler(using=alias).as_sql()
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


def stood_in(values: Sequence[Any], here: Mapping[Any, Any]) -> list[Any]:
    """Return parameters with what ``here`` has for each stand-in among them."""
    return [
        type(value)(here[value])
        if isinstance(value, int | str) and value in here
        else value
        for value in values
    ]


def answered(sql: str, values: Sequence[Any], alias: str) -> list[Any]:
    """Return what the database answers."""
    with connections[alias].cursor() as cursor:
        if values:
            cursor.execute(sql, values)
        else:  # nothing to look for in thousands of characters
            cursor.execute(sql.replace("%%", "%"))
        found: list[Any] = cursor.fetchall()
        return found
