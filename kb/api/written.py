"""How rows are written as JSON: statements that were put together once.

Django needs longer to put such a statement together than PostgreSQL needs to answer it,
and puts the same one together each time. What differs from request to request is kept
open; all else is text.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from django.db import connections
from django.db.models import F, Func, QuerySet, TextField
from django.db.models.functions import Cast
from psycopg.sql import Literal

from kb.api.chosen import USUAL, Chosen
from kb.api.objects import Apart, Compiled
from kb.api.rows import Numbers

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
# PostgreSQL would rather read a table through for a batch than look some hundred rows
# up; OFFSET leaves it no choice.
ONCE = """, "{name}" AS (
  SELECT jsonb_object_agg(one.id, one.json) AS map
  FROM (SELECT DISTINCT "{column}" AS id FROM page) AS asked,
  LATERAL ({doc} WHERE "{table}"."id" = asked.id OFFSET 0) AS one (json, id))"""
PAGED = ("the place", "the order")
"""Where a row stands on a page, as text and as it is; no column has such names."""


class Document(NamedTuple):
    """The statement of the JSON of a page, and what it asks for."""

    sql: str
    values: list[Any]
    columns: tuple[str, ...]
    """Those of the table of the rows."""
    apart: Compiled
    """What a batch writes once, behind ``page``."""


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

    def in_batches(self) -> "Written":
        """Return the same with what many rows share written once."""
        return replace(self.open(), chosen=replace(self.chosen, apart=True))


def whole(rows: Rows, by: F, columns: Iterable[str]) -> Rows:
    """Return of each row how it is ordered, the same as text, and some columns."""
    table = rows.model._meta.db_table
    known = {field.column: field.attname for field in rows.model._meta.concrete_fields}
    wanted = (known.get(name) or stored(table, name) for name in columns)
    found: Rows = rows.values_list(by, Cast(by, TextField()), *wanted)
    return found


def stored(table: str, column: str) -> Func:
    """Return a column by its name, for one that Django knows nothing of."""
    return Func(template=f'"{table}"."{column}"', output_field=TextField())


@lru_cache(maxsize=512)
def document_statement(written: Written, alias: str) -> Document:
    """Return the statement of the JSON of a page, with stand-ins for its numbers.

    ``on_page`` says which page.
    """
    rows = written.make(*written.numbers, chosen=written.chosen).order_by()
    table = rows.model._meta.db_table
    place = [stored(table, name) for name in PAGED]
    sql, values = compiled(rows.values_list("json", "pk", *place), alias)
    # Tables of subqueries have other names: this is that of the rows themselves.
    named = re.findall(rf'(?<![\w".])"{table}"\."([^"]+)"', sql)
    columns = tuple(name for name in dict.fromkeys(named) if name not in PAGED)
    head, tail = re.split(rf'(?<= FROM )"{table}"(?! [A-Z]+[0-9]+\b)', sql)
    names = ", ".join(f'"{name}"' for name in (*reversed(PAGED), *columns))
    paged = f'{head}({PAGE}) AS "{table}" ({names}){tail}'
    return Document(paged, values, columns, apart(rows, alias))


def on_page(document: Document, page: str, values: Sequence[Any] = ()) -> Compiled:
    """Return the statement of the JSON of the rows that ``page`` finds.

    The page stands in the place of the table, so that no row is looked up again.
    """
    head, tail = document.sql.split(PAGE)
    before = len([each for each in PLACEHOLDER.findall(head) if each == "%s"])
    more = document.values
    return f"{head}{page}{tail}", [*more[:before], *values, *more[before:]]


def apart(rows: Rows, alias: str) -> Compiled:
    """Return what writes the rows to which those of ``page`` lead, each once."""
    parts: list[str] = []
    values: list[Any] = []
    for each in rows.query.annotations["json"].flatten():
        if isinstance(each, Apart):
            doc, more = compiled(each.rows.values_list("json", "pk"), alias)
            table = each.rows.model._meta.db_table
            parts.append(
                ONCE.format(name=each.name, column=each.column, doc=doc, table=table)
            )
            values += more
    return "".join(parts), values


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
