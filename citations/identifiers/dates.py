"""Dates as bibliographic records need them: EDTF, levels 0 and 1.

The Extended Date/Time Format of the Library of Congress (2019-02-04), now ISO
8601-2:2019, annex A. ``parse`` refuses what is not in levels 0 and 1 and what no
calendar has (2025-02-29); ``str`` of what it returns is the same text again.
Days are those of the proleptic Gregorian calendar; year 0 is 1 BC.
"""

import re
from dataclasses import dataclass
from typing import Literal

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
LONGEST_YEAR = 12
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAY = re.compile(
    r"(?P<year>-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))"
    r"(?:-(?P<month>(?!00)[0-9]{2}|XX)(?:-(?P<day>(?!00)[0-9]{2}|XX))?)?(?P<mark>[?~%])?"
)
LONG_YEAR = re.compile(
    rf"Y(?P<year>-?[1-9][0-9]{{4,{LONGEST_YEAR - 1}}})(?P<mark>[?~%])?"
)
TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:Z|[+-]([0-9]{2})(?::([0-9]{2}))?)?"
)

Mark = Literal["", "?", "~", "%"]


class NotADateError(ValueError):
    """The text is no date of EDTF levels 0 and 1; the message says why."""


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month, season (month 21 to 24) or year, and how sure it is.

    ``month`` 0 and ``day`` 0 stand for unspecified (XX), None for not given; ``digits``
    counts the digits of the year that are unspecified, which read 0 in ``year``.
    """

    year: int
    month: int | None = None
    day: int | None = None
    mark: Mark = ""
    digits: int = 0
    time: str = ""

    def __str__(self) -> str:
        year = f"{abs(self.year):04}"
        if self.digits:
            year = year[: -self.digits] + "X" * self.digits
        start = ("Y" if len(year) > 4 else "") + ("-" if self.year < 0 else "")
        rest = "".join(
            "-XX" if part == 0 else f"-{part:02}"
            for part in (self.month, self.day)
            if part is not None
        )
        return f"{start}{year}{rest}{f'T{self.time}' if self.time else ''}{self.mark}"

    @property
    def season(self) -> str:
        """Return spring, summer, autumn or winter, or ""."""
        return SEASONS.get(self.month or 0, "")

    @property
    def uncertain(self) -> bool:
        """Tell whether the source of the date is in doubt."""
        return self.mark in {"?", "%"}

    @property
    def approximate(self) -> bool:
        """Tell whether the date is an estimate."""
        return self.mark in {"~", "%"}

    def bounds(self) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """Return the first and the last day it may mean, as year, month and day.

        A season covers the year: which months it has depends on where one lives.
        """
        span = 10**self.digits - 1
        low, high = (self.year, self.year + span)
        if self.year < 0:
            low, high = (self.year - span, self.year)
        if not self.month or self.season:
            return (low, 1, 1), (high, 12, 31)
        last = self.day or days_of(high, self.month)
        return (low, self.month, self.day or 1), (high, self.month, last)


@dataclass(frozen=True, slots=True)
class Interval:
    """From one date to another; None is unknown, ``..`` is open."""

    start: Date | Literal[".."] | None
    end: Date | Literal[".."] | None

    def __str__(self) -> str:
        return f"{self.start or ''}/{self.end or ''}"


def days_of(year: int, month: int) -> int:
    """Return how many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else LENGTHS[month - 1]


def parse(text: str) -> Date | Interval:
    """Return the date or interval that ``text`` writes; raises ``NotADateError``."""
    if text.count("/") == 1:
        return _interval(*text.split("/"))
    return parse_date(text)


def is_date(text: str) -> bool:
    """Tell whether ``text`` is EDTF of level 0 or 1."""
    try:
        parse(text)
    except NotADateError:
        return False
    return True


def parse_date(text: str) -> Date:
    """Return the single date that ``text`` writes; raises ``NotADateError``."""
    long = LONG_YEAR.fullmatch(text)
    if long:
        return Date(int(long["year"]), mark=_mark(long["mark"]))
    day, hour, time = text.partition("T")
    found = DAY.fullmatch(day)
    if not found or (hour and not time):
        raise NotADateError(
            f"“{text[:40]}” is no date: write YYYY, YYYY-MM or YYYY-MM-DD."
        )
    date = Date(
        year=int(found["year"].replace("X", "0")),
        month=_part(found["month"]),
        day=_part(found["day"]),
        mark=_mark(found["mark"]),
        digits=found["year"].count("X"),
        time=time,
    )
    _check(date, text)
    return date


def _interval(start: str, end: str) -> Interval:
    """Return an interval (level 0; open and unknown ends are level 1)."""
    from_, to = _end(start), _end(end)
    first = from_.bounds()[0] if isinstance(from_, Date) else None
    last = to.bounds()[1] if isinstance(to, Date) else None
    if not first and not last:
        raise NotADateError(f"“{start}/{end}” names no date.")
    if first and last and first > last:
        raise NotADateError(f"“{start}/{end}” ends before it begins.")
    return Interval(from_, to)


def _end(text: str) -> Date | Literal[".."] | None:
    if text == "..":
        return ".."
    date = parse_date(text) if text else None
    if date and date.time:
        raise NotADateError(
            f"“{text}”: an interval runs between days, not between hours."
        )
    return date


def _part(text: str | None) -> int | None:
    return None if text is None else 0 if text == "XX" else int(text)


def _mark(text: str | None) -> Mark:
    marks: dict[str, Mark] = {"?": "?", "~": "~", "%": "%"}
    return marks.get(text or "", "")


def _check(date: Date, text: str) -> None:
    """Raise ``NotADateError`` for what the form allows and no calendar has."""
    faults = (
        (text.startswith("-") and not date.year, "there is no year -0000"),
        (date.digits and date.month is not None, "a month needs a whole year"),
        (not _month_is_real(date), "there is no such month or season"),
        (not _day_is_real(date), "there is no such day"),
        (date.time and (not date.day or date.mark), "an hour needs a certain day"),
        (date.time and not _time_is_real(date.time), "there is no such time of day"),
    )
    for broken, reason in faults:
        if broken:
            raise NotADateError(f"“{text[:40]}” is no date: {reason}.")


def _month_is_real(date: Date) -> bool:
    return date.month is None or date.month <= 12 or date.month in SEASONS


def _day_is_real(date: Date) -> bool:
    """Tell whether the day is in its month; a day XX may be in a month XX."""
    if date.day is None or date.season or not _month_is_real(date):
        return date.day is None
    if not date.month:
        return date.day == 0
    return date.day <= days_of(date.year, date.month)


def _time_is_real(text: str) -> bool:
    """Tell whether ``text`` is an hour with minutes, seconds and a shift from UTC."""
    found = TIME.fullmatch(text)
    if not found:
        return False
    hour, minute, second, shift, shift_minutes = (int(x or 0) for x in found.groups())
    whole = hour < 24 or (hour == 24 and minute == second == 0)
    return whole and minute < 60 and second < 60 and shift < 15 and shift_minutes < 60
