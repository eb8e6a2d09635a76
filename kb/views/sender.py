"""From which address a request comes, as far as it can be believed."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

NEIGHBOURS = 64
"""Bits of an IPv6 address that one household or machine is given as a whole."""


def client_address(request: HttpRequest) -> str:
    """Return the address of the client; an empty text if none can be told.

    Each of our own proxies (``TRUSTED_PROXIES``) adds to ``X-Forwarded-For`` whom it
    was asked by. What stands before those was written by the client and is not read.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "")
    count = settings.TRUSTED_PROXIES
    told = str(request.META.get("HTTP_X_FORWARDED_FOR") or "").split(",")
    if count < 1 or len(told) < count:
        return direct
    claimed = told[-count].strip()
    return claimed if _is_address(claimed) else direct


def sender_of(request: HttpRequest) -> str:
    """Return what a limit is counted by: the address, of IPv6 its network."""
    address = client_address(request)
    if not _is_address(address):
        return address
    parsed = ip_address(address)
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    bare = IPv6Address(int(parsed))  # without a zone
    return str(ip_network((bare, NEIGHBOURS), strict=False))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
