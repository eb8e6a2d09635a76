"""Limits on time, size and hops, and what is tried again."""

import gzip
import itertools
import socket
import threading
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from citations.fetch import FetchError, Reason
from citations.fetch.dial import resolve
from tests.citations.fetch.stub import NOW, PUBLIC, Time, Web, page

HERE = "http://example.org/"
HEAD = b"HTTP/1.1 200 OK\r\n"


def said(web: Web, *, time: Time | None = None, **limits: Any) -> tuple[Reason, str]:
    with pytest.raises(FetchError) as caught:
        web.net(time=time, **({"tries": 1} | limits)).get(HERE)
    web.join()
    return caught.value.reason, str(caught.value)


def endless(start: bytes, piece: bytes) -> Iterator[bytes]:
    return itertools.chain([start], itertools.repeat(piece))


def test_an_answer_is_brought_whole() -> None:
    web = Web(replies=[page(b"x" * 100_000, Content_Type="text/plain")])
    answer = web.net().get("http://example.org/a b?c=d e".replace(" ", "%20"))
    assert (answer.status, len(answer.body)) == (200, 100_000)
    assert answer.headers["content-type"] == "text/plain"
    assert answer.hops == ("http://example.org/a%20b?c=d%20e",)


def test_the_request_says_who_asks_and_brings_no_cookie_back() -> None:
    moved = page(status="302 Found", Location="/b", Set_Cookie="id=1; Path=/")
    web = Web(replies=[moved, page(b"there")])
    answer = web.net(contact="desk@attest.example").get(HERE)
    assert answer.hops == (HERE, "http://example.org/b")
    first, second = (request.decode().lower() for request in web.requests)
    assert "user-agent: attest/0.1 (mailto:desk@attest.example)\r\n" in first
    assert "accept-encoding: identity\r\n" in first
    assert "host: example.org\r\n" in first
    assert second.startswith("get /b http/1.1")
    assert "cookie" not in second


def test_a_slow_drip_ends_on_the_wall() -> None:
    web = Web(replies=[endless(HEAD + b"Content-Length: 1000000\r\n\r\n", b"x")])
    assert said(web, time=Time(step=1.0), seconds=15) == (
        Reason.LIMIT,
        "The answer took longer than 15 seconds.",
    )


def test_a_slow_header_ends_on_the_wall() -> None:
    web = Web(replies=[endless(HEAD, b"X: y\r\n")])
    assert said(web, time=Time(step=1.0), header=10**9)[0] == Reason.LIMIT


def test_silence_ends_on_the_wall() -> None:
    release = threading.Event()
    web = Web(replies=[(b"" for _ in range(1) if release.wait(5))])
    with pytest.raises(FetchError, match=r"longer than 0\.05 seconds"):
        web.net(seconds=0.05).get(HERE)
    release.set()
    web.join()


def test_a_resolver_that_takes_too_long_ends_on_the_wall(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: release.wait(5) and [])
    with pytest.raises(TimeoutError):
        resolve("example.org", 80, 0.01)
    release.set()


def test_a_resolver_s_own_faults_are_no_address() -> None:
    with pytest.raises(OSError, match="label"):
        resolve("x" * 64, 80, 5)


def test_an_endless_body_stops_at_the_limit() -> None:
    web = Web(replies=[endless(HEAD + b"\r\n", b"x" * 65_536)])
    assert said(web, body=1_000_000) == (
        Reason.LIMIT,
        "The answer is larger than 1,000,000 bytes.",
    )


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    web = Web(replies=[page(b"x", length=10**12)])
    assert said(web)[0] == Reason.LIMIT


def test_an_endless_header_stops_at_the_limit() -> None:
    web = Web(replies=[endless(HEAD, b"X: " + b"y" * 1_000 + b"\r\n")])
    assert said(web)[1] in {
        "The answer's header is too long.",
        "The answer of example.org broke off or is no HTTP.",
    }


def test_endless_interim_answers_stop_at_the_limit() -> None:
    web = Web(replies=[endless(b"", b"HTTP/1.1 103 Early\r\nX: y\r\n\r\n" * 100)])
    assert said(web) == (Reason.LIMIT, "The answer's header is too long.")


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "deflate"])
def test_what_is_packed_all_the_same_is_unpacked(packing: str) -> None:
    pack = zlib.compress if packing == "deflate" else gzip.compress
    web = Web(replies=[page(pack(b"[1]" * 1_000), Content_Encoding=packing)])
    assert web.net().get(HERE).body == b"[1]" * 1_000


def test_a_gzip_bomb_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000, 9, mtime=0)
    web = Web(replies=[page(bomb, Content_Encoding="gzip")])
    assert said(web, body=1_000_000)[0] == Reason.LIMIT


@pytest.mark.parametrize(
    ("body", "packing", "sentence"),
    [
        (b"no gzip", "gzip", "The answer says it is gzip and is not."),
        (
            gzip.compress(b"x" * 99, mtime=0)[:-9],
            "gzip",
            "The answer breaks off in the middle.",
        ),
        (b"x", "br", "The answer is packed as “br”, which nobody asked for."),
        (b"x", "gzip, gzip", "The answer is packed as “gzip, gzip”, which nobody"),
    ],
)
def test_bad_packing_is_said(body: bytes, packing: str, sentence: str) -> None:
    reason, text = said(Web(replies=[page(body, Content_Encoding=packing)]))
    assert reason == Reason.MALFORMED
    assert text.startswith(sentence)


@pytest.mark.parametrize(
    "reply",
    [
        page(b"half", length=100),
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab",
        HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        HEAD + b"Content-Length: -1\r\n\r\nab",
        b"SSH-2.0-OpenSSH_9\r\n\r\n",
        b"",
        HEAD[:9],
    ],
)
def test_what_breaks_off_is_said(reply: bytes) -> None:
    reason, text = said(Web(replies=[reply]))
    assert (reason, text[-10:]) == (Reason.UNREACHABLE, "s no HTTP.")


def test_a_loop_of_redirects_ends() -> None:
    web = Web(replies=[page(status="302 Found", Location="/")] * 99)
    assert said(web) == (Reason.LIMIT, "The address redirects more than 5 times.")
    assert len(web.connected) == 6


def test_a_redirect_without_an_address_is_an_answer() -> None:
    web = Web(replies=[page(status="304 Not Modified", length=0)])
    assert web.net().get(HERE).status == 304


def test_the_next_address_is_tried_where_one_is_closed() -> None:
    web = Web(names={"example.org": [["1.1.1.1", PUBLIC]]}, closed={"1.1.1.1"})
    assert web.net().get(HERE).status == 200
    assert web.connected == ["1.1.1.1", PUBLIC]


def test_a_host_that_stays_closed_is_tried_three_times() -> None:
    web, time = Web(closed={PUBLIC}), Time()
    with pytest.raises(FetchError, match=r"example\.org cannot be reached"):
        web.net(time=time).get(HERE)
    assert len(web.connected) == 3
    assert time.slept == [1, 2]


def test_a_name_without_an_address_is_said() -> None:
    web = Web(names={"example.org": [[]]})
    assert said(web) == (Reason.UNREACHABLE, "No address is known for example.org.")


@pytest.mark.parametrize(
    ("wait", "slept"),
    [
        ("", [1, 2]),
        ("7", [7, 7]),
        ("soon", [1, 2]),
        ("Mon, 05 Jan 2026 12:00:09 GMT", [9, 9]),
        ("Mon, 05 Jan 2026 12:00:09 -0000", [9, 9]),
        ("Mon, 05 Jan 2015 12:00:00 GMT", [1, 2]),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Unavailable"])
def test_a_busy_server_is_asked_again_when_it_wants(
    wait: str, slept: list[float], status: str
) -> None:
    assert NOW.hour == 12
    web, time = Web(replies=[page(status=status, Retry_After=wait)] * 9), Time()
    assert web.net(time=time).get(HERE).status == int(status[:3])
    assert time.slept == slept


def test_a_busy_server_that_recovers_gives_its_answer() -> None:
    web, time = Web(replies=[page(status="500 Oops"), page(b"here")]), Time()
    assert web.net(time=time).get(HERE).body == b"here"
    assert time.slept == [1]


@pytest.mark.parametrize("wait", ["21", "86400", "9" * 9])
def test_nobody_waits_longer_than_the_limit(wait: str) -> None:
    web, time = Web(replies=[page(status="429 Slow", Retry_After=wait)]), Time()
    assert web.net(time=time).get(HERE).headers["retry-after"] == wait
    assert time.slept == []


def test_patience_ends() -> None:
    web = Web(replies=[page(status="429 Slow", Retry_After="20")] * 9)
    time = Time()
    assert web.net(time=time, tries=9).get(HERE).status == 429
    assert time.slept == [20, 20]


def test_a_service_that_many_wait_for_is_not_queued_for() -> None:
    rates = {"x_rate_limit_limit": "1", "x_rate_limit_interval": "30s"}
    web = Web(replies=[page(**rates)] * 9)  # type: ignore[arg-type]
    time = Time()
    net = web.net(time=time, longest_wait=5)
    net.get("http://api.crossref.org/works")
    net.get("http://api.crossref.org/works")
    with pytest.raises(FetchError, match="Too many are waiting"):
        net.get("http://api.crossref.org/works")
    assert len(web.connected) == 2


def test_a_host_that_no_program_can_spell_out_is_asked_all_the_same() -> None:
    web = Web(replies=[b"", page()])
    assert web.net().get("http://xn--0.example.org/").status == 200


def test_a_peer_that_hangs_up_is_said() -> None:
    web = Web(hasty=True, replies=[b""])
    assert said(web)[0] == Reason.UNREACHABLE


def test_each_service_is_asked_at_its_own_pace() -> None:
    rates = {"x_rate_limit_limit": "1", "x_rate_limit_interval": "2s"}
    web, time = Web(replies=[page(**rates), page(), page()]), Time()  # type: ignore[arg-type]
    net = web.net(time=time)
    for _ in range(3):
        net.get("http://api.crossref.org/works")
    assert time.slept == [pytest.approx(0.2), pytest.approx(2.0)]
