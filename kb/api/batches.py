"""Lists that the database puts together: a batch is one text, not thousands of rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connections

from kb.api.exports import BATCHES, Walk

Batch: TypeAlias = tuple[str | None, str | None, int | None]
TOGETHER = """
SELECT string_agg(line, %s), max(place) FILTER (WHERE number = %s),
  max(pk) FILTER (WHERE number = %s)
FROM (SELECT found.*, row_number() OVER () AS number
      FROM ({rows}) AS found (line, place, pk)) AS numbered
"""


@dataclass(frozen=True)
class Batches:
    """The only column of ``walk``, a text of each batch, ``between`` its rows."""

    walk: Walk
    between: str

    def __iter__(self) -> Iterator[str]:
        """Yield the texts, one a statement."""
        size, more = BATCHES
        position: Any = self.walk.start()
        while True:
            text, *last = self.batch(position, size)
            if text is not None:
                yield text
            if last[0] is None:
                return
            position, size = tuple(last), more

    def batch(self, position: Any, size: int) -> Batch:  # noqa: ANN401
        """Return the text of ``size`` rows that follow ``position``, and the last.

        Fewer rows are all that is left, and have no last.
        """
        rows = self.walk.after(position, size)
        sql, values = rows.query.get_compiler(using=rows.db).as_sql()
        with connections[rows.db].cursor() as cursor:
            cursor.execute(
                TOGETHER.format(rows=sql), [self.between, size, size, *values]
            )
            batch: Batch = cursor.fetchone()
        return batch
