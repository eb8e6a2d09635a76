"""httpx over connections that only ever lead to public addresses."""

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore
import httpx

from citations.fetch.answers import FetchError, Reason
from citations.fetch.dial import (
    Clock,
    Connector,
    Deadline,
    Dialler,
    Resolver,
    connect,
    resolve,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost. Seconds on the wall, bytes as they are unpacked."""

    seconds: float = 15.0
    header: int = 65_536
    body: int = 4_000_000
    redirects: int = 5
    tries: int = 3
    longest_wait: float = 20.0
    patience: float = 45.0


class PinnedTransport(httpx.BaseTransport):
    """Sends one request over one fresh connection to an address that was checked.

    No proxy, no cookies, no keep-alive, HTTP/1.1 only. Every fault is a ``FetchError``.
    A request may carry its ``Deadline`` in ``extensions["deadline"]``.
    """

    def __init__(
        self,
        *,
        resolver: Resolver = resolve,
        connector: Connector = connect,
        clock: Clock = time.monotonic,
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._resolver = resolver
        self._connector = connector
        self._clock = clock
        self._limits = limits or Limits()
        self._tls = tls or httpx.create_ssl_context()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send ``request`` and return status and headers; the body is still to come."""
        deadline = request.extensions.get("deadline")
        if not isinstance(deadline, Deadline):
            deadline = Deadline(self._clock, self._limits.seconds)
        dialler = Dialler(
            self._resolver, self._connector, deadline, self._limits.header
        )
        pool = httpcore.ConnectionPool(
            ssl_context=self._tls,
            max_connections=1,
            max_keepalive_connections=0,
            http2=False,
            network_backend=dialler,
        )
        host = request.url.raw_host.decode("ascii")
        try:
            with _said(host):
                answer = pool.handle_request(_plain(request))
        except BaseException:
            pool.close()
            raise
        dialler.head_is_read()
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer, pool, host),
            request=request,
        )


class _Body(httpx.SyncByteStream):
    """The rest of an answer; its end is the end of the connection."""

    def __init__(
        self, answer: httpcore.Response, pool: httpcore.ConnectionPool, host: str
    ) -> None:
        self._answer = answer
        self._pool = pool
        self._host = host

    def __iter__(self) -> Iterator[bytes]:
        with _said(self._host):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
        self._pool.close()


def _plain(request: httpx.Request) -> httpcore.Request:
    """Return a request of httpx as httpcore takes it."""
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        ),
        headers=request.headers.raw,
        content=request.stream,
    )


@contextmanager
def _said(host: str) -> Iterator[None]:
    """Turn the faults of httpcore into sentences."""
    try:
        yield
    except httpcore.ConnectError as error:
        raise FetchError(Reason.UNREACHABLE, f"{host} cannot be reached.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        said = f"The answer of {host} broke off or is no HTTP."
        raise FetchError(Reason.UNREACHABLE, said) from error
