"""The door, the headers, and what a reader is told when the database is away."""

import json
from http import HTTPStatus
from unittest.mock import Mock

import psycopg
import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import path

from config import urls, views
from config.middleware import ActorMiddleware, DoorMiddleware, malformed
from tests import make


def failing(error: Exception, cause: Exception | None = None) -> HttpResponse:
    """Return the door's answer to a view that raises ``error``."""
    request = RequestFactory().get("/api/v1/findings/")
    error.__cause__ = cause
    answer = DoorMiddleware(lambda _: HttpResponse()).process_exception(request, error)
    assert isinstance(answer, HttpResponse)
    return answer


class TestDoor:
    @pytest.mark.parametrize(
        ("address", "query", "complaint"),
        [
            ("/\x00", "", "control"),
            ("/a\x1b", "", "control"),
            ("/", "q=%00", "control"),
            ("/", "q=%1F", "control"),
            ("/", "q=%7f", "control"),
            ("/", "q=%ff", "UTF-8"),
            ("/", "q=%ed%a0%80", "UTF-8"),
            ("/\ufffd", "", "UTF-8"),
            ("/", "&".join(f"a{n}=1" for n in range(65)), "too long"),
            ("/", "q=" + "a" * 5000, "too long"),
        ],
    )
    def test_a_malformed_address_is_refused(
        self, address: str, query: str, complaint: str
    ) -> None:
        assert complaint in (malformed(address, query) or "")

    @pytest.mark.parametrize(
        ("address", "query"),
        [
            ("/", ""),
            ("/careers/backend-developer/", "edition=3"),
            ("/search/", "q=na%C3%AFve+Bayes%0Aand"),
            ("/search/", "q=%E6%95%B0%E6%8D%AE"),
            ("/écran/", "page=2&page=3"),
        ],
    )
    def test_a_strange_but_sound_address_passes(self, address: str, query: str) -> None:
        assert malformed(address, query) is None

    def test_the_api_answers_with_a_problem(self, client: Client) -> None:
        answer = client.get("/api/v1/findings/?q=%00")
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert answer["Content-Type"] == "application/problem+json"
        assert json.loads(answer.content)["status"] == HTTPStatus.BAD_REQUEST

    def test_a_page_answers_with_a_page(self, client: Client) -> None:
        answer = client.get("/search/?q=%00")
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "control characters" in answer.content.decode()
        assert "<style" not in answer.content.decode()

    @pytest.mark.parametrize(
        "error", [OperationalError("gone"), InterfaceError("closed")]
    )
    def test_an_outage_is_503_with_a_time_to_return(
        self, error: Exception, caplog: pytest.LogCaptureFixture
    ) -> None:
        answer = failing(error)
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert int(answer["Retry-After"]) > 0
        assert str(error) not in answer.content.decode()
        assert f"The database did not answer: {error}" in caplog.messages

    def test_a_deadlock_is_a_conflict(self) -> None:
        answer = failing(OperationalError(), psycopg.errors.DeadlockDetected())
        assert answer.status_code == HTTPStatus.CONFLICT

    def test_a_value_out_of_range_is_400(self) -> None:
        assert failing(DataError("range")).status_code == HTTPStatus.BAD_REQUEST

    def test_a_fault_of_ours_stays_a_fault(self) -> None:
        request = RequestFactory().get("/")
        door = DoorMiddleware(lambda _: HttpResponse())
        assert door.process_exception(request, ValueError("ours")) is None


def broken(request: HttpRequest) -> HttpResponse:
    """Fail as a fault of ours does."""
    raise ValueError("a secret of the inside")


class Addresses:
    """An address book with one broken page."""

    urlpatterns = [
        path("broken/", broken),
        path("api/broken/", broken),
        *urls.urlpatterns,
    ]
    handler404 = "config.views.not_found"
    handler500 = "config.views.server_error"


def connect_to_nothing() -> None:
    """Fail as a middleware does that needs the database."""
    raise OperationalError("gone")


class TestLastResort:
    @pytest.fixture(autouse=True)
    def _addresses(self) -> object:
        with override_settings(ROOT_URLCONF=Addresses):
            yield

    @pytest.mark.parametrize("address", ["/broken/", "/api/broken/"])
    def test_a_fault_tells_nothing_of_the_inside(self, address: str) -> None:
        answer = Client(raise_request_exception=False).get(address)
        assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        assert b"secret" not in answer.content

    def test_an_unknown_address_of_the_api_is_a_problem(self, client: Client) -> None:
        answer = client.get("/api/nothing/")
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert answer["Content-Type"] == "application/problem+json"

    def test_an_outage_outside_a_view_is_503(self) -> None:
        request = RequestFactory().get("/")
        try:
            connect_to_nothing()
        except OperationalError:
            answer = views.server_error(request)
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE

    def test_a_refusal_of_django_has_our_form(self) -> None:
        request = RequestFactory().get("/api/v1/findings/")
        bad = views.bad_request(request, ValueError())
        closed = views.forbidden(request, PermissionError())
        assert (bad.status_code, closed.status_code) == (400, 403)
        assert closed["Content-Type"] == "application/problem+json"


class TestHeaders:
    @pytest.mark.parametrize("address", ["/healthz", "/no/such/page", "/?q=%00"])
    def test_every_answer_carries_them(self, client: Client, address: str) -> None:
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


class TestActor:
    def test_the_history_learns_from_where(self) -> None:
        request = RequestFactory().post("/admin/", REMOTE_ADDR="203.0.113.7")
        middleware = ActorMiddleware(lambda _: HttpResponse())  # type: ignore[no-untyped-call]  # pghistory's
        assert middleware.get_context(request) == {"user": None, "url": "/admin/"}
        request.user = make.person()
        told = {"user": request.user.pk, "url": "/admin/", "address": "203.0.113.7"}
        assert middleware.get_context(request) == told


class TestProbes:
    def test_an_alias_that_fails_does_not_answer(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*_: object) -> None:
            raise OperationalError("gone")

        monkeypatch.setattr(views, "connections", {"default": Mock(cursor=away)})
        monkeypatch.setattr(views, "MigrationExecutor", away)
        assert not views.answers("default")
        assert not views.migrated()

    def test_alive_asks_no_database(self, client: Client) -> None:
        assert client.get("/healthz").json() == {"status": "alive"}

    @pytest.mark.real_reader
    def test_ready_asks_both_aliases_and_the_migrations(self, client: Client) -> None:
        answer = client.get("/readyz")
        assert answer.status_code == HTTPStatus.OK
        assert answer.json()["checks"] == {
            "default": True,
            "reader": True,
            "migrations": True,
        }

    @pytest.mark.real_reader
    def test_not_ready_while_the_reader_is_away(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("config.views.answers", lambda alias: alias == "default")
        answer = client.get("/readyz")
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert answer["Retry-After"]
