"""Rows as lines of JSON, for whoever wants all of them and no page.

The database puts the lines of a batch together: no row becomes an object here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import F, QuerySet

from kb.api.asked import Asked
from kb.api.exports import BATCHES, beginning
from kb.api.paging import ONWARD, Cursor
from kb.api.statements import batches, found_among
from kb.api.written import Written

Rows: TypeAlias = QuerySet[Any, Any]


@dataclass(frozen=True)
class Documents:
    """Rows in an order, from a place on, each written as JSON."""

    rows: Rows
    by: F
    asked: Asked
    written: Written

    def __iter__(self) -> Iterator[str]:
        """Yield the lines of every row, a batch a statement."""
        down = self.asked.ordering.startswith("-")
        after = self.start()
        for batch in batches(
            self.rows, self.by, self.written, BATCHES, after, down=down
        ):
            yield batch.text

    def page(self) -> tuple[list[str], str | None]:
        """Return ``limit`` rows, and the cursor to what follows them."""
        after = self.start()
        cursor = Cursor(ONWARD, self.asked.ordering, after) if after else None
        found = found_among(self.rows, self.by, self.asked, cursor, self.written)
        texts = [row[0] for row in found[: self.asked.limit]]
        if len(found) <= self.asked.limit:
            return texts, None
        _, place, number, _ = found[self.asked.limit - 1]
        onward = Cursor(ONWARD, self.asked.ordering, (place, number))
        return texts, onward.text(self.asked.selection)

    def start(self) -> Any:  # noqa: ANN401
        """Return the place after which the rows begin, ``None`` for the first."""
        return beginning(self.asked)
