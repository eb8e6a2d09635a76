"""Names and dates as BibTeX and RIS write them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from citations.formats.residue import flat

Name = dict[str, str]

DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?")
PARTICLES = re.compile(r"((?:[a-z][\w'’]*\s+)+)(?=\S)")  # noqa: RUF001
MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)


def shown_name(name: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return family name with particles, given names and suffix; a body as family."""
    particle = flat(str(name.get("non-dropping-particle") or ""))
    dropping = flat(str(name.get("dropping-particle") or ""))
    family = flat(str(name.get("family") or name.get("literal") or ""))
    given = flat(str(name.get("given") or ""))
    return (
        f"{particle} {family}".strip(),
        f"{given} {dropping}".strip(),
        flat(str(name.get("suffix") or "")),
    )


def is_body(name: Mapping[str, Any]) -> bool:
    """Return whether a name is kept in one piece."""
    return bool(name.get("literal")) and not name.get("family")


def usable_names(value: object) -> list[Mapping[str, Any]]:
    """Return the entries of a list of names that name somebody."""
    names = value if isinstance(value, list) else []
    return [
        name for name in names if isinstance(name, Mapping) and any(shown_name(name))
    ]


def person(family: str, given: str = "", suffix: str = "") -> Name:
    """Return a name from its parts, without empty ones."""
    parts = {"family": family, "given": given, "suffix": suffix}
    return {part: text for part, text in parts.items() if text}


def from_commas(text: str) -> Name:
    """Return the name in ``Family, Given, Suffix``; without a comma it is a body."""
    parts = [flat(part) for part in text.split(",")]
    if len(parts) == 1:
        return {"literal": parts[0]}
    return person(parts[0], parts[1], ", ".join(parts[2:]))


def date_parts(value: object) -> list[int]:
    """Return year, month and day of a CSL date, as many as are plain numbers."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    if not isinstance(parts, list) or not parts or not isinstance(parts[0], list):
        return []
    numbers: list[int] = []
    for part in parts[0][:3]:
        text = str(part).strip()
        if not re.fullmatch(r"\d{1,4}", text) or (not numbers and len(text) != 4):
            break
        numbers.append(int(text))
    return numbers


def to_date(parts: Iterable[int]) -> dict[str, list[list[int]]] | None:
    """Return a CSL date of the parts that can be; nothing without a year."""
    numbers = list(parts)
    if not numbers:
        return None
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        numbers = numbers[:1]
    if len(numbers) > 2 and not 1 <= numbers[2] <= 31:
        numbers = numbers[:2]
    return {"date-parts": [numbers]}


def read_day(text: str) -> dict[str, Any] | None:
    """Return the date in ``2023-07-14`` or ``2023/07/14/``; other words as literal."""
    text = flat(text)
    start, _, end = text.partition("/") if "-" in text else (text, "", "")
    match = DATE.match(start)
    if not match:
        return {"literal": text} if text.strip("/") else None
    rest = start[match.end() :].strip("/ ")
    day = to_date(int(part) for part in match.groups() if part)
    if rest and not DATE.match(rest):
        return {"literal": text}
    last = DATE.fullmatch(end.strip())
    if day and last:
        return {
            "date-parts": [
                *day["date-parts"],
                [int(part) for part in last.groups() if part],
            ]
        }
    return day


def read_month(text: str) -> int:
    """Return the month that a number or a name of a month means, 0 for none."""
    text = text.strip().lower()
    if text.isdecimal():
        return int(text) if len(text) < 3 and 1 <= int(text) <= 12 else 0
    return MONTHS.index(text[:3]) + 1 if text[:3] in MONTHS else 0


def split_bibtex_name(text: str) -> Name:
    """Return ``First von Last`` as a name (btxdoc 4, "names")."""
    words = text.split()
    if len(words) == 1:
        return {"family": words[0]}
    for place, word in enumerate(words[1:-1], start=1):
        if word[:1].islower():
            return person(" ".join(words[place:]), " ".join(words[:place]))
    return person(words[-1], " ".join(words[:-1]))
