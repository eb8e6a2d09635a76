"""Dates of CSL-JSON records, and the words for them.

A date may come as ``date-parts``, with a ``season``, as a ``literal``, or as text in
``raw`` (also the first forms of EDTF: ``2023?``, ``2023-05~``, ``2023-21``,
``2019/2021``, ``199X``). Nothing here knows today's date.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
SEASONS = ("Spring", "Summer", "Autumn", "Winter")
EDTF = re.compile(
    r"(?P<year>-?\d{1,4}|\d{2,3}[Xxu]{1,2})"
    r"(?:-(?P<month>\d{1,2}))?(?:-(?P<day>\d{1,2}))?(?P<doubt>[?~%]?)"
)
LONGEST_YEAR = 5


@dataclass(frozen=True, slots=True)
class Day:
    """A year, and how much more is known: month or season, day; or only words."""

    year: str
    month: int = 0
    day: int = 0
    season: str = ""
    literal: str = ""
    end: "Day | None" = None
    circa: bool = False

    @property
    def years(self) -> str:
        """Return the year, or the years of a range."""
        if self.end and self.end.year != self.year:
            return f"{self.year}–{self.end.year}"  # noqa: RUF001
        return self.year

    @property
    def month_name(self) -> str:
        """Return the month or the season in full."""
        return MONTHS[self.month - 1] if self.month else self.season

    def short_month(self, names: tuple[str, ...]) -> str:
        """Return the month from a style's own short ``names``, or the season."""
        return names[self.month - 1] if self.month else self.season


def read_date(value: object) -> Day | None:
    """Return the date that ``value`` holds, ``None`` if it holds none.

    Words that are no date are kept as ``literal``; a month or day out of range is
    left out, never guessed.
    """
    if isinstance(value, str | int):
        return _from_text(str(value))
    if not isinstance(value, dict):
        return None
    if value.get("literal"):
        return Day("", literal=str(value["literal"]).strip())
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts:
        return _from_parts(parts, value)
    return _from_text(str(value["raw"])) if value.get("raw") else None


def _from_parts(parts: list[Any], value: dict[str, Any]) -> Day | None:
    start = _part(parts[0], value)
    end = _part(parts[1], value) if len(parts) > 1 else None
    if start is None or end is None or end == start:
        return start
    return Day(start.year, start.month, start.day, start.season, "", end, start.circa)


def _part(part: object, value: dict[str, Any]) -> Day | None:
    if not isinstance(part, list) or not part:
        return None
    numbers = [_number(item) for item in part[:3]] + [0, 0]
    if not numbers[0]:
        return None
    season = _season(value.get("season")) or _season_of_month(numbers[1])
    month = numbers[1] if 0 < numbers[1] <= len(MONTHS) else 0
    day = numbers[2] if month and 0 < numbers[2] <= 31 else 0
    circa = value.get("circa") not in (None, False, "", 0, "0", "false")
    return Day(_year(numbers[0]), month, day, "" if month else season, circa=circa)


@lru_cache(maxsize=4096)
def _from_text(text: str) -> Day | None:
    text = text.strip()
    if not text:
        return None
    start_text, _, end_text = text.partition("/")
    start, end = _from_edtf(start_text), _from_edtf(end_text)
    if start is None:
        return Day("", literal=text)
    if end is None:
        return start
    return Day(start.year, start.month, start.day, start.season, "", end, start.circa)


def _from_edtf(text: str) -> Day | None:
    match = EDTF.fullmatch(text.strip())
    if not match:
        return None
    month, day = int(match["month"] or 0), int(match["day"] or 0)
    year = match["year"]
    return Day(
        f"{re.sub('[Xxu]', '0', year)}s" if not _number(year) else _year(int(year)),
        month if month <= len(MONTHS) else 0,
        day if 0 < month <= len(MONTHS) and day <= 31 else 0,
        _season_of_month(month),
        circa=bool(match["doubt"]),
    )


def _number(item: object) -> int:
    text = str(item).strip()
    usable = re.fullmatch(r"-?\d+", text) and len(text) <= LONGEST_YEAR
    return int(text) if usable else 0


def _year(number: int) -> str:
    """Return a year; before the year 1000 with its era (CSL 1.0.2, "AD and BC")."""
    if number < 0:
        return f"{-number} BC"
    return f"{number} AD" if number < 1000 else str(number)


def _season(value: object) -> str:
    number = _number(value)
    return SEASONS[number - 1] if 0 < number <= 4 else str(value or "").strip()


def _season_of_month(month: int) -> str:
    """Return the season that stands for a month: 13 to 16 (CSL), 21 to 24 (EDTF)."""
    for first in (13, 21):
        if first <= month < first + 4:
            return SEASONS[month - first]
    return ""
