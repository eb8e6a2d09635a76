"""Dates of CSL-JSON 1.0.2 (``date-parts``, ``season``, ``circa``, ``raw``) and EDTF."""

from collections.abc import Mapping
from typing import Any

from citations.identifiers.dates import Date, Interval, NotADateError, is_date, parse

SHORTEST_LONG_YEAR = 10_000
FALSE = {"", "0", "False", "false"}


def to_csl(date: Date | Interval) -> dict[str, Any]:
    """Return ``date`` as a CSL date that ``from_csl`` reads back to the same.

    What ``date-parts``, ``season`` and ``circa`` cannot say (which kind of doubt, open
    ends, unspecified digits, hours) is added as EDTF in ``raw``; ``date-parts`` is left
    out where it would say something else.
    """
    ends = [date.start, date.end] if isinstance(date, Interval) else [date]
    days = [end for end in ends if isinstance(end, Date) and not end.digits]
    value: dict[str, Any] = {}
    if len(days) == len(ends):
        value["date-parts"] = [_parts(day) for day in days]
        if len(days) == 1 and days[0].season:
            value["season"] = (days[0].month or 0) - 20
        if any(day.mark for day in days):
            value["circa"] = True
    if not value or from_csl(value) != date:
        value["raw"] = str(date)
    return value


def from_csl(value: Mapping[str, Any]) -> Date | Interval | None:
    """Return the date of a CSL date, or None if it gives none that can be read.

    ``raw`` counts if it is EDTF. Parts may be numbers or digits in text, null or 0 for
    "not given", months 13 to 16 or 21 to 24 for seasons. Raises ``NotADateError`` for
    parts that no calendar has.
    """
    for text in (value.get("raw"), value.get("literal")):
        if isinstance(text, str) and is_date(text):
            return parse(text)
    given = value.get("date-parts")
    pairs = given if isinstance(given, list) else []
    ends = [_text(parts, value) for parts in pairs[:2] if isinstance(parts, list)]
    if not ends or not ends[0]:
        return None
    return parse("/".join(end or ".." for end in ends))


def _parts(date: Date) -> list[int]:
    """Return year, month and day as far as they are known and CSL has them."""
    month = date.month if date.month and not date.season else None
    known = (date.year, month, date.day if month else None)
    return [part for part in known if part or part == date.year]


def _text(parts: list[Any], value: Mapping[str, Any]) -> str:
    """Return the EDTF of one entry of ``date-parts``, "" if it is empty or all 0."""
    numbers = [_number(part) for part in parts[:3]]
    if not any(numbers):
        return ""
    year, month, day = [*numbers, 0, 0, 0][:3]
    season = value.get("season")
    if not month and season is not None and len(str(season)) == 1:
        month = 20 + _number(season)
    if 13 <= month <= 16:
        month += 8
    start = f"Y{year}" if abs(year) >= SHORTEST_LONG_YEAR else _four(year)
    rest = "".join(f"-{part:02}" for part in (month, day if month else 0) if part)
    return f"{start}{rest}{'~' if _is_true(value.get('circa')) else ''}"


def _four(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def _number(part: object) -> int:
    """Return a part as a number, 0 for null and "". Raises ``NotADateError``."""
    if part is None or part == "":
        return 0
    if isinstance(part, bool) or not isinstance(part, int | float | str):
        raise NotADateError(f"{part!r:.40} is no part of a date.")
    try:
        number = int(part)
    except (ValueError, OverflowError):
        raise NotADateError(f"{part!r:.40} is no part of a date.") from None
    if number != float(part) or number < -(10**12) or number > 10**12:
        raise NotADateError(f"{part!r:.40} is no part of a date.")
    return number


def _is_true(value: object) -> bool:
    """Tell whether ``circa`` says yes: it may be text, a number or a boolean."""
    return isinstance(value, bool | int | str) and str(value) not in FALSE
