"""One normal form for each identifier of a published thing. Pure functions.

Each takes what people paste and returns what is stored; what is no such identifier
comes back trimmed and otherwise unchanged, for the database to refuse in a sentence.
"""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

DOI = re.compile(r"(10\.\d{4,9}/\S+)$", re.IGNORECASE)
ARXIV = re.compile(
    r"^(?:arxiv:|https?://arxiv\.org/(?:abs|pdf)/)?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(\d+))?(?:\.pdf)?$",
    re.IGNORECASE,
)


def normal_doi(text: str) -> str:
    """Return a bare DOI in small letters (DOI Handbook, 2.4: case does not count).

    >>> normal_doi("https://doi.org/10.1126/Science.ADH2586")
    '10.1126/science.adh2586'
    """
    text = text.strip()
    found = DOI.search(unquote(text) if text.lower().startswith("http") else text)
    return found[1].rstrip(".,;").lower() if found else text


def normal_arxiv(text: str) -> tuple[str, int | None]:
    """Return a bare arXiv id and its version, if one is named.

    >>> normal_arxiv("arXiv:2302.06590v2")
    ('2302.06590', 2)
    """
    text = text.strip()
    found = ARXIV.match(text)
    if not found:
        return text, None
    return found[1].lower(), int(found[2]) if found[2] else None


def normal_isbn(text: str) -> str:
    """Return an ISBN as 13 digits (ISO 2108:2017); ISBN-10 gains its prefix 978.

    >>> normal_isbn("0-306-40615-2")
    '9780306406157'
    """
    bare = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", bare) and _check10(bare):
        bare = f"978{bare[:9]}"
        return f"{bare}{_digit13(bare)}"
    return bare


def isbn_is_valid(isbn: str) -> bool:
    """Tell whether 13 digits carry the right check digit (ISO 2108:2017, annex A)."""
    return bool(re.fullmatch(r"97[89]\d{10}", isbn)) and isbn[12] == _digit13(isbn[:12])


def _check10(isbn: str) -> bool:
    values = [10 if c == "X" else int(c) for c in isbn]
    return sum((10 - i) * v for i, v in enumerate(values)) % 11 == 0


def _digit13(first12: str) -> str:
    total = sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(first12))
    return str((10 - total % 10) % 10)


def normal_url(text: str) -> str:
    """Return a web address with small scheme and host, no fragment, no default port.

    >>> normal_url("HTTPS://Example.ORG:443/A?b=1#c")
    'https://example.org/A?b=1'
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return text
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return text
    host = parts.hostname.lower()
    if port and port != {"http": 80, "https": 443}[parts.scheme]:
        host = f"{host}:{port}"
    return urlunsplit((parts.scheme, host, parts.path or "/", parts.query, ""))
