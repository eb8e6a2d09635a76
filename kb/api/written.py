"""How rows are written as JSON: statements that were put together once.

Django needs longer to put such a statement together than PostgreSQL needs to answer it,
and puts the same one together each time. What differs from request to request is kept
open; all else is text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from django.db import connections
from django.db.models import F, Func, QuerySet, TextField
from django.db.models.functions import Cast
from psycopg.sql import Literal

from kb.api.chosen import USUAL, Chosen
from kb.api.rows import Compiled, Numbers

Rows: TypeAlias = QuerySet[Any, Any]

STAND_INS = (-7_000_001, -7_000_002)
"""No row has these numbers; they hold the places of the numbers of a request."""
PLACE = "\x00a place in a list"
PLACE_ROW = -7_000_003
KEY = "\x00a key"
OPEN = {*STAND_INS, PLACE, PLACE_ROW, KEY}
"""What stands for the values of a request."""
PLACEHOLDER = re.compile("%[%s]")
PAGE = "\x00the page"
PAGED = ("the place", "the order")
"""Where a row stands on a page, as text and as it is; no column has such names."""


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


def whole(rows: Rows, by: F) -> Rows:
    """Return of each row how it is ordered, the same as text, and all its columns."""
    columns = (field.attname for field in rows.model._meta.concrete_fields)
    return columns_of(rows, by, *columns)


def columns_of(rows: Rows, by: F, *columns: str) -> Rows:
    """Return of each row how it is ordered, the same as text, and some columns."""
    found: Rows = rows.values_list(by, Cast(by, TextField()), *columns)
    return found


@lru_cache(maxsize=512)
def document_statement(written: Written, alias: str, *, paged: bool) -> Compiled:
    """Return the statement of the JSON of all rows, with stand-ins for its numbers.

    If ``paged``, that of a page: ``on_page`` says which.
    """
    rows = written.make(*written.numbers, chosen=written.chosen).order_by()
    table = rows.model._meta.db_table
    place = [
        Func(template=f'"{table}"."{name}"', output_field=TextField())
        for name in (PAGED if paged else ())
    ]
    sql, values = compiled(rows.values_list("json", "pk", *place), alias)
    if not paged:
        return sql, values
    # Tables of subqueries have other names: this is that of the rows themselves.
    head, tail = re.split(rf'(?<= FROM )"{table}"(?! [A-Z]+[0-9]+\b)', sql)
    columns = [field.column for field in rows.model._meta.concrete_fields]
    names = ", ".join(f'"{name}"' for name in (*reversed(PAGED), *columns))
    return f'{head}({PAGE}) AS "{table}" ({names}){tail}', values


def on_page(written: Compiled, page: str, values: Sequence[Any]) -> Compiled:
    """Return the statement of the JSON of the rows that ``page`` finds.

    The page stands in the place of the table, so that no row is looked up again.
    """
    sql, more = written
    head, tail = sql.split(PAGE)
    before = len([each for each in PLACEHOLDER.findall(head) if each == "%s"])
    return f"{head}{page}{tail}", [*more[:before], *values, *more[before:]]


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
