"""What somebody pasted: which kind of identifier, and its normal form."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from citations.identifiers.agents import find_orcid, find_ror
from citations.identifiers.arxiv import find_arxiv
from citations.identifiers.books import find_isbn, find_issn
from citations.identifiers.docket import find_docket
from citations.identifiers.doi import find_doi
from citations.identifiers.handle import find_handle
from citations.identifiers.pubmed import bare_pmid, find_pmcid, find_pmid
from citations.identifiers.web import find_url


class Kind(StrEnum):
    """What an identifier names things by."""

    DOI = "doi"
    ARXIV = "arxiv"
    PMID = "pmid"
    PMCID = "pmcid"
    ISBN = "isbn"
    ISSN = "issn"
    ORCID = "orcid"
    ROR = "ror"
    HANDLE = "handle"
    DOCKET = "docket"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A kind, the normal form as it is stored, and the version if one was named."""

    kind: Kind
    normal: str
    version: int | None = None


# The first that fits counts: names with a check or a label before those without.
FINDERS: tuple[tuple[Kind, Callable[[str], str | None]], ...] = (
    (Kind.PMCID, find_pmcid),
    (Kind.PMID, find_pmid),
    (Kind.ORCID, find_orcid),
    (Kind.ROR, find_ror),
    (Kind.ISSN, find_issn),
    (Kind.ISBN, find_isbn),
    (Kind.DOCKET, find_docket),
    (Kind.HANDLE, find_handle),
    (Kind.URL, find_url),
)


def recognise(text: str) -> Identifier | None:
    """Tell what ``text`` is, as people paste it, or None if it is nothing we know.

    Bare, with a label or as an address, in any case, in angle brackets, with a full
    stop behind it. An address of a publisher or of arXiv gives its DOI or arXiv id. A
    bare number of six to eight digits is a PMID; a shorter one could be anything.

    >>> recognise("<https://arxiv.org/pdf/2302.06590v1.pdf>.")
    Identifier(kind=<Kind.ARXIV: 'arxiv'>, normal='2302.06590', version=1)
    """
    doi = find_doi(text)
    if doi:
        return Identifier(Kind.DOI, doi)
    preprint = find_arxiv(text)
    if preprint:
        return Identifier(Kind.ARXIV, *preprint)
    for kind, find in FINDERS:
        normal = find(text)
        if normal:
            return Identifier(kind, normal)
    number = bare_pmid(text)
    return Identifier(Kind.PMID, number) if number else None
