"""What a page cites, as records, and since when it stands as it does."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from citations.models import Source
from citations.selectors import Recorded, recorded
from citations.selectors.records import COLUMNS
from kb.models import Finding

Document = Mapping[str, Any]


def cited_records(document: Document) -> list[Recorded]:
    """Return the reference list of a pair document in its order, in one statement.

    Each record names all places that the page cites in it.
    """
    places = {one["key"]: "; ".join(one["locators"]) for one in document["references"]}
    rows = recorded(Source.objects.filter(key__in=places)).order_by()
    found = {row["key"]: row for row in rows.values("key", *COLUMNS)}
    thanks = tuple(document["attribution"])
    return [
        Recorded(**found[key], locator=place, attribution=thanks)
        for key, place in places.items()
    ]


def newest(document: Document) -> date | None:
    """Return the day on which the newest finding of the page was published."""
    keys = [finding["key"] for finding in document["findings"]]
    found = Finding.objects.published().filter(key__in=keys)
    when = found.aggregate(newest=Max("published_at"))["newest"]
    return when.date() if when else None
