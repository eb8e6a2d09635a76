"""Connections that PostgreSQL ended are replaced before the next request needs them."""

from http import HTTPStatus
from select import POLLIN, poll

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.postgres.base import DatabaseWrapper

pytestmark = pytest.mark.real_reader

ALIASES = ("default", "reader")
LIST = "/api/v1/citations/"


@pytest.fixture
def backends(client: Client) -> dict[str, int]:
    """Return, by alias, the processes that answer; both were asked before."""
    assert client.get(LIST).status_code == HTTPStatus.OK
    return {alias: backend(alias) for alias in ALIASES}


def backend(alias: str) -> int:
    """Return the number of the process at the other end."""
    return int(connections[alias].connection.info.backend_pid)


def begin_request() -> None:
    """Let each connection be checked before its next use, as a new request does."""
    for alias in ALIASES:
        connections[alias].close_if_unusable_or_obsolete()


def end(alias: str) -> None:
    """End the process behind ``alias`` and wait until its end has arrived here."""
    ended = connections[alias]
    word = poll()
    word.register(ended.connection.fileno(), POLLIN)
    helper = ended.copy()
    with helper.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend(alias)])
        assert cursor.fetchone() == (True,)
    helper.close()
    assert word.poll(5000)


@pytest.mark.parametrize("ended", [("default",), ("reader",), ALIASES])
def test_the_next_request_works_after_the_server_ended_a_connection(
    client: Client, backends: dict[str, int], ended: tuple[str, ...]
) -> None:
    for alias in ended:
        end(alias)
    begin_request()
    answer = client.get(LIST)
    assert answer.status_code == HTTPStatus.OK
    assert "RateLimit" in answer
    fresh = {alias for alias in ALIASES if backend(alias) != backends[alias]}
    assert fresh == set(ended)


def test_a_living_connection_is_kept_and_costs_no_statement(
    client: Client, backends: dict[str, int]
) -> None:
    begin_request()
    for alias in ALIASES:
        with CaptureQueriesContext(connections[alias]) as captured:
            assert client.get(LIST).status_code == HTTPStatus.OK
        assert len(captured) == 1
    assert {alias: backend(alias) for alias in ALIASES} == backends


def test_a_word_in_the_socket_that_is_no_end_keeps_the_connection(
    client: Client, backends: dict[str, int]
) -> None:
    heard, helper = connections["default"], connections["default"].copy()
    assert isinstance(heard, DatabaseWrapper)
    word = poll()
    word.register(heard.connection.fileno(), POLLIN)
    with heard.cursor() as cursor:
        cursor.execute("LISTEN somebody")
    with helper.cursor() as cursor:
        cursor.execute("NOTIFY somebody")
    helper.close()
    assert word.poll(5000)
    assert heard.is_usable()
    assert not word.poll(0)
    with heard.cursor() as cursor:
        cursor.execute("UNLISTEN somebody")
    assert backend("default") == backends["default"]


def test_after_an_error_the_server_is_asked(backends: dict[str, int]) -> None:
    here = connections["reader"]
    here.errors_occurred = True
    begin_request()
    assert not here.errors_occurred
    assert backend("reader") == backends["reader"]
    here.connection.close()
    assert not here.is_usable()
