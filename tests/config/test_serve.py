"""The runner for one machine ends without cutting an answer off."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

# The product with one slow page in its place: what counts is the runner.
SLOW = """
import sys, time
from config import serve

def slow(environ, start_response):
    time.sleep(float(environ["QUERY_STRING"] or 0))
    start_response("200 OK", [("Content-Length", "4")])
    return [b"done"]

serve.application = slow
serve.main(int(sys.argv[1]))
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def site(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-c", SLOW, str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout
        assert b"http://127.0.0.1" in process.stdout.readline()
        yield process
        process.kill()


def ask(port: int, seconds: float) -> http.client.HTTPConnection:
    """Send a request whose answer takes ``seconds``."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/?{seconds}")
    return connection


def test_an_answer_under_way_is_finished_on_sigterm(
    port: int, site: "subprocess.Popen[bytes]"
) -> None:
    under_way = ask(port, 1)
    time.sleep(0.2)
    site.send_signal(signal.SIGTERM)
    site.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    with pytest.raises(ConnectionRefusedError):
        ask(port, 0)
    answer = under_way.getresponse()
    assert (answer.status, answer.read()) == (200, b"done")
    under_way.close()
    assert site.wait(timeout=5) == 0


def test_without_requests_it_ends_at_once(
    port: int, site: "subprocess.Popen[bytes]"
) -> None:
    site.send_signal(signal.SIGTERM)
    assert site.wait(timeout=2) == 0


HEAD = "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n\r\n"
CHECK = "/api/v1/citations/check/"
BROKEN = [
    (HEAD.format(CHECK, "Content-Length: -1"), 400, "malformed-request"),
    (HEAD.format(CHECK, "Content-Length: 999999999999"), 413, "too-large"),
    (HEAD.format(CHECK, "If-Match: \x01"), 400, "malformed-request"),
    (HEAD.format(CHECK, "Transfer-Encoding: chunked") + "zz\r\n", 400, "malformed-"),
    (HEAD.format("/api/\xff", "X: y"), 400, "malformed-request"),
    (HEAD.format(CHECK, f"X: {'a' * 300_000}"), 431, "failed"),
]


def told(port: int, head: str) -> http.client.HTTPResponse:
    """Return the answer to a request that no client of good will writes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head.encode("latin-1"))
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        answer.body = answer.read()  # type: ignore[attr-defined]
    return answer


@pytest.mark.usefixtures("site")
def test_what_is_no_request_is_refused_as_the_api_refuses(
    port: int, subtests: pytest.Subtests
) -> None:
    for head, status, kind in BROKEN:
        with subtests.test(head[:90]):
            answer = told(port, head)
            assert answer.status == status
            assert answer.getheader("Content-Type") == "application/problem+json"
            problem = json.loads(answer.body)  # type: ignore[attr-defined]
            assert problem["status"] == status
            assert kind in problem["type"]
            assert problem["request_id"] == answer.getheader("X-Request-ID")
    page = told(port, HEAD.format("/careers/", "Content-Length: -1"))
    assert page.status == 400
    assert "text/plain" in str(page.getheader("Content-Type"))
