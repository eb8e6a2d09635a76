"""Records of DataCite (REST API, "dois"), mapped to CSL-JSON 1.0.2."""

from typing import Any
from urllib.parse import quote

from citations.fetch.answers import Fetched, FetchError, Reason, Refused
from citations.fetch.asking import asked, check_found
from citations.fetch.clean import (
    filled,
    kept,
    marked,
    member,
    object_of,
    objects,
    text,
)
from citations.fetch.net import Net
from citations.identifiers import normal_doi, normal_url
from citations.identifiers.csl_dates import to_csl
from citations.identifiers.dates import NotADateError, parse

WHO = "DataCite"
# DataCite Metadata Schema 4.6, resourceTypeGeneral.
TYPES = {
    "Book": "book",
    "BookChapter": "chapter",
    "ComputationalNotebook": "software",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "DataPaper": "article-journal",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "Journal": "periodical",
    "JournalArticle": "article-journal",
    "PeerReview": "review",
    "Preprint": "article",
    "Report": "report",
    "Software": "software",
    "Standard": "standard",
}
# What is read in full, or is about DataCite's own service and not about the work.
READ = {
    "doi", "prefix", "suffix", "creators", "titles", "publisher", "publicationYear",
    "language", "version", "url", "xml", "source", "isActive", "state", "created",
    "registered", "updated", "metadataVersion", "schemaVersion", "viewCount",
    "viewsOverTime", "downloadCount", "downloadsOverTime", "referenceCount",
    "citationCount", "citationsOverTime", "partCount", "partOfCount", "versionCount",
    "versionOfCount", "reason", "contentUrl", "published",
}  # fmt: skip


def datacite(doi: str, *, net: Net | None = None) -> Fetched | Refused:
    """Fetch the record of a DOI that DataCite registered; it keeps no notices."""
    return asked(net, lambda net: _fetch(normal_doi(doi), net))


def _fetch(doi: str, net: Net) -> Fetched:
    address = f"https://api.datacite.org/dois/{quote(doi, safe='')}"
    answer = net.get(address, accept="application/vnd.api+json")
    check_found(answer, WHO, doi)
    found = member(object_of(answer, WHO), "data", "attributes")
    if not isinstance(found, dict):
        raise FetchError(Reason.MALFORMED, f"{WHO} answered without a record.")
    if normal_doi(text(found.get("doi"))) != doi:
        raise FetchError(Reason.MALFORMED, f"{WHO} answered with another work.")
    record, extra = record_of(found)
    return Fetched(record, net.now(), answer.address, extra=extra)


def record_of(found: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the CSL-JSON of ``attributes`` and the members that had no place."""
    doi = normal_doi(text(found.get("doi")))
    container = member(found, "container")
    record = {
        "id": doi,
        "type": _type(found.get("types")),
        "title": _title(objects(found.get("titles"))),
        "author": _names(objects(found.get("creators"))),
        "editor": _names(_editors(found)),
        "issued": _issued(found),
        "publisher": text(_publisher(found.get("publisher"))),
        "container-title": marked(member(container, "title")),
        "volume": text(member(container, "volume")),
        "issue": text(member(container, "issue")),
        "page": _pages(container),
        "version": text(found.get("version")),
        "language": text(found.get("language")),
        "abstract": _abstract(objects(found.get("descriptions"))),
        "DOI": doi,
        "URL": normal_url(text(found.get("url")) or f"https://doi.org/{doi}"),
    }
    extra = {k: v for k, v in found.items() if k not in READ}
    if len(objects(found.get("titles"))) > 1:
        extra["titles"] = found["titles"]
    details = [_details(creator) for creator in objects(found.get("creators"))]
    extra["author-details"] = details if any(details) else None
    return filled(record), kept(filled(extra))


def _type(types: object) -> str:
    """Return the CSL type by the general type, which is a closed list."""
    return TYPES.get(text(member(types, "resourceTypeGeneral")), "document")


def _title(titles: list[dict[str, Any]]) -> str:
    """Return the main title with its subtitle; other titles stay in ``extra``."""
    kinds = {
        text(title.get("titleType")): marked(title.get("title"))
        for title in titles[::-1]
    }
    main, subtitle = kinds.get("", ""), kinds.get("Subtitle", "")
    return f"{main}: {subtitle}" if main and subtitle else main or subtitle


def _names(people: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return CSL names: in parts where DataCite has parts, else as one."""
    names = []
    for person in people:
        whole, family = text(person.get("name")), text(person.get("familyName"))
        given = text(person.get("givenName"))
        if person.get("nameType") == "Organizational" or not (family or "," in whole):
            names.append({"literal": whole})
            continue
        if not family:
            family, _, given = (part.strip() for part in whole.partition(","))
        names.append(filled({"family": family, "given": given}))
    return [name for name in names if any(name.values())]


def _details(person: dict[str, Any]) -> dict[str, Any]:
    details = ("nameIdentifiers", "affiliation")
    return filled({name: person.get(name) for name in details})


def _editors(found: dict[str, Any]) -> list[dict[str, Any]]:
    people = objects(found.get("contributors"))
    return [person for person in people if person.get("contributorType") == "Editor"]


def _publisher(value: object) -> object:
    return member(value, "name") if isinstance(value, dict) else value


def _issued(found: dict[str, Any]) -> dict[str, Any] | None:
    """Return the day of issue, else the year of publication."""
    days = {
        text(d.get("dateType")): text(d.get("date"))
        for d in objects(found.get("dates"))
    }
    for written in (days.get("Issued", ""), text(found.get("publicationYear"))):
        try:
            return to_csl(parse(written.partition("T")[0]))
        except NotADateError:
            continue
    return None


def _pages(container: object) -> str:
    ends = text(member(container, "firstPage")), text(member(container, "lastPage"))
    return "-".join(end for end in ends if end)


def _abstract(descriptions: list[dict[str, Any]]) -> str:
    for description in descriptions:
        if description.get("descriptionType") == "Abstract":
            return text(description.get("description"))
    return ""
