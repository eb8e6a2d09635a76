"""Public pages read through a role that PostgreSQL itself keeps from writing."""

from io import StringIO

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import DatabaseError, OperationalError, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from config.database import reading_from
from config.middleware import ReaderMiddleware

GET = RequestFactory().get


def alias_of(request: HttpRequest) -> str:
    """Return the alias that a view would read from."""
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(Group.objects.all().db)
        return HttpResponse()

    ReaderMiddleware(view)(request)
    return seen[0]


def three_roles() -> bool:
    """Whether the server under test has a role for each alias."""
    place = settings.DATABASES
    return bool(place["default"]["USER"] != place["reader"]["USER"])


needs_roles = pytest.mark.skipif(
    not three_roles(), reason="DATABASE_URL alone names one role for everything"
)


class TestWhoReadsWhere:
    @pytest.fixture(autouse=True)
    def _reader(self, settings: Settings) -> None:
        settings.PUBLIC_READS_FROM = "reader"

    @pytest.mark.parametrize("path", ["/", "/careers/x/", "/api/v1/findings/"])
    def test_a_public_page_reads_from_reader(self, path: str) -> None:
        assert alias_of(GET(path)) == "reader"
        assert alias_of(RequestFactory().head(path)) == "reader"

    def test_the_admin_reads_from_default(self) -> None:
        assert alias_of(GET("/admin/kb/finding/")) == "default"

    def test_a_write_reads_from_default(self) -> None:
        assert alias_of(RequestFactory().post("/api/v1/findings/")) == "default"

    def test_a_session_reads_its_own_writes(self) -> None:
        request = GET("/careers/x/")
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "anything"
        assert alias_of(request) == "default"

    def test_the_choice_ends_with_the_request(self) -> None:
        alias_of(GET("/"))
        assert Group.objects.all().db == "default"

    def test_the_choice_ends_when_the_view_fails(self) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            raise LookupError

        with pytest.raises(LookupError):
            ReaderMiddleware(view)(GET("/"))
        assert Group.objects.all().db == "default"

    def test_a_streamed_answer_reads_from_reader_to_its_end(self) -> None:
        def view(request: HttpRequest) -> StreamingHttpResponse:
            return StreamingHttpResponse(
                Group.objects.all().db.encode() for _ in range(2)
            )

        response = ReaderMiddleware(view)(GET("/export.csv"))
        assert isinstance(response, StreamingHttpResponse)
        assert list(response) == [b"reader", b"reader"]
        assert Group.objects.all().db == "default"

    def test_writes_never_go_to_reader(self) -> None:
        with reading_from("reader"):
            group = Group.objects.create(name="Editors")
            assert group._state.db == "default"


@pytest.mark.real_reader
class TestTheDatabaseRefuses:
    def test_reader_sees_what_was_committed(self) -> None:
        Group.objects.create(name="Editors")
        with reading_from("reader"):
            assert Group.objects.filter(name="Editors").exists()

    def test_a_write_breaks_on_the_read_only_transaction(self) -> None:
        with pytest.raises(DatabaseError, match="read-only transaction"):
            Group.objects.using("reader").create(name="Editors")

    @needs_roles
    def test_and_on_the_missing_right_if_that_is_switched_off(self) -> None:
        with connections["reader"].cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")
        try:
            with pytest.raises(DatabaseError, match="permission denied"):
                Group.objects.using("reader").create(name="Editors")
        finally:
            connections["reader"].close()


@needs_roles
class TestTheApplicationOwnsNothing:
    @pytest.mark.parametrize(
        "statement",
        [
            "ALTER TABLE auth_group DISABLE TRIGGER ALL",
            "DROP TABLE auth_group",
            "CREATE TABLE mine (id int)",
            "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "SET session_replication_role = replica",
            "SET ROLE attest_owner",
            "GRANT attest_owner TO attest_app",
        ],
    )
    def test_it_cannot_lift_a_rule(self, statement: str) -> None:
        with (
            pytest.raises(DatabaseError, match=r"must be owner|permission denied"),
            connections["default"].cursor() as cursor,
        ):
            cursor.execute(statement)

    def test_no_table_view_or_function_is_its_own(self) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole "
                "UNION ALL "
                "SELECT count(*) FROM pg_proc WHERE proowner = current_user::regrole"
            )
            assert cursor.fetchall() == [(0,), (0,)]
        assert current_user() == "attest_app"

    def test_migrate_speaks_as_the_owner_and_gives_the_role_back(
        self, transactional_db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            MigrateCommand, "handle", lambda *_, **__: users.append(current_user())
        )
        users: list[str] = []
        call_command("migrate", verbosity=0)
        assert users == ["attest_owner"]
        assert current_user() == "attest_app"

    def test_migrate_gives_the_role_back_when_it_fails(
        self, transactional_db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise LookupError

        monkeypatch.setattr(MigrateCommand, "handle", fail)
        with pytest.raises(LookupError):
            call_command("migrate", verbosity=0)
        assert current_user() == "attest_app"

    def test_migrate_tries_again_when_a_lock_is_taken(
        self, transactional_db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def locked(*_: object, **__: object) -> None:
            tries.append(1)
            if len(tries) < 3:
                raise OperationalError from psycopg.errors.LockNotAvailable()

        tries: list[int] = []
        monkeypatch.setattr(MigrateCommand, "handle", locked)
        monkeypatch.setattr("time.sleep", lambda _: None)
        call_command("migrate", verbosity=0, stderr=StringIO())
        assert len(tries) == 3


def current_user() -> str:
    """Return the role that ``default`` speaks as."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        (name,) = cursor.fetchone()
    return str(name)
