"""A web of stubs, reached through an injected resolver and connector.

Names resolve to what a test says; a connection is one end of a socket pair whose other
end answers. Every connection is counted, so a test can say that there was none.
"""

import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from socket import socket, socketpair
from typing import Any

import httpx

from citations.fetch import Limits, Net, PinnedTransport

PUBLIC = "93.184.215.14"
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
ANSWERS = Path(__file__).parents[3] / "fixtures" / "http"
TLS = Path(__file__).parent / "tls"
TRUST = ssl.create_default_context(cafile=TLS / "authority.pem")

Reply = bytes | Iterable[bytes]


def page(
    body: bytes = b"",
    status: str = "200 OK",
    *,
    length: int | None = None,
    **headers: str,
) -> bytes:
    """Return an answer as it stands on the wire."""
    told = {"Content-Length": str(len(body) if length is None else length)}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


@dataclass
class Time:
    """A clock that only goes on when somebody sleeps, or by ``step`` when asked."""

    now: float = 0.0
    step: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        self.now += self.step
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Web:
    """Names with the addresses they give, one list after the other; and the replies."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    elsewhere: str = PUBLIC
    closed: set[str] = field(default_factory=set)
    tls: ssl.SSLContext | None = None
    hasty: bool = False
    resolved: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def resolve(self, host: str, port: int, seconds: float) -> list[str]:
        self.resolved.append(host)
        with suppress(ValueError):
            return [str(ip_address(host))]
        answers = self.names.get(host, [[self.elsewhere]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, seconds: float) -> socket:
        self.connected.append(address)
        if address in self.closed:
            raise ConnectionRefusedError
        ours, theirs = socketpair()
        reply = self.replies.pop(0) if self.replies else page()
        thread = threading.Thread(target=self._serve, args=(theirs, reply), daemon=True)
        self._threads.append(thread)
        thread.start()
        return ours

    def _serve(self, sock: socket, reply: Reply) -> None:
        sock.settimeout(5)
        with suppress(OSError), sock:
            if self.tls:
                sock = self.tls.wrap_socket(sock, server_side=True)
            with sock:
                self.requests.append(b"" if self.hasty else self._request(sock))
                for piece in [reply] if isinstance(reply, bytes) else reply:
                    sock.sendall(piece)

    def _request(self, sock: socket) -> bytes:
        request = b""
        while b"\r\n\r\n" not in request and (piece := sock.recv(65_536)):
            request += piece
        return request

    def net(self, *, time: Time | None = None, contact: str = "", **limits: Any) -> Net:
        """Return the product's own net, with this web behind it."""
        time = time or Time()
        bounds = Limits(**limits)
        transport = PinnedTransport(
            resolver=self.resolve,
            connector=self.connect,
            clock=time.clock,
            limits=bounds,
            tls=TRUST,
        )
        return Net(
            transport=transport,
            limits=bounds,
            contact=contact,
            clock=time.clock,
            sleep=time.sleep,
            now=lambda: NOW,
        )

    def join(self) -> None:
        """Wait until every stub has closed its end."""
        for thread in self._threads:
            thread.join(timeout=5)


def recorded(name: str) -> bytes:
    """Return a recorded answer of fixtures/http."""
    return (ANSWERS / name).read_bytes()


def answering(*answers: httpx.Response) -> tuple[Net, list[httpx.Request]]:
    """Return a net that gives ``answers`` in turn, and what it was asked."""
    waiting: Iterator[httpx.Response] = iter(answers)
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return next(waiting)

    time = Time()
    net = Net(
        transport=httpx.MockTransport(answer),
        clock=time.clock,
        sleep=time.sleep,
        now=lambda: NOW,
        contact="desk@attest.example",
    )
    return net, asked
