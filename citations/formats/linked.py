"""A record as JSON-LD in the vocabulary of schema.org (version 28)."""

from collections.abc import Mapping
from typing import Any

from citations.formats.people import date_parts, usable_names
from citations.identifiers.agents import find_orcid, find_ror

Record = Mapping[str, Any]
Node = dict[str, Any]

NO_BODIES: Mapping[str, str] = {}
CONTEXT = "https://schema.org"
TYPES = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "post-weblog": "BlogPosting",
    "post": "SocialMediaPosting",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "regulation": "Legislation",
    "periodical": "Periodical",
    "report": "Report",
    "review": "Review",
    "software": "SoftwareApplication",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
CONTAINERS = {"chapter": "Book", "article-journal": "Periodical"}
PAGED = {"Article", "Chapter", "NewsArticle", "Report", "ScholarlyArticle"}
DIGITAL = {"DOI": "https://doi.org/{}", "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/"}


def kind_of(record: Record) -> str:
    """Return the type of schema.org that is nearest to a CSL type."""
    return TYPES.get(str(record.get("type")), "CreativeWork")


def work(record: Record, address: str, bodies: Mapping[str, str] = NO_BODIES) -> Node:
    """Return a record as a node; ``address`` is that of its page here, with host.

    ``bodies`` are the addresses of organizations, by their names.
    """
    kind = kind_of(record)
    authors = usable_names(record.get("author"))
    known = zip(authors, author_addresses(record, bodies), strict=True)
    node = {
        "@type": kind,
        "@id": address,
        "url": record.get("URL") or address,
        "mainEntityOfPage": address,
        "name": record.get("title"),
        "author": [
            _agent(name) | ({"sameAs": place} if place else {}) for name, place in known
        ],
        "datePublished": _day(record),
        "publisher": _body(record.get("publisher")),
        "isPartOf": _container(record),
        "inLanguage": record.get("language"),
        "version": record.get("version"),
        "isbn": record.get("ISBN") if kind == "Book" else None,
        "pagination": record.get("page") if kind in PAGED else None,
        "creativeWorkStatus": record.get("status"),
        "abstract": record.get("note") if record.get("status") else None,
        "identifier": _identifiers(record),
        "sameAs": [
            pattern.format(record[name])
            for name, pattern in DIGITAL.items()
            if record.get(name)
        ],
    }
    return {name: value for name, value in node.items() if value}


def author_addresses(
    record: Record, bodies: Mapping[str, str] = NO_BODIES
) -> list[str]:
    """Return an address for each author, an empty text where none is known.

    An ORCID iD or ROR id is what a registry told of the author in that place; it
    counts for nobody once there are more authors than it told of, or fewer.
    """
    authors = usable_names(record.get("author"))
    told = _told_by_registry(record)
    if len(told) != len(authors):
        told = [{}] * len(authors)
    return [
        _identified(one) or bodies.get(str(name.get("literal") or "").casefold(), "")
        for name, one in zip(authors, told, strict=True)
    ]


def _told_by_registry(record: Record) -> list[Any]:
    """Return what a registry told of each author, beside the name."""
    found: Any = record
    for name in ("custom", "registry", "author-details"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, list) else []


def _identified(told: object) -> str:
    """Return the address of the first iD that is one: Crossref or DataCite has it."""
    if not isinstance(told, Mapping):
        return ""
    others = told.get("nameIdentifiers")
    given = [told.get("ORCID")] + [
        other.get("nameIdentifier")
        for other in (others if isinstance(others, list) else [])
        if isinstance(other, Mapping)
    ]
    for text in map(str, filter(None, given)):
        if orcid := find_orcid(text):
            return f"https://orcid.org/{orcid}"
        if ror := find_ror(text):
            return f"https://ror.org/{ror}"
    return ""


def _agent(name: Mapping[str, Any]) -> Node:
    if name.get("literal") and not name.get("family"):
        return {"@type": "Organization", "name": str(name["literal"])}
    parts = [name.get("non-dropping-particle"), name.get("family")]
    family = " ".join(str(part) for part in parts if part)
    given = str(name.get("given") or "")
    node = {"@type": "Person", "givenName": given, "familyName": family}
    node["name"] = f"{given} {family}".strip()
    return {name: value for name, value in node.items() if value}


def _body(name: object) -> Node | None:
    return {"@type": "Organization", "name": str(name)} if name else None


def _day(record: Record) -> str:
    parts = date_parts(record.get("issued"))
    return "-".join(
        f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(parts)
    )


def _container(record: Record) -> Node | None:
    """Return the journal, book or site, around it the volume and issue."""
    if not record.get("container-title"):
        return None
    kind = CONTAINERS.get(str(record.get("type")), "CreativeWork")
    held: Node = {"@type": kind, "name": str(record["container-title"])}
    if kind != "Periodical":
        return held
    for variable, type_, number in (
        ("volume", "PublicationVolume", "volumeNumber"),
        ("issue", "PublicationIssue", "issueNumber"),
    ):
        if record.get(variable):
            held = {"@type": type_, number: str(record[variable]), "isPartOf": held}
    return held


def _identifiers(record: Record) -> list[Node]:
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": str(record[name])}
        for name in ("DOI", "ISBN", "PMID")
        if record.get(name)
    ]
