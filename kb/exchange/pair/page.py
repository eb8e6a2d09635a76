"""The page of a pair as a thing to cite, by its revision: never by today's date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

SHORT = 12
"""Characters of a revision that are shown."""


def page_record(
    document: Mapping[str, Any], address: str, published: date | None
) -> dict[str, Any]:
    """Return the CSL-JSON record of a page as it stands.

    ``address`` is that of the page, with its host; ``published`` the day on which the
    newest of its findings was. The same revision always gives the same record: there is
    no day on which somebody looked.
    """
    revision = document["revision"][:SHORT]
    career, skill = document["career"]["key"], document["skill"]["key"]
    record: dict[str, Any] = {
        "id": f"attest-{career}-{skill}-{revision}",
        "type": "webpage",
        "title": document["question"],
        "container-title": "Attest",
        "version": revision,
        "URL": f"{address}?revision={revision}",
    }
    if published:
        day = [published.year, published.month, published.day]
        record["issued"] = {"date-parts": [day]}
    if document["attribution"]:
        record["custom"] = {"attribution": list(document["attribution"])}
    return record
