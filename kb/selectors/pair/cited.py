"""What a page cites, as records with the places."""

from collections.abc import Mapping
from typing import Any

from citations.models import Source
from citations.selectors import Recorded, recorded
from citations.selectors.records import COLUMNS

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
