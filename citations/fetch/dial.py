"""Reaching a host: resolve once, check every address, connect to what was checked."""

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from citations.fetch.addresses import is_public
from citations.fetch.answers import FetchError, Reason

Resolver = Callable[[str, int, float], list[str]]
"""Host, port and seconds to the literal addresses of the host; ``OSError`` if none."""
Connector = Callable[[str, int, float], socket.socket]
"""A literal address, port and seconds to a connected socket; ``OSError`` if none."""
Clock = Callable[[], float]

MOST_ADDRESSES = 3


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Ask the system for all addresses of ``host``, for ``seconds`` at most.

    The system's own question has no limit of time, so it is asked in a thread that is
    left to itself when it takes too long.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))
        else:
            answers.put([str(entry[4][0]) for entry in found])

    threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """Connect to a literal address: nothing is resolved a second time."""
    return socket.create_connection((address, port), timeout=seconds)


class Deadline:
    """How long a fetch may still take."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = clock() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raises ``FetchError`` if none are."""
        left = self._end - self._clock()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> FetchError:
        """Return the error of a fetch that took too long."""
        said = f"The answer took longer than {self._seconds:g} seconds."
        return FetchError(Reason.LIMIT, said)


class Wire(httpcore.NetworkStream):
    """A connected socket under a deadline, with a limit on what comes before a body."""

    def __init__(self, sock: socket.socket, deadline: Deadline, header: int) -> None:
        self._socket = sock
        self._deadline = deadline
        self._header: int | None = header

    def head_is_read(self) -> None:
        """Lift the limit: from here on the body's own counts."""
        self._header = None

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes next, "" at the end."""
        if self._header is not None and self._header < 0:
            raise FetchError(Reason.LIMIT, "The answer's header is too long.")
        try:
            self._socket.settimeout(self._deadline.left())
            data = self._socket.recv(max_bytes)
        except TimeoutError:
            raise self._deadline.passed() from None
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        if self._header is not None:
            self._header -= len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the whole of ``buffer``."""
        try:
            self._socket.settimeout(self._deadline.left())
            self._socket.sendall(buffer)
        except TimeoutError:
            raise self._deadline.passed() from None
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "Wire":
        """Speak TLS from here on, with the host that was asked for, not its address."""
        try:
            self._socket.settimeout(self._deadline.left())
            self._socket = ssl_context.wrap_socket(
                self._socket, server_hostname=server_hostname
            )
        except TimeoutError:
            raise self._deadline.passed() from None
        except ssl.SSLCertVerificationError as error:
            said = f"The certificate of {server_hostname} is not its own: "
            said += f"{error.verify_message}."
            raise FetchError(Reason.UNREACHABLE, said) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return self

    def get_extra_info(self, info: str) -> None:
        """Return nothing: the pool asks whether HTTP/2 was agreed on; it never is."""


class Dialler(httpcore.NetworkBackend):
    """Opens connections for httpcore, to public addresses only.

    It stands where the connection is made, so that no difference between two readings
    of an address can lead around it, and it has no switch.
    """

    def __init__(
        self, resolver: Resolver, connector: Connector, deadline: Deadline, header: int
    ) -> None:
        self._resolver = resolver
        self._connector = connector
        self._deadline = deadline
        self._header = header
        self._wires: list[Wire] = []

    def head_is_read(self) -> None:
        """Lift the limit on what comes before a body."""
        for wire in self._wires:
            wire.head_is_read()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Wire:
        """Connect to the first address of ``host`` that answers; all must be public."""
        if port not in {80, 443}:
            raise FetchError(Reason.BLOCKED, f"Port {port} of {host} was not asked.")
        for address in self._addresses(host, port)[:MOST_ADDRESSES]:
            try:
                sock = self._connector(address, port, self._deadline.left())
            except OSError:
                continue
            self._wires.append(Wire(sock, self._deadline, self._header))
            return self._wires[-1]
        raise FetchError(Reason.UNREACHABLE, f"{host} cannot be reached.")

    def _addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of ``host``; one that is not public spoils them all."""
        try:
            found = self._resolver(host, port, self._deadline.left())
        except TimeoutError:
            raise self._deadline.passed() from None
        except OSError:
            found = []
        if not found:
            raise FetchError(Reason.UNREACHABLE, f"No address is known for {host}.")
        for address in found:
            if not is_public(address):
                said = f"{host} was not asked: its address {address} is not public."
                raise FetchError(Reason.BLOCKED, said)
        return list(dict.fromkeys(found))
