"""Digital object identifiers (DOI Handbook, 2; ISO 26324)."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote

from citations.identifiers.text import is_seen, lower_ascii, tidy, unwrapped
from citations.identifiers.web import find_address

STORED = re.compile(r"10\.[0-9]{4,9}/[^\sA-Z]+")
IN_TEXT = re.compile(r"(?<![0-9.])(10\.[0-9]{4,9}(?:/|%2F)\S+)$", re.IGNORECASE)
IN_ADDRESS = re.compile(r"(?:^|[/=:])(10\.[0-9]{4,9}/\S+)$", re.IGNORECASE)
RESOLVERS = {"doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net"}
# The address of a copy is not the address of the thing.
ARCHIVES = re.compile(r"(?:web\.archive\.org|archive\.(?:ph|today|is|org)|perma\.cc)")
# What publishers put behind a DOI: the kind of view, not part of the name.
VIEW = re.compile(
    r"(?:/(?:full(?:text)?|abstract|abs|e?pdf(?:direct|plus)?|epub|html?|xml|meta|summary"
    r"|references|citations?|figures?|tables?|metrics|reader|asset/.*|suppl_file/.*"
    r"|transform(?:/.*)?|suppl(?:ementary)?[\w-]*)"
    r"|\.(?:full|abstract|short|long|e?pdf|html?|xml)(?:\+html)?|/)$",
    re.IGNORECASE,
)
PREPRINT_VERSION = re.compile(r"v[0-9]+(?:\.[\w.+-]+)?$", re.IGNORECASE)
# Publishers whose addresses hold the last part of the DOI only. That such a DOI is
# registered is for a fetch to tell.
DERIVED = (
    (
        r"(?:www\.)?nature\.com/articles/([\w.-]+?)(?:\.pdf|_reference\.pdf)?/?",
        "10.1038/",
    ),
    (r"(?:papers\.)?ssrn\.com/.*\babstract(?:_?id)?=([0-9]+)\b.*", "10.2139/ssrn."),
    (r"(?:www\.)?nber\.org/papers/(w[0-9]+)(?:\.pdf)?/?", "10.3386/"),
    (r"peerj\.com/articles/([0-9]+)(?:\.pdf)?/?", "10.7717/peerj."),
    (r"peerj\.com/articles/cs-([0-9]+)(?:\.pdf)?/?", "10.7717/peerj-cs."),
    (r"elifesciences\.org/articles/([0-9]+)(?:\.pdf)?/?", "10.7554/elife."),
)


def normal_doi(text: str) -> str:
    """Return a bare DOI in small letters (DOI Handbook, 2.4: case does not count).

    >>> normal_doi("https://doi.org/10.1126/Science.ADH2586")
    '10.1126/science.adh2586'
    """
    return find_doi(text) or text.strip()


def find_doi(text: str) -> str | None:
    """Return the DOI that ``text`` is, ends in, or is the publisher's address of."""
    address = find_address(text)
    if address:
        return _of_address(address)
    found = IN_TEXT.search(unwrapped(tidy(text)))
    return _stored(found[1]) if found else None


def _stored(name: str) -> str | None:
    """Return the stored form of a DOI without what stands around it, or None."""
    if "/" not in name:
        name = unquote(name)
    name = lower_ascii(unwrapped(tidy(name)))
    return name if STORED.fullmatch(name) and is_seen(name) else None


def _of_address(address: SplitResult) -> str | None:
    """Return the DOI that a web address holds or stands for."""
    host = (address.hostname or "").rstrip(".")
    path = unquote(address.path)
    if host in RESOLVERS:
        found = re.match(r"/+(?:doi:)?(10\..+)", path, re.IGNORECASE)
        return _stored(found[1]) if found else None
    if ARCHIVES.fullmatch(host):
        return None
    return _derived(f"{host}{path}?{address.query}") or _held(host, path, address.query)


def _derived(address: str) -> str | None:
    """Return the DOI that a publisher makes from its own numbers."""
    for pattern, start in DERIVED:
        found = re.fullmatch(rf"{pattern}(?:\?.*)?", address, re.IGNORECASE)
        if found:
            return _stored(start + found[1])
    return None


def _held(host: str, path: str, query: str) -> str | None:
    """Return the DOI that stands in a path or in a parameter."""
    values = [value for _, value in parse_qsl(query, max_num_fields=None)]
    for place in (path, *values):
        found = IN_ADDRESS.search(place)
        if found:
            return _stored(_without_view(host, found[1]))
    return None


def _without_view(host: str, name: str) -> str:
    """Return a DOI without the names of views that a publisher's address adds."""
    if host.endswith(("biorxiv.org", "medrxiv.org")):
        name = PREPRINT_VERSION.sub("", name)
    shorter = VIEW.sub("", name)
    while shorter != name and STORED.fullmatch(shorter.lower()):
        name, shorter = shorter, VIEW.sub("", shorter)
    return name
