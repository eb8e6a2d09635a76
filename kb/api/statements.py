"""Statements that find rows and write each of them as JSON.

Which rows are on a page is found first, the JSON of those alone is made then: in one
statement in which the page stands in the place of the table, so that PostgreSQL plans
for a page and not for one row. How rows are written differs from request to request
only in the numbers of the rows they belong to, and which rows there are in a list
without filters, or by a key, only in the cursor and the key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import F, QuerySet

from kb.api.asked import Asked
from kb.api.objects import Compiled
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
from kb.api.written import (
    KEY,
    PLACE,
    PLACE_ROW,
    STAND_INS,
    Written,
    compiled,
    document_statement,
    on_page,
    stood_in,
    whole,
)
from kb.selectors.history import last_change

Rows: TypeAlias = QuerySet[Any, Any]

LIST = """SELECT doc.json, doc.place, doc.pk, {changed}
FROM ({doc}) AS doc (json, pk, place, sort) ORDER BY doc.sort {way}, doc.pk {way}"""
ONE = "SELECT doc.json, {changed} FROM ({doc}) AS doc (json, pk, place, sort)"
# The last row says where the next batch begins. The page is in order already, and
# PostgreSQL knows it: nothing is sorted again.
BATCH = """WITH page ("the order", "the place", {columns})
  AS MATERIALIZED ({page}){apart}
SELECT string_agg(line.json, chr(10)), count(*), (array_agg(line.place))[count(*)],
  (array_agg(line.pk))[count(*)]
FROM (SELECT doc.json, doc.place, doc.pk FROM ({doc}) AS doc (json, pk, place, sort)
      ORDER BY doc.sort {way}, doc.pk {way} LIMIT {size}) AS line
HAVING count(*) > 0"""


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
    return found(page, by, LIST, written, way="DESC" if down else "ASC")


def found_by_key(resource: Any, key: str, written: Written) -> list[Any]:  # noqa: ANN401
    """Return text and last change of the row with this key, if readers may see it."""
    alias = router.db_for_read(resource.serializer_class.Meta.model)
    sql, values = detail_statement(Shape(resource, written.open(), alias))
    return answered(sql, stood_in(values, {KEY: key}), alias)


def first_of(rows: Rows, written: Written) -> list[str]:
    """Return the JSON of the first of ``rows``, nothing if there is none."""
    page = rows.order_by()[:1]
    return [text for text, _ in found(page, F("pk"), ONE, written)]


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
    while True:
        page = placed(rows, by, size, position, down=down)
        for text, count, place, row in gathered(page, by, written, size, down=down):
            position = (place, row)
            yield Batch(text, count, position)
            if count == size:
                break
        else:
            return
        size = more


def found(
    rows: Rows, by: F, statement: str, written: Written, **parts: str
) -> list[Any]:
    """Return what a statement finds that writes the page ``rows``."""
    document = document_statement(written.open(), rows.db)
    page = whole(rows, by, document.columns)
    try:
        sql, values = page.query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        return []
    doc, more = on_page(document, sql, values)
    text = statement.format(doc=doc, changed=last_change(doc), **parts)
    here = dict(zip(STAND_INS, written.numbers, strict=False))
    return answered(text, stood_in(more, here), rows.db)


def gathered(
    rows: Rows, by: F, written: Written, size: int, *, down: bool
) -> list[Any]:
    """Return the page ``rows`` as one text, and the place of the last of them."""
    document = document_statement(written.in_batches(), rows.db)
    page = whole(rows, by, document.columns)
    try:
        sql, values = page.query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        return []
    doc, more = on_page(document, "SELECT * FROM page")
    apart, others = document.apart
    columns = ", ".join(f'"{name}"' for name in document.columns)
    way = "DESC" if down else "ASC"
    text = BATCH.format(
        page=sql, apart=apart, doc=doc, columns=columns, way=way, size=size
    )
    here = dict(zip(STAND_INS, written.numbers, strict=False))
    return answered(text, [*values, *stood_in([*others, *more], here)], rows.db)


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
    return together(page, by, LIST, shape, way="DESC" if down else "ASC")


@lru_cache(maxsize=512)
def detail_statement(shape: Shape) -> Compiled:
    """Return the statement of one row."""
    keyed = shape.resource.keyed
    rows = shape.resource.reached((), {keyed}).filter(**{keyed: KEY})
    return together(rows.order_by()[:1], F("pk"), ONE, shape)


def together(rows: Rows, by: F, statement: str, shape: Shape, **parts: str) -> Compiled:
    """Return the text of a whole statement with all of its values that never change."""
    document = document_statement(shape.written, shape.alias)
    sql, values = compiled(whole(rows, by, document.columns), shape.alias)
    doc, more = on_page(document, sql, values)
    return statement.format(doc=doc, changed=last_change(doc), **parts), more


def answered(sql: str, values: Sequence[Any], alias: str) -> list[Any]:
    """Return what the database answers."""
    with connections[alias].cursor() as cursor:
        if values:
            cursor.execute(sql, values)
        else:  # nothing to look for in thousands of characters
            cursor.execute(unescaped(sql))
        found: list[Any] = cursor.fetchall()
        return found


@lru_cache(maxsize=2048)
def unescaped(sql: str) -> str:
    """Return a statement without values as PostgreSQL takes it."""
    return sql.replace("%%", "%")
