"""What a maker is."""

from collections.abc import Callable
from itertools import count
from typing import Any, Generic, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)

_numbers = count(1)


def numbered(word: str) -> Callable[[], str]:
    """Return a maker of texts that are never given twice: ``word-1``, ``word-2`` …."""
    return lambda: f"{word}-{next(_numbers)}"


class Maker(Generic[Row]):
    """Makes the smallest valid row of a model.

    A default that can be called is called for each row, so a maker is itself the
    default of a foreign key.
    """

    def __init__(self, model: type[Row], **defaults: Any) -> None:
        self.model = model
        self.defaults = defaults

    def unsaved(self, **fields: Any) -> Row:
        """Return a row that is not stored; what it hangs on is."""
        given = {
            name: default() if callable(default) else default
            for name, default in self.defaults.items()
            if name not in fields
        }
        return self.model(**given, **fields)

    def __call__(self, **fields: Any) -> Row:
        """Store a row and return it."""
        row = self.unsaved(**fields)
        row.save(force_insert=True)
        return row
