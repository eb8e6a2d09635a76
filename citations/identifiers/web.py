"""Web addresses (RFC 3986, with the names of RFC 5891)."""

import re
from urllib.parse import SplitResult, quote, urlsplit

import idna

from citations.identifiers.text import is_seen, tidy, unwrapped

DEFAULT_PORTS = {"http": 80, "https": 443}
# Hosts that people write without a scheme.
BARE_HOSTS = re.compile(
    r"(?:www\.|(?:dx\.)?doi\.org/|arxiv\.org/|orcid\.org/|ror\.org/|hdl\.handle\.net/"
    r"|(?:pubmed|pmc)\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/)",
    re.IGNORECASE,
)
NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
# What advertisers add to an address; it never says which page is meant.
TRACKERS = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid)(?:=|$)")
UNRESERVED = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)
PATH_SAFE = "/%:@!$&'()*+,;="
QUERY_SAFE = PATH_SAFE + "?[]"


def address_parts(text: str) -> SplitResult | None:
    """Return the parts of a web address, or None if ``text`` is none.

    Nobody's password is part of an address that we keep: one with ``user@`` is refused,
    and so is one with a character that programs read in different ways.
    """
    if BARE_HOSTS.match(text):
        text = f"https://{text}"
    if not is_seen(text) or "\\" in text:
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    wanted = (
        parts.scheme in DEFAULT_PORTS and parts.hostname and "@" not in parts.netloc
    )
    return parts if wanted else None


def find_address(text: str) -> SplitResult | None:
    """Return the parts of the address that ``text`` is but for wrapping."""
    return address_parts(unwrapped(tidy(text)))


def find_url(text: str) -> str | None:
    """Return the canonical form of an address in running text, or None."""
    return canonical(unwrapped(tidy(text)))


def normal_url(text: str) -> str:
    """Return a web address in its canonical form (RFC 3986, 6.2.2 and 6.2.3).

    Small scheme and host, the host in ASCII; no fragment, no default port, no dot
    segments, none of the parameters that advertisers add; percent-encoding only where
    it is needed, in capitals.

    >>> normal_url("HTTPS://Example.ORG:443/A?b=1#c")
    'https://example.org/A?b=1'
    """
    return canonical(tidy(text)) or text.strip()


def canonical(text: str) -> str | None:
    """Return the canonical form of the whole of ``text``, or None."""
    parts = address_parts(text)
    host = ascii_host(parts.hostname or "") if parts else None
    if not parts or not host:
        return None
    if parts.port is not None and parts.port != DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{parts.port}"
    path = _without_dots(escaped(parts.path, PATH_SAFE)) or "/"
    kept = [x for x in parts.query.split("&") if x and not TRACKERS.match(x)]
    query = f"?{escaped('&'.join(kept), QUERY_SAFE)}" if kept else ""
    return f"{parts.scheme}://{host}{path}{query}"


def ascii_host(name: str) -> str | None:
    """Return a host in small ASCII letters, or None."""
    if ":" in name:
        return f"[{name}]" if re.fullmatch(r"[0-9a-f:.]+", name) else None
    name = name.rstrip(".")
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except UnicodeError:
            return None
    return name if NAME.fullmatch(name) else None


def escaped(text: str, safe: str) -> str:
    """Return ``text`` percent-encoded once, and only where it is needed."""

    def one(found: re.Match[str]) -> str:
        letter = chr(int(found[1], 16))
        return letter if letter in UNRESERVED else found[0].upper()

    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return quote(re.sub(r"%([0-9A-Fa-f]{2})", one, text), safe=safe)


def _without_dots(path: str) -> str:
    """Return ``path`` without the segments ``.`` and ``..`` (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for place, segment in enumerate(segments, start=1):
        if segment == "..":
            kept = kept[:-1]
        if segment not in {".", ".."}:
            kept.append(segment)
        elif place == len(segments):
            kept.append("")
    return "".join(f"/{segment}" for segment in kept)
