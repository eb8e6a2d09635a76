"""One normal form for each identifier of a published thing. Pure functions.

``recognise`` tells what somebody pasted. ``normal_…`` returns what is stored; what is
no such identifier comes back trimmed and otherwise unchanged, for the database to
refuse in a sentence. ``citations.identifiers.dates`` reads and writes dates.
"""

from citations.identifiers.agents import normal_orcid, normal_ror
from citations.identifiers.arxiv import arxiv_of_doi, doi_of_arxiv, normal_arxiv
from citations.identifiers.books import isbn_is_valid, normal_isbn, normal_issn
from citations.identifiers.docket import normal_docket
from citations.identifiers.doi import normal_doi
from citations.identifiers.handle import normal_handle
from citations.identifiers.pubmed import normal_pmcid, normal_pmid
from citations.identifiers.recognise import Identifier, Kind, recognise
from citations.identifiers.text import NOT_PLAIN, UNSEEN, is_plain
from citations.identifiers.web import normal_url

__all__ = [
    "NOT_PLAIN",
    "UNSEEN",
    "Identifier",
    "Kind",
    "arxiv_of_doi",
    "doi_of_arxiv",
    "is_plain",
    "isbn_is_valid",
    "normal_arxiv",
    "normal_docket",
    "normal_doi",
    "normal_handle",
    "normal_isbn",
    "normal_issn",
    "normal_orcid",
    "normal_pmcid",
    "normal_pmid",
    "normal_ror",
    "normal_url",
    "recognise",
]
