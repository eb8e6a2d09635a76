"""Numbers in references: ranges of pages, ordinals, and what counts as a number."""

import re
from functools import lru_cache

RANGE = re.compile(
    r"(\d*[a-zA-Z]+0*)?(\d+[a-z]*)\s*[–-]\s*(\d*[a-zA-Z]+0*)?(\d+[a-z]*)"  # noqa: RUF001
)
NUMERIC = re.compile(
    r"[a-zA-Z]{0,4}\d+[a-zA-Z]{0,4}"
    r"(\s*[-–,&]\s*[a-zA-Z]*\d+[a-zA-Z]*)*"  # noqa: RUF001
)
LONGEST = 100
PAGES = re.compile(r"\w+(\s*[-–,;&]\s*\w+)*")  # noqa: RUF001
DIGITS = re.compile(r"\d+")


def is_numeric(value: str) -> bool:
    """Return whether CSL calls it numeric: digits, with letters or in a range."""
    return len(value) <= LONGEST and bool(NUMERIC.fullmatch(value))


def dashed(value: str) -> str:
    """Return ``value`` with an en dash between the ends of a range."""
    return re.sub(r"(?<=[^\\])-", "–", value)  # noqa: RUF001


def is_plural(value: str) -> bool:
    """Return whether a label for ``value`` is in the plural: a range or a list."""
    return bool(re.match(r"\w{1,100}(\s*[-–&]\s*|,\s+)\w", value))  # noqa: RUF001


def ordinal(value: str) -> str:
    """Return ``2nd`` for ``2``; what is no bare number stays as it is."""
    if not value.isascii() or not value.isdigit():
        return value
    if value[-2:-1] == "1":
        return f"{value}th"
    return value + {"1": "st", "2": "nd", "3": "rd"}.get(value[-1], "th")


@lru_cache(maxsize=8192)
def page_range(value: str, form: str) -> str:
    """Return pages with an en dash, their ends written as ``form`` says.

    ``plain``: as they are. ``expanded``: in full (APA 7, 9.25). ``minimal``: only what
    changes (Citing Medicine). ``two``: at least two digits (MLA 9, 2.140). ``chicago``:
    Chicago 17, 9.61.
    """
    if len(value) > LONGEST or not PAGES.fullmatch(value):
        return value
    if form == "plain":
        return dashed(re.sub(r"\s*[-–]\s*", "-", value))  # noqa: RUF001
    return dashed(RANGE.sub(lambda match: _ends(match, form), value))


def _ends(match: re.Match[str], form: str) -> str:
    before, start, after, end = match.groups()
    if after and before != after:
        return match[0]
    full = start[: len(start) - len(end)] + end if len(end) < len(start) else end
    if _leading(start) >= _leading(full):
        return match[0]
    before = before or ""
    if form == "expanded":
        return f"{before}{start}–{before}{full}"  # noqa: RUF001
    return f"{before}{start}–{_shortened(start, full, form)}"  # noqa: RUF001


def _leading(value: str) -> int:
    digits = DIGITS.match(value)
    return int(digits[0]) if digits else 0


def _shortened(start: str, end: str, form: str) -> str:
    if form == "chicago":
        return _chicago(_leading(start), end)
    least = 2 if form == "two" else 1
    if len(start) != len(end):
        return end
    keep = 0
    while start[keep] == end[keep] and len(end) - keep > least:
        keep += 1
    return end[keep:]


def _chicago(start: int, end: str) -> str:
    """Return the changed part, two digits or more, unless ``start`` ends in 00."""
    last = _leading(end)
    if start > 100 and start % 100:
        for places in range(2, len(str(last))):
            if start // 10**places == last // 10**places:
                return str(last % 10**places)
    return end
