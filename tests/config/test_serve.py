"""The runner for one machine ends without cutting an answer off."""

import http.client
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
