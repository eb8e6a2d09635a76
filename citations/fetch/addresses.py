"""Which addresses of the Internet may be reached: public hosts, and nothing else.

The list is our own, from IANA's special-purpose address registries (RFC 6890 and its
updates): ``ipaddress.is_global`` is wrong for multicast and NAT64 on some Pythons.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

CLOSED4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network (RFC 791)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # carrier's own, and a cloud's metadata (RFC 6598)
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a cloud's metadata at an address that looks public
        "169.254.0.0/16",  # link-local, and most clouds' metadata (RFC 3927)
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation (RFC 5737)
        "192.31.196.0/24",  # AS112 (RFC 7535)
        "192.52.193.0/24",  # AMT (RFC 7450)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "192.168.0.0/16",
        "192.175.48.0/24",  # AS112 (RFC 7534)
        "198.18.0.0/15",  # benchmarking (RFC 2544)
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# Outside of it: loopback, IPv4-mapped and -compatible, NAT64 (64:ff9b::/96), unique
# local, link-local, site-local, multicast, segment routing, discard.
OPEN6 = ip_network("2000::/3")
CLOSED6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking (RFC 2928)
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4: an IPv4 address in bits 16 to 48 (RFC 3056)
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the closed 6bone (RFC 3701)
        "3fff::/20",  # documentation (RFC 9637)
    )
)
ISATAP = {0x00005EFE, 0x02005EFE}
"""Bits 64 to 96 of an address that ends in an IPv4 address (RFC 5214, 6.1)."""


def is_public(text: str) -> bool:
    """Tell whether a literal address, as a resolver gives it, is a public host's."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED4)
    return _is_public6(address)


def _is_public6(address: IPv6Address) -> bool:
    if address.scope_id or address not in OPEN6:
        return False
    if int(address) >> 32 & 0xFFFFFFFF in ISATAP:
        return False
    return not any(address in network for network in CLOSED6)
