"""Handles (RFC 3650 to 3652) that are no DOI."""

import re
from urllib.parse import unquote

from citations.identifiers.text import is_seen, lower_ascii, tidy, unwrapped
from citations.identifiers.web import find_address

HOSTS = {"hdl.handle.net", "www.hdl.handle.net"}
LABEL = re.compile(r"^(?:info:hdl/|hdl:\s*|handle\s*:\s*)", re.IGNORECASE)
HANDLE = re.compile(r"([0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)/(\S+)")
# Without a word or address around it, only a prefix with a point is one for certain.
BARE = re.compile(r"[0-9]+(?:\.[0-9]+)+/\S+")


def normal_handle(text: str) -> str:
    """Return a handle without its address; the prefix in small letters.

    Whether case counts behind the slash is for each service to say (RFC 3650, 2).

    >>> normal_handle("https://hdl.handle.net/1721.1/Abc")
    '1721.1/Abc'
    """
    return find_handle(text) or _stored(unwrapped(tidy(text))) or text.strip()


def find_handle(text: str) -> str | None:
    """Return the handle that ``text`` is or is an address of, or None."""
    address = find_address(text)
    if address:
        held = address.hostname in HOSTS
        return _stored(tidy(unquote(address.path).strip("/"))) if held else None
    bare = unwrapped(tidy(text))
    name = LABEL.sub("", bare)
    return _stored(name) if name != bare or BARE.fullmatch(name) else None


def _stored(name: str) -> str | None:
    found = HANDLE.fullmatch(unwrapped(name))
    if not found or not is_seen(name) or name.startswith("10."):
        return None
    return f"{lower_ascii(found[1])}/{found[2]}"
