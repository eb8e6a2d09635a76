"""Pages of a list that never count a whole table."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

if TYPE_CHECKING:
    RowPaginator: TypeAlias = Paginator[Any]
else:
    RowPaginator = Paginator

MOST = 10_000
"""Rows of a list that can be paged through: whoever looks for more searches."""


class BoundedPaginator(RowPaginator):
    """Counts up to one row more than can be paged through, and stops there."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, ``MOST + 1`` if there are more."""
        return self.object_list.order_by().values("pk")[: MOST + 1].count()
