"""What may be asked for: an address of the public web, read once and in one way."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address
from urllib.parse import SplitResult, urljoin, urlsplit

from citations.fetch.addresses import is_public
from citations.fetch.answers import FetchError, Reason
from citations.identifiers.web import PATH_SAFE, QUERY_SAFE, ascii_host, escaped

LONGEST = 2_000
PORTS = {"http": 80, "https": 443}
# Names that never lead to the public web (RFC 6761, 6762, 7686, 8375; ICANN SAC113).
NOT_PUBLIC = re.compile(
    r"(?:.*\.)?(?:local|localhost|localdomain|internal|intranet|lan|home|corp|private"
    r"|arpa|onion|test|invalid|example|alt)"
)
NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")


@dataclass(frozen=True, slots=True)
class Target:
    """One address, taken apart; ``host`` is ASCII, an IPv6 one without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def netloc(self) -> str:
        """Return host and port as an address and the header Host write them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @classmethod
    def of(cls, text: str) -> "Target":
        """Take ``text`` apart; raises ``FetchError`` with what is wrong about it."""
        parts, port = _split(text)
        host = ascii_host(parts.hostname or "")
        if not host:
            raise _blocked(text, "it names no host")
        _check_host(text, host)
        query = f"?{escaped(parts.query, QUERY_SAFE)}" if parts.query else ""
        path = escaped(parts.path, PATH_SAFE) or "/"
        return cls(parts.scheme, host.strip("[]"), port, path + query)

    def follow(self, location: str) -> "Target":
        """Return where a redirect leads, held to the same rules."""
        location = location.strip().split("#")[0]
        _check_letters(location)
        try:
            joined = urljoin(str(self), location)
        except ValueError:
            raise _blocked(location, "it is not written as an address") from None
        return Target.of(joined)


def _split(text: str) -> tuple[SplitResult, int]:
    """Return the parts and the port of an address whose form is allowed."""
    _check_letters(text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _blocked(text, "it is not written as an address") from None
    if parts.scheme not in PORTS:
        raise _blocked(text, "only http and https are asked")
    if parts.netloc.startswith("[") and ":" not in (parts.hostname or ""):
        raise _blocked(text, "only an IPv6 address stands in brackets")
    if "@" in parts.netloc:
        raise _blocked(text, "it holds a user name")
    if port is None:
        port = PORTS[parts.scheme]
    if port not in PORTS.values():
        raise _blocked(text, "only ports 80 and 443 are asked")
    return parts, port


def _check_letters(text: str) -> None:
    """Raise ``FetchError`` for what programs read in different ways, or not at all."""
    if len(text) > LONGEST:
        said = f"The address is longer than {LONGEST} letters."
        raise FetchError(Reason.BLOCKED, said)
    if any(ord(c) <= 32 or 127 <= ord(c) <= 160 or c == "\\" for c in text):
        raise _blocked(text, "it holds a character that no address has")


def _check_host(text: str, host: str) -> None:
    """Raise ``FetchError`` for hosts that need no question to be refused.

    A host whose last label is a number is an IPv4 address to a resolver, in octal, in
    hex, or with parts left out: only the usual four numbers are taken.
    """
    literal = host.startswith("[")
    if not literal and NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            literal = IPv4Address(host).version == 4
        except ValueError:
            raise _blocked(text, "its host is a number in disguise") from None
    if literal:
        if not is_public(host.strip("[]")):
            raise _blocked(text, "its address is not public")
    elif "." not in host or NOT_PUBLIC.fullmatch(host):
        raise _blocked(text, "its host is not on the public web")


def _blocked(text: str, reason: str) -> FetchError:
    shown = "".join(c if c.isprintable() else "�" for c in text[:120])
    return FetchError(Reason.BLOCKED, f"“{shown}” was not asked: {reason}.")
