"""What every request to the API passes: its id, its allowance, its body, its origin."""

import gzip
import json
import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import path
from pytest_django import Settings

from config import asked, urls
from config.request_id import RequestIdFilter, RequestIdMiddleware
from kb.services import token_create
from tests import make

LIST = "/api/v1/skills/"


class TestRequestId:
    @pytest.mark.parametrize("given", ["run-7", "a.b_c:D", "x" * 64])
    def test_one_that_is_sane_is_kept(self, client: Client, given: str) -> None:
        answer = client.get(f"{LIST}?x=1", headers={"X-Request-ID": given})
        assert answer["X-Request-ID"] == given
        assert json.loads(answer.content)["request_id"] == given

    @pytest.mark.parametrize("given", ["", "a b", "x" * 65, "é", "a\tb", '"'])
    def test_any_other_is_replaced(self, client: Client, given: str) -> None:
        answer = client.get(LIST, headers={"X-Request-ID": given})
        assert answer["X-Request-ID"] != given
        assert len(answer["X-Request-ID"]) == 16

    def test_pages_have_one_too(self, client: Client) -> None:
        assert client.get("/healthz")["X-Request-ID"]

    def test_the_log_tells_it(self) -> None:
        record = logging.LogRecord("x", logging.INFO, "", 0, "said", None, None)

        def view(_: HttpRequest) -> HttpResponse:
            RequestIdFilter().filter(record)
            return HttpResponse()

        request = RequestFactory().get("/", headers={"X-Request-ID": "run-8"})
        RequestIdMiddleware(view)(request)
        assert record.__dict__["request_id"] == "run-8"


class TestAllowance:
    def test_every_answer_tells_what_is_left(self, client: Client) -> None:
        for number, address in enumerate([LIST, f"{LIST}?x=1", "/api/nothing/"], 1):
            answer = client.get(address)
            assert answer["RateLimit-Policy"] == '"address";q=1200;w=60'
            assert answer["RateLimit"] == f'"address";r={1200 - number};t=1'

    def test_who_asks_too_often_waits(self, client: Client, settings: Settings) -> None:
        settings.API_REQUESTS_A_MINUTE = 2
        assert [client.get(LIST).status_code for _ in range(2)] == [200, 200]
        answer = client.get(LIST)
        assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert 28 <= int(answer["Retry-After"]) <= 30
        assert answer["RateLimit"].startswith('"address";r=0;t=')
        problem = json.loads(answer.content)
        assert problem["type"] == "/api/problems/too-many-requests/"
        assert "ask again in" in problem["detail"]
        elsewhere = client.get(LIST, REMOTE_ADDR="192.0.2.9")
        assert elsewhere.status_code == HTTPStatus.OK

    def test_a_token_has_an_allowance_of_its_own(
        self, client: Client, settings: Settings
    ) -> None:
        settings.API_REQUESTS_A_MINUTE = 1
        settings.API_REQUESTS_A_MINUTE_WITH_TOKEN = 3
        _, text = token_create(person=make.editor(), name="x", scopes=["read"], days=1)
        brought = {"Authorization": f"Bearer {text}"}
        answer = client.get(LIST, headers=brought)
        assert answer["RateLimit-Policy"] == '"token";q=3;w=60'
        assert answer["RateLimit"].startswith('"token";r=2;')
        elsewhere = client.get(LIST, headers=brought, REMOTE_ADDR="192.0.2.9")
        assert elsewhere["RateLimit"].startswith('"token";r=1;')
        made_up = client.get(LIST, headers={"Authorization": "Bearer attest_x"})
        assert made_up["RateLimit"] == '"address";r=0;t=60'
        assert client.get(LIST).status_code == HTTPStatus.TOO_MANY_REQUESTS

    def test_pages_are_not_counted(self, client: Client, settings: Settings) -> None:
        settings.API_REQUESTS_A_MINUTE = 1
        assert [client.get("/skills/").status_code for _ in range(3)] == [200] * 3
        assert "RateLimit" not in client.get("/skills/")

    def test_an_operator_may_do_without(
        self, client: Client, settings: Settings
    ) -> None:
        settings.API_REQUESTS_A_MINUTE = 0
        assert "RateLimit" not in client.get(LIST)

    def test_readers_are_answered_while_the_counter_is_away(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(**_: object) -> None:
            raise OperationalError("gone")

        monkeypatch.setattr(asked, "allowance_take", away)
        answer = client.get(LIST)
        assert answer.status_code == HTTPStatus.OK
        assert "RateLimit" not in answer


class TestOrigins:
    def test_any_page_may_read(self, client: Client) -> None:
        answer = client.get(LIST, headers={"Origin": "https://example.org"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer

    def test_a_browser_may_ask_before(self, client: Client) -> None:
        answer = client.options(
            LIST,
            headers={
                "Origin": "https://example.org",
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "if-none-match",
            },
        )
        assert answer.status_code == HTTPStatus.OK
        allowed = answer["Access-Control-Allow-Methods"]
        assert {"GET", "HEAD", "OPTIONS"} == set(allowed.split(", "))
        assert "if-none-match" in answer["Access-Control-Allow-Headers"]

    @pytest.mark.parametrize("address", ["/", "/admin/login/"])
    def test_no_page_of_ours_is_open(self, client: Client, address: str) -> None:
        answer = client.get(address, headers={"Origin": "https://example.org"})
        assert "Access-Control-Allow-Origin" not in answer


class TestCompressed:
    def test_to_who_takes_it(self, client: Client) -> None:
        plain = client.get("/api/schema/")
        packed = client.get("/api/schema/", headers={"Accept-Encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert "Accept-Encoding" in packed["Vary"]
        assert len(packed.content) < len(plain.content) / 5
        assert plain.headers["ETag"][:2] != "W/"
        assert packed["ETag"] == f"W/{plain['ETag']}"
        held = {"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}
        unchanged = client.get("/api/schema/", headers=held)
        assert unchanged.status_code == 304
        assert "Accept-Encoding" in unchanged["Vary"], "as the 200 would have had"

    def test_pages_are_left_to_others(self, client: Client) -> None:
        page = client.get("/skills/", headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in page


def echo(request: HttpRequest) -> HttpResponse:
    """Answer what was sent."""
    return HttpResponse(request.body, content_type="application/octet-stream")


class Addresses:
    """The address book with one more, that takes a body."""

    urlpatterns = [path("api/echo/", echo), *urls.urlpatterns]


class TestBodies:
    @pytest.fixture(autouse=True)
    def _addresses(self) -> Iterator[None]:
        with override_settings(ROOT_URLCONF=Addresses):
            yield

    def sent(self, client: Client, body: bytes, coding: str) -> Any:
        return client.generic(
            "POST",
            "/api/echo/",
            body,
            "application/json",
            headers={"Content-Encoding": coding},
        )

    def test_a_packed_body_is_unpacked(self, client: Client) -> None:
        answer = self.sent(client, gzip.compress(b'{"a": 1}'), "gzip")
        assert answer.content == b'{"a": 1}'
        assert self.sent(client, b"{}", "identity").content == b"{}"

    @pytest.mark.parametrize(
        ("body", "coding", "status"),
        [
            (b"not packed", "gzip", 400),
            (b"", "gzip", 400),
            (gzip.compress(b"x" * 1000)[:-9], "gzip", 400),
            (gzip.compress(b"x") + b"more", "gzip", 400),
            (b"x", "br", 415),
            (b"x", "gzip, gzip", 415),
            (gzip.compress(bytes(asked.LARGEST_BODY + 1)), "gzip", 413),
            (bytes(asked.LARGEST_BODY + 1), "identity", 413),
        ],
        ids=["plain", "empty", "cut", "longer", "br", "twice", "bomb", "large"],
    )
    def test_a_bad_one_is_refused(
        self, client: Client, body: bytes, coding: str, status: int
    ) -> None:
        answer = self.sent(client, body, coding)
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"
        assert json.loads(answer.content)["detail"]
