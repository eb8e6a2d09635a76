"""The system's own resolver and connector, and the faults of a wire."""

import socket
import threading

import httpcore
import httpx
import pytest

from citations.fetch import FetchError, PinnedTransport, Reason
from citations.fetch.dial import Deadline, Wire, connect, resolve
from tests.citations.fetch.stub import TRUST, Time, Web, page


def wire(sock: socket.socket, seconds: float = 5) -> Wire:
    return Wire(sock, Deadline(Time().clock, seconds), 1_000)


def test_the_connector_takes_a_literal_address() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        connect("127.0.0.1", server.getsockname()[1], 5) as sock,
    ):
        assert sock.getpeername() == server.getsockname()


def test_the_resolver_gives_literal_addresses() -> None:
    assert resolve("127.0.0.1", 80, 5) == ["127.0.0.1"]
    assert resolve("::1", 80, 5) == ["::1"]


@pytest.mark.parametrize(
    ("fault", "reason", "sentence"),
    [
        (TimeoutError, Reason.LIMIT, "The answer took longer than 15 seconds."),
        (OSError, Reason.UNREACHABLE, "No address is known for example.org."),
    ],
)
def test_a_resolver_that_fails(
    fault: type[OSError], reason: Reason, sentence: str
) -> None:
    def fail(host: str, port: int, seconds: float) -> list[str]:
        raise fault

    web = Web()
    transport = PinnedTransport(resolver=fail, connector=web.connect, tls=TRUST)
    with pytest.raises(FetchError) as caught:
        transport.handle_request(httpx.Request("GET", "http://example.org/"))
    assert (caught.value.reason, str(caught.value)) == (reason, sentence)
    assert web.connected == []


def test_httpx_s_own_client_may_use_the_transport_and_keeps_the_guard() -> None:
    web = Web(names={"evil.example.org": [["10.0.0.1"]]}, replies=[page(b"here")])
    transport = PinnedTransport(
        resolver=web.resolve, connector=web.connect, tls=TRUST, clock=Time().clock
    )
    with httpx.Client(transport=transport) as client:
        assert client.get("http://example.org/").content == b"here"
        with pytest.raises(FetchError, match="not public"):
            client.get("http://evil.example.org/", follow_redirects=True)
    assert len(web.connected) == 1


def test_a_peer_that_reads_nothing_ends_on_the_wall() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(FetchError, match="longer than"):
        wire(ours, 0.02).write(b"x" * 50_000_000)


def test_a_peer_that_is_gone() -> None:
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours:
        with pytest.raises(httpcore.WriteError):
            wire(ours).write(b"x" * 50_000_000)
        ours.close()
        with pytest.raises(httpcore.ReadError):
            wire(ours).read(1)


def test_a_handshake_that_never_ends_ends_on_the_wall() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(FetchError, match="longer than"):
        wire(ours, 0.02).start_tls(TRUST, "api.crossref.org")


def test_resolving_leaves_no_thread_that_holds_up_the_end() -> None:
    resolve("127.0.0.1", 80, 5)
    threads = [t for t in threading.enumerate() if t.name.startswith("resolve ")]
    assert all(thread.daemon for thread in threads)
