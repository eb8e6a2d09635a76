"""The only way to the network. Nothing else in the product opens a connection.

``crossref``, ``datacite``, ``arxiv``, ``pubmed`` and ``look_up`` return a record or a
sentence and never raise for what others answer. ``Net.get`` fetches any public address
for whoever checks links. See docs/adr/0011-fetching-and-identifiers.md.
"""

from citations.fetch.answers import Answer, Fetched, FetchError, Notice, Reason, Refused
from citations.fetch.arxiv import arxiv
from citations.fetch.asking import net_of_settings
from citations.fetch.crossref import crossref
from citations.fetch.datacite import datacite
from citations.fetch.likeness import likeness, sketch
from citations.fetch.looking import look_up
from citations.fetch.net import Net
from citations.fetch.page import media_type, page_text
from citations.fetch.pubmed import pubmed
from citations.fetch.transport import Limits, PinnedTransport

__all__ = [
    "Answer",
    "FetchError",
    "Fetched",
    "Limits",
    "Net",
    "Notice",
    "PinnedTransport",
    "Reason",
    "Refused",
    "arxiv",
    "crossref",
    "datacite",
    "likeness",
    "look_up",
    "media_type",
    "net_of_settings",
    "page_text",
    "pubmed",
    "sketch",
]
