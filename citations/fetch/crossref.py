"""Records of Crossref (REST API, "works"), mapped to CSL-JSON 1.0.2.

Crossref's own CSL-JSON is not valid by the schema (lists where text belongs, null in
dates, names without a name), so each member is read for itself; what has no place in
CSL is kept in ``extra`` as it came.
"""

from typing import Any
from urllib.parse import quote

from citations.fetch.answers import Fetched, FetchError, Reason, Refused
from citations.fetch.asking import asked, check_found
from citations.fetch.clean import (
    filled,
    first,
    kept,
    marked,
    member,
    object_of,
    objects,
    text,
)
from citations.fetch.net import Net
from citations.fetch.notices import crossref_notices
from citations.identifiers import normal_doi, normal_url
from citations.identifiers.csl_dates import from_csl, to_csl
from citations.identifiers.dates import NotADateError

WHO = "Crossref"
TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "dissertation": "thesis",
    "dataset": "dataset",
    "database": "dataset",
    "report": "report",
    "report-component": "report",
    "report-series": "report",
    "standard": "standard",
    "software": "software",
    "peer-review": "review",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-series": "book",
    "proceedings": "book",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry-encyclopedia",
    "journal": "periodical",
    "journal-issue": "periodical",
    "journal-volume": "periodical",
    "proceedings-series": "periodical",
}
# Ours and Crossref's name of what is one line of text, or the first of a list.
LINES = {
    "publisher": "publisher",
    "publisher-place": "publisher-location",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "article-number",
    "edition": "edition-number",
    "language": "language",
    "abstract": "abstract",
    "container-title-short": "short-container-title",
    "ISSN": "ISSN",
    "ISBN": "ISBN",
    "genre": "degree",
}
TITLES = {
    "container-title": "container-title",
    "title-short": "short-title",
    "original-title": "original-title",
}
NAMES = ("author", "editor", "translator", "chair")
# Read in full, or about Crossref's own index and not about the work.
READ = {
    "DOI", "URL", "type", "title", "subtitle", "issued", "update-to", "updated-by",
    "indexed", "score", "source", "prefix", "member", "deposited", "created",
    "content-domain", "reference-count", "references-count", "is-referenced-by-count",
    *NAMES,
}  # fmt: skip


def crossref(doi: str, *, net: Net | None = None) -> Fetched | Refused:
    """Fetch the record and the notices of a DOI that Crossref registered."""
    return asked(net, lambda net: _fetch(normal_doi(doi), net))


def _fetch(doi: str, net: Net) -> Fetched:
    address = f"https://api.crossref.org/works/{quote(doi, safe='')}"
    answer = net.get(address, accept="application/json")
    check_found(answer, WHO, doi)
    message = object_of(answer, WHO).get("message")
    if not isinstance(message, dict):
        raise FetchError(Reason.MALFORMED, f"{WHO} answered without a record.")
    names = [message.get("DOI"), *_list(message.get("aliases"))]
    if doi not in {normal_doi(text(name)) for name in names}:
        raise FetchError(Reason.MALFORMED, f"{WHO} answered with another work.")
    record, extra = record_of(message)
    return Fetched(
        record=record,
        fetched_at=net.now(),
        address=answer.address,
        updates=crossref_notices(message, record["DOI"]),
        extra=extra,
    )


def record_of(message: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the CSL-JSON of a ``message`` and the members that had no place."""
    doi = normal_doi(text(message.get("DOI")))
    extra = {k: v for k, v in message.items() if k not in READ}
    record = {
        "id": doi,
        "type": TYPES.get(text(message.get("type")), "document"),
        "title": _title(message),
        "DOI": doi,
        "URL": normal_url(text(message.get("URL")) or f"https://doi.org/{doi}"),
        "event-title": text(member(message, "event", "name")),
        "event-place": text(member(message, "event", "location")),
    }
    for name, theirs in (LINES | TITLES).items():
        read = marked if name in TITLES else text
        record[name] = read(first(message.get(theirs)))
        if not _is_lost(message.get(theirs)):
            extra.pop(theirs, None)
    if record["type"] == "document" and "type" in message:
        extra["type"] = message["type"]
    issued, left = _date(message.get("issued"))
    if left:
        extra["issued"] = left
    people = {name: _names(message, name, extra) for name in NAMES}
    return filled(record | {"issued": issued} | people), kept(extra)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_lost(value: object) -> bool:
    """Tell whether a member holds more than the one line that was read."""
    return isinstance(value, dict) or (isinstance(value, list) and len(value) > 1)


def _title(message: dict[str, Any]) -> str:
    """Return the title with its subtitle, unless it is in there already."""
    title = marked(first(message.get("title")))
    subtitle = marked(first(message.get("subtitle")))
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    if not title:
        return subtitle
    return f"{title}{'' if title[-1] in '?!.:' else ':'} {subtitle}"


def _date(value: object) -> tuple[dict[str, Any] | None, object]:
    """Return a CSL date, and the value itself if no calendar has it."""
    try:
        date = from_csl(value) if isinstance(value, dict) else None
    except NotADateError:
        return None, value
    return (to_csl(date) if date else None), None


def _names(
    message: dict[str, Any], role: str, extra: dict[str, Any]
) -> list[dict[str, str]]:
    """Return the names of a role; ORCID iDs and places of work go to ``extra``."""
    names, more = [], []
    for person in objects(message.get(role)):
        name = filled(
            {
                "family": text(person.get("family")),
                "given": text(person.get("given")),
                "suffix": text(person.get("suffix")),
            }
        )
        literal = text(person.get("name"))
        if not name.get("family"):
            name = {"literal": literal or name.get("given", "")}
        if any(name.values()):
            names.append(name)
            known = {
                "ORCID": person.get("ORCID"),
                "affiliation": person.get("affiliation"),
            }
            more.append(filled(known))
    if any(more):
        extra[f"{role}-details"] = more
    return names
