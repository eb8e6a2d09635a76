"""Identifiers of people (ORCID) and organizations (ROR), each with its check."""

import re

from citations.identifiers.text import dashed, tidy, unwrapped
from citations.identifiers.web import find_address

ORCID = re.compile(
    r"([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9X])", re.IGNORECASE
)
# The blocks of ISNI numbers that are ORCID iDs (ORCID, "Structure of the identifier").
ORCID_BLOCKS = (
    ("000000015000000", "000000035000000"),
    ("000900000000000", "000900100000000"),
)
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
ROR = re.compile(r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}", re.IGNORECASE)


def normal_orcid(text: str) -> str:
    """Return an ORCID iD as four groups of four, without its address.

    >>> normal_orcid("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    return find_orcid(text) or text.strip()


def find_orcid(text: str) -> str | None:
    """Return the valid ORCID iD that ``text`` is (ISO 7064, MOD 11-2), or None."""
    found = ORCID.fullmatch(_bare(text, "orcid", {"orcid.org", "www.orcid.org"}))
    if not found:
        return None
    number = "".join(found.groups()).upper()
    issued = any(first <= number[:15] <= last for first, last in ORCID_BLOCKS)
    if not issued or number[15] != _digit11_2(number[:15]):
        return None
    return "-".join(number[i : i + 4] for i in range(0, 16, 4))


def normal_ror(text: str) -> str:
    """Return a ROR id as its nine small characters, without its address.

    >>> normal_ror("https://ror.org/02MHBDP94")
    '02mhbdp94'
    """
    return find_ror(text) or text.strip()


def find_ror(text: str) -> str | None:
    """Return the valid ROR id that ``text`` is (ISO 7064, MOD 97-10), or None."""
    bare = _bare(text, "ror", {"ror.org", "www.ror.org"}).lower()
    if not ROR.fullmatch(bare):
        return None
    number = 0
    for letter in bare[:7]:
        number = number * 32 + CROCKFORD.index(letter)
    return bare if int(bare[7:]) == 98 - number * 100 % 97 else None


def _bare(text: str, label: str, hosts: set[str]) -> str:
    """Return what stands behind a label or in an address at one of ``hosts``."""
    address = find_address(text)
    if address:
        return address.path.strip("/") if address.hostname in hosts else ""
    bare = unwrapped(dashed(tidy(text)))
    return re.sub(rf"^{label}(?:\s+id)?\s*[:=]?\s*", "", bare, flags=re.IGNORECASE)


def _digit11_2(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "X" if check == 10 else str(check)
