"""A CSL-JSON record as the styles read it: fields as pieces, names, dates, labels."""

import re
from collections.abc import Mapping
from typing import Any

from citations.formats.casing import capitalised, headline
from citations.formats.dates import Day, read_date
from citations.formats.markup import UNSAFE, joined, typeset
from citations.formats.names import Name, NameList, name_list
from citations.formats.numbers import (
    dashed,
    is_numeric,
    is_plural,
    ordinal,
    page_range,
)

SERIAL = frozenset(
    {
        *("article-journal", "article-magazine", "article-newspaper", "periodical"),
        *("post-weblog", "review", "review-book"),
    }
)
LEGAL = frozenset(
    {"bill", "hearing", "legal_case", "legislation", "regulation", "treaty"}
)
EDITED = ("collection-editor", "compiler", "editor", "editorial-director")
ALIASES = {"event": "event-title", "event-title": "event"}
RESOLVER = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:\s*)(?=10\.)", re.I)
ADDRESSES = frozenset({"DOI", "URL"})
NUMBERED = frozenset({"volume", "issue", "number", "edition", "collection-number"})


class Reference:
    """One record; every answer is a piece (see ``markup``), empty where nothing is."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = record
        self.type = str(record.get("type") or "document")
        language = str(record.get("language") or "en").lower()
        self.english = language.startswith("en")

    def raw(self, name: str) -> str:
        """Return a field as text: numbers too, nothing for lists and objects."""
        value = self.record.get(name)
        if value is None and name in ALIASES:
            value = self.record.get(ALIASES[name])
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        return ""

    def has(self, *names: str) -> bool:
        """Return whether any of the fields holds something."""
        return any(self.record.get(name) for name in names)

    def text(self, name: str) -> str:
        """Return a field as it is; a numeric one with an en dash in a range."""
        value = self.raw(name)
        if name in NUMBERED and is_numeric(value):
            return dashed(value)
        if name in ADDRESSES:
            value = RESOLVER.sub("", value) if name == "DOI" else value
            return UNSAFE.sub("\ufffd", value)
        return typeset(value) if value else ""

    def title(self, name: str = "title") -> str:
        """Return a field in headline style if the record is in English."""
        value = self.raw(name)
        return typeset(headline(value) if self.english else value) if value else ""

    def capital(self, name: str) -> str:
        """Return a field with a capital first letter."""
        return typeset(capitalised(self.raw(name)))

    def short(self, name: str = "container-title") -> str:
        """Return the abbreviated form of a field where the record has one."""
        return self.text(f"{name}-short") or self.text(name)

    def numeric(self, name: str) -> bool:
        """Return whether the field is a number in the sense of CSL."""
        return is_numeric(self.raw(name))

    def labelled(self, name: str, label: str, plural: str = "") -> str:
        """Return the field after its label, or bare if it is no number."""
        value = self.text(name)
        if not value or not is_numeric(self.raw(name)):
            return value
        several = plural and is_plural(value)
        return f"{plural if several else label} {value}"

    def edition(self, label: str = "ed.") -> str:
        """Return ``2nd ed.`` for 2, other editions as they are."""
        if self.numeric("edition"):
            return f"{ordinal(self.text('edition'))} {label}"
        return self.text("edition")

    def pages(self, form: str) -> str:
        """Return the pages (see ``numbers.page_range``)."""
        return typeset(page_range(self.raw("page"), form)) if self.has("page") else ""

    def labelled_pages(self, form: str) -> str:
        """Return the pages after ``p.`` or ``pp.``."""
        pages = self.pages(form)
        label = "pp." if is_plural(pages) else "p."
        return f"{label} {pages}" if pages else ""

    def first_page(self) -> str:
        """Return the page on which it begins."""
        return typeset(re.split("[-–,]", self.raw("page"))[0].strip())  # noqa: RUF001

    def names(self, *fields: str) -> list[Name]:
        """Return the names of the first of ``fields`` that has any."""
        for field in fields:
            value = self.record.get(field)
            found = [
                name
                for name in (value if isinstance(value, list) else [])
                if isinstance(name, Mapping)
                and (name.get("literal") or name.get("family") or name.get("given"))
            ]
            if found:
                return found
        return []

    def people(self, field: str, how: NameList) -> str:
        """Return the names of a field as a list."""
        return name_list(self.names(field), how)

    def date(self, name: str = "issued") -> Day | None:
        """Return a date of the record."""
        return read_date(self.record.get(name))

    def doi_address(self) -> str:
        """Return the address of the DOI, else the web address."""
        doi = self.text("DOI")
        return f"https://doi.org/{doi}" if doi else self.text("URL")

    def is_serial(self) -> bool:
        """Return whether it is cited as part of a serial, not as a book is."""
        if self.type in SERIAL:
            return True
        return self.type in ("interview", "paper-conference") and not self.has(*EDITED)


def full_date(day: Day | None) -> str:
    """Return ``May 3, 2024``, as much of it as is known."""
    if day is None or day.literal:
        return day.literal if day else ""
    month = joined(" ", day.month_name, str(day.day or ""))
    return joined(", " if day.day else " ", month, day.year)


def year_of(day: Day | None) -> str:
    """Return the year, a range of years, or the words that stand for a date."""
    if day is None or day.literal:
        return day.literal if day else ""
    return day.years


def month_day(day: Day | None) -> str:
    """Return ``May 3``, ``May`` or ``Spring``."""
    if day is None:
        return ""
    return joined(" ", day.month_name, str(day.day or "") if day.month else "")
