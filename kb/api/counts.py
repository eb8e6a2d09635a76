"""How many rows stand behind a row, of those that readers may see."""

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of(rows: QuerySet[Any, Any], of: str, what: str = "pk") -> Coalesce:
    """Return how many different ``what`` there are among ``rows`` of one outer row.

    ``rows`` are already filtered by the outer row, to which ``of`` leads.
    """
    counted = rows.order_by().values(of).annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0, output_field=IntegerField())
