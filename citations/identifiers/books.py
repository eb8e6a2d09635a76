"""ISBN (ISO 2108) and ISSN (ISO 3297), each with its check digit."""

import re

from citations.identifiers.text import dashed, tidy, unwrapped
from citations.identifiers.web import find_address

ISBN_LABEL = re.compile(r"^(?:urn:)?isbn(?:-?1[03])?\s*[:=]?\s*", re.IGNORECASE)
ISSN_LABEL = re.compile(
    r"^(?:urn:|[pe]-?)?issn(?:-l|\s*\((?:print|online|linking)\))?\s*[:=]?\s*",
    re.IGNORECASE,
)
ISSN = re.compile(r"([0-9]{4})(-?)([0-9]{3}[0-9X])", re.IGNORECASE)
ISSN_ADDRESS = re.compile(r"/(?:resource/)?issn/([^/]+)/?", re.IGNORECASE)


def normal_isbn(text: str) -> str:
    """Return an ISBN as 13 digits (ISO 2108:2017); ISBN-10 gains its prefix 978.

    What fails its check digit comes back as bare as it can be made.

    >>> normal_isbn("0-306-40615-2")
    '9780306406157'
    """
    return find_isbn(text) or _bare_isbn(text)


def find_isbn(text: str) -> str | None:
    """Return the 13 digits of the valid ISBN that ``text`` is, or None."""
    bare = _bare_isbn(text)
    if re.fullmatch(r"[0-9]{9}[0-9X]", bare) and _check11(bare):
        bare = f"978{bare[:9]}"
        return f"{bare}{_digit13(bare)}"
    return bare if isbn_is_valid(bare) else None


def isbn_is_valid(isbn: str) -> bool:
    """Tell whether 13 digits carry the right check digit (ISO 2108:2017, annex A).

    979-0 is the prefix of printed music (ISMN, ISO 10957), so no ISBN.
    """
    form = re.fullmatch(r"97(?:8|9[1-9])[0-9]+", isbn) and len(isbn) == 13
    return bool(form) and isbn[12] == _digit13(isbn[:12])


def normal_issn(text: str) -> str:
    """Return an ISSN as two groups of four (ISO 3297:2022, 4).

    >>> normal_issn("issn: 2434561x")
    '2434-561X'
    """
    return find_issn(text) or text.strip()


def find_issn(text: str) -> str | None:
    """Return the valid ISSN that ``text`` is; eight bare digits need the word ISSN."""
    address = find_address(text)
    if address:
        found = ISSN_ADDRESS.fullmatch(address.path)
        held = address.hostname == "portal.issn.org" and found
        return _issn(found[1], labelled=True) if held and found else None
    bare = unwrapped(dashed(tidy(text)))
    number = ISSN_LABEL.sub("", bare)
    return _issn(number, labelled=number != bare)


def _issn(text: str, *, labelled: bool) -> str | None:
    found = ISSN.fullmatch(text)
    if not found or not (found[2] or labelled):
        return None
    number = (found[1] + found[3]).upper()
    return f"{number[:4]}-{number[4:]}" if _check11(number) else None


def _bare_isbn(text: str) -> str:
    label = ISBN_LABEL.sub("", unwrapped(dashed(tidy(text))))
    return re.sub(r"[\s-]", "", label).upper() or text.strip()


def _check11(number: str) -> bool:
    """Tell whether weights falling to 1 sum to a multiple of 11 (X stands for 10)."""
    values = [10 if c == "X" else int(c) for c in number]
    return sum((len(number) - i) * v for i, v in enumerate(values)) % 11 == 0


def _digit13(first12: str) -> str:
    total = sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(first12))
    return str((10 - total % 10) % 10)
