"""A record as the columns of a source, and what has no column, as ``extra``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from citations.enums import CslType
from citations.fetch import FetchError
from citations.fetch.clean import HIDDEN, kept, marked, text
from citations.identifiers import (
    Kind,
    arxiv_of_doi,
    isbn_is_valid,
    normal_arxiv,
    normal_doi,
    normal_isbn,
    normal_pmid,
    normal_url,
    recognise,
)
from citations.identifiers.csl_dates import from_csl
from citations.identifiers.dates import Date, Interval, NotADateError
from citations.models import Source

LINES = {
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "edition": "edition",
    "version": "version",
    "publisher": "publisher",
}
LONGEST = {
    column.name: column.max_length
    for column in Source._meta.concrete_fields
    if column.max_length
}
LANGUAGES = {
    "english": "en", "american": "en-US", "british": "en-GB", "german": "de",
    "ngerman": "de", "french": "fr", "spanish": "es", "italian": "it", "dutch": "nl",
    "portuguese": "pt", "russian": "ru", "polish": "pl", "japanese": "ja",
    "chinese": "zh", "swedish": "sv", "eng": "en", "ger": "de", "fre": "fr",
}  # fmt: skip
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
STORED_DOI = re.compile(r"10\.[0-9]{4,9}/[^\sA-Z]+")
# What normal_doi would give back in small letters and otherwise as it is: most of them.
PLAIN_DOI = re.compile(r"10\.[0-9]{4,9}/[-._/()A-Za-z0-9]*[A-Za-z0-9]")
STORED_URL = re.compile(r"https?://[^\sA-Z/]+(/\S*)?")
TYPES = frozenset(CslType.values)
ARXIV_SERIES = re.compile(r"\s*(?:arxiv|corr)\b", re.IGNORECASE)
PREPRINTS = {"article", "document", "manuscript", "report"}


@dataclass(slots=True)
class Placed:
    """Columns that are filled, what had none, and what a person should know."""

    fields: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def keep(self, name: str, value: object, why: str = "") -> None:
        """Keep under ``custom`` what the column of this name does not hold."""
        self.extra.setdefault("custom", {})[name] = value
        if why:
            self.said.append(why)


def placed(record: Mapping[str, Any]) -> Placed:
    """Put each member of a CSL record where it belongs; nothing is dropped.

    Raises ``FetchError`` if the record is nested deeper than anybody nests.
    """
    rest = {k: v for k, v in kept(dict(record)).items() if v not in (None, "", [], {})}
    custom = rest.pop("custom", {})
    found = Placed()
    if custom:
        found.extra["custom"] = (
            dict(custom) if isinstance(custom, dict) else {"": custom}
        )
    rest.pop("id", None)
    _type(found, rest)
    _title(found, rest)
    _author(found, rest)
    _issued(found, rest)
    _lines(found, rest)
    _language(found, rest)
    _names(found, rest)
    found.extra = rest | found.extra
    return found


def _type(found: Placed, rest: dict[str, Any]) -> None:
    given = text(rest.pop("type", ""))
    known = given in TYPES
    found.fields["csl_type"] = given if known else "document"
    if given and not known:
        found.keep("type", given, f"“{given[:40]}” is no CSL type: taken as document.")
    if ARXIV_SERIES.match(str(rest.get("container-title", ""))) and known:
        found.fields["csl_type"] = "article"


def _title(found: Placed, rest: dict[str, Any]) -> None:
    given = rest.pop("title", "")
    title = marked(given)
    if title:
        found.fields["title"] = title
    if isinstance(given, str) and HIDDEN.search(given):
        found.said.append(
            "The title held characters that hide or reorder text; they were taken out."
        )


def _author(found: Placed, rest: dict[str, Any]) -> None:
    given = rest.pop("author", [])
    names = []
    for name in given if isinstance(given, list) else []:
        parts = name.items() if isinstance(name, dict) else ()
        clean = {part: text(value) for part, value in parts if isinstance(value, str)}
        names.append({part: value for part, value in clean.items() if value})
    found.fields |= {"author": [n for n in names if n]} if any(names) else {}


def _issued(found: Placed, rest: dict[str, Any]) -> None:
    """Take year, month and day; a date that says more is kept beside them."""
    given = rest.pop("issued", None)
    if given is None:
        return
    try:
        date = from_csl(given) if isinstance(given, dict) else None
    except NotADateError:
        date = None
    start = date.start if isinstance(date, Interval) else date
    day = _day(start) if isinstance(start, Date) else ""
    if day:
        found.fields["issued"] = day
    if not isinstance(date, Date) or str(date) != day:
        found.keep("issued", given, "" if day else "Its date could not be read.")


def _day(date: Date) -> str:
    """Return a date as a source stores it: as far as it is certain."""
    year = date.year
    if year is None or not 0 < year < 10_000 or date.digits:
        return ""
    month = date.month if date.month and date.month <= 12 else None
    day = date.day if month else None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def _lines(found: Placed, rest: dict[str, Any]) -> None:
    for name, column in LINES.items():
        line = text(rest.get(name))
        if line and len(line) > LONGEST[column]:
            found.said.append(
                f"“{name}” has {len(line)} characters, more than the {LONGEST[column]} "
                "of its field: it is kept beside the record."
            )
        elif line:
            found.fields[column] = line
            rest.pop(name)


def _language(found: Placed, rest: dict[str, Any]) -> None:
    given = text(rest.get("language"))
    tag = LANGUAGES.get(given.lower(), given)
    found.fields["language"] = tag if LANGUAGE.fullmatch(tag) and len(tag) <= 12 else ""
    if not given or found.fields["language"]:
        rest.pop("language", None)


def _names(found: Placed, rest: dict[str, Any]) -> None:
    """Normalise identifiers; one that is malformed or of another work is kept aside."""
    _doi(found, rest)
    _isbn(found, rest)
    pmid = text(rest.pop("PMID", ""))
    pmid = normal_pmid(pmid) if pmid else ""
    if re.fullmatch(r"[1-9][0-9]{0,8}", pmid):
        found.fields["pmid"] = pmid
    elif pmid:
        found.keep("PMID", pmid, f"“{pmid[:40]}” is no PMID; it was kept aside.")
    _arxiv(found, rest)
    _url(found, rest)


def _doi(found: Placed, rest: dict[str, Any]) -> None:
    given = text(rest.pop("DOI", ""))
    plain = PLAIN_DOI.fullmatch(given)
    doi = given.lower() if plain else normal_doi(given) if given else ""
    if STORED_DOI.fullmatch(doi) and len(doi) <= LONGEST["doi"]:
        found.fields["doi"] = doi
    elif given:
        found.keep("DOI", given, f"“{given[:60]}” is no DOI; it was kept aside.")


def _isbn(found: Placed, rest: dict[str, Any]) -> None:
    """Take the first ISBN that has the right check digit, and keep the others."""
    given = text(rest.pop("ISBN", ""))
    if not given:
        return
    parts = [given, *re.split(r"[\s,;]+", given)]
    valid = [isbn for part in parts if isbn_is_valid(isbn := normal_isbn(part))]
    if valid:
        found.fields["isbn"] = valid[0]
    if not valid or normal_isbn(given) != valid[0]:
        why = "" if valid else f"“{given[:40]}” is no ISBN; it was kept aside."
        found.keep("ISBN", given, why)


def _arxiv(found: Placed, rest: dict[str, Any]) -> None:
    """Give a preprint its arXiv id; an article that names its preprint is not it."""
    fields = found.fields
    number = arxiv_of_doi(fields.get("doi", ""))
    version = None
    if not number and fields["csl_type"] in PREPRINTS and not fields.get("doi"):
        for given in (
            fields.get("number"),
            rest.get("URL"),
            fields.get("container_title"),
        ):
            name = recognise(_arxiv_part(text(given)))
            if name and name.kind == Kind.ARXIV:
                number, version = name.normal, name.version
                break
    if not number:
        return
    told = text(fields.get("version"))
    _, named = normal_arxiv(text(rest.get("URL")))
    version = (
        version or named or (int(told) if told.isdecimal() and len(told) < 4 else None)
    )
    fields["arxiv"] = number
    if version:
        fields["arxiv_version"] = version


def _arxiv_part(line: str) -> str:
    """Return “arXiv:2302.06590” of “arXiv preprint arXiv:2302.06590”."""
    return re.sub(r"^arxiv preprint\s+|^corr,?\s+(?:abs/)?", "", line, flags=re.I)


def _url(found: Placed, rest: dict[str, Any]) -> None:
    """Take an address; one that only repeats an identifier says nothing new."""
    given = text(rest.pop("URL", ""))
    if not given:
        return
    fields = found.fields
    url = normal_url(given)
    name = recognise(given)
    doi = fields.get("doi")
    if doi and url.partition("://")[2] in (f"doi.org/{doi}", f"dx.doi.org/{doi}"):
        return
    if (
        name
        and name.kind == Kind.DOI
        and doi
        and normal_doi(given) == doi
        and "doi.org/" in url
    ):
        return
    if name and name.kind == Kind.ARXIV and fields.get("arxiv") != name.normal:
        found.keep("URL", given, "Its address is that of a preprint, another source.")
        return
    if STORED_URL.fullmatch(url) and len(url) <= LONGEST["url"]:
        fields["url"] = url
    else:
        found.keep(
            "URL", given, f"“{given[:60]}” is no web address; it was kept aside."
        )


def field_of_name(kind: Kind) -> str:
    """Return the column that holds an identifier of this kind, "" if none does."""
    return {
        Kind.DOI: "doi",
        Kind.ARXIV: "arxiv",
        Kind.PMID: "pmid",
        Kind.ISBN: "isbn",
        Kind.URL: "url",
    }.get(kind, "")


__all__ = ["FetchError", "Placed", "field_of_name", "placed"]
