"""Asking the registry that an identifier belongs to."""

from citations.fetch.answers import Fetched, Reason, Refused
from citations.fetch.arxiv import arxiv
from citations.fetch.crossref import crossref
from citations.fetch.datacite import datacite
from citations.fetch.net import Net
from citations.fetch.pubmed import pubmed
from citations.identifiers import Identifier, Kind


def look_up(identifier: Identifier, *, net: Net | None = None) -> Fetched | Refused:
    """Fetch the record of a DOI, arXiv id or PMID; other kinds have no registry here.

    A DOI is asked of Crossref, which has notices, and of DataCite if Crossref does not
    know it.
    """
    name = identifier.normal
    if identifier.kind == Kind.ARXIV:
        version = f"v{identifier.version}" if identifier.version else ""
        return arxiv(name + version, net=net)
    if identifier.kind == Kind.PMID:
        return pubmed(name, net=net)
    if identifier.kind != Kind.DOI:
        said = f"No registry is asked about “{name}”: type the record or paste it."
        return Refused(said, Reason.NOT_FOUND)
    found = crossref(name, net=net)
    if not isinstance(found, Refused) or found.reason != Reason.NOT_FOUND:
        return found
    other = datacite(name, net=net)
    if isinstance(other, Refused) and other.reason == Reason.NOT_FOUND:
        said = f"Neither Crossref nor DataCite knows {name}."
        return Refused(said, Reason.NOT_FOUND)
    return other
