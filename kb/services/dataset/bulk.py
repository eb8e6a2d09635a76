"""Many rows of one table at once, by COPY: every trigger and constraint asks them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Take ``count`` row numbers of a table, for rows that refer to each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
            " FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def copy_in(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Write ``rows`` into a table, their cells in the order of ``columns``.

    Returns how many there were. The history of the transaction is already told who
    writes: a statement through Django went before. Raises ``IntegrityError`` as any
    statement does.
    """
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    count = 0
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"
        ) as stream,
    ):
        for row in rows:
            stream.write_row(row)
            count += 1
    return count


def json_text(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Return ``value`` as COPY takes it for a JSON column."""
    return json.dumps(value, ensure_ascii=False)
