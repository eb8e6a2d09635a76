"""The parameter ``as_of``: a time that is looked back to."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from kb.api.problems import Fault

DAY = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "format": "date-time"},
    ]
}
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AS_OF: Mapping[str, tuple[dict[str, Any], str]] = {
    "as_of": (DAY, "A time, or a day, of which the end in UTC is meant.")
}
"""The parameter, for the schema."""


def time_of(text: str) -> datetime:
    """Return a time, for a day the end of it in UTC; ``ValueError`` if neither."""
    if DATE.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), time.max, UTC)
    if not INSTANT.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def wrong_time(text: str) -> list[Fault]:
    """Return what is wrong with a time that is looked back to."""
    try:
        at = time_of(text)
    except ValueError:
        right = "Write YYYY-MM-DD, or a time such as 2024-05-01T12:00:00Z."
        return [Fault("as_of", "invalid", right)]
    if at.date() > datetime.now(UTC).date():
        return [Fault("as_of", "invalid", "Nobody knows yet: give a day until today.")]
    return []
