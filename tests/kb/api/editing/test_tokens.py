"""Who is let in by a token, who is not, and what a token leaves behind."""

import logging
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from kb.enums import Scope
from kb.models import ApiToken
from kb.selectors.token import checked, token_holding
from kb.services import token_create, token_revoke
from tests import make
from tests.kb.api.client import V1
from tests.kb.api.editing.writer import Writer, content
from tests.sql import value

ME = f"{V1}editing/"


def test_a_token_says_whose_it_is_and_remembers_that_it_was_used() -> None:
    writer = Writer(make.editor(), "read")
    me = writer.ask("GET", "")
    assert me["person"] == writer.person.username
    assert me["roles"] == ["editor"]
    assert me["scopes"] == ["read"]
    used = ApiToken.objects.get().last_used_at
    assert used is not None
    writer.ask("GET", "")
    assert ApiToken.objects.get().last_used_at == used, "kept to the minute"


def test_only_its_hash_is_stored() -> None:
    writer = Writer(make.editor())
    stored = value("SELECT row_to_json(t)::text FROM kb_apitoken t")
    secret = writer.text.rpartition("_")[2]
    assert secret not in stored
    assert value("SELECT count(*) FROM kb_apitokenevent") == 1
    columns = value("SELECT row_to_json(t)::text FROM kb_apitokenevent t")
    assert secret not in columns
    assert "digest" not in columns


class TestWhoIsNotLetIn:
    def challenge(self, header: str | None, told: str) -> str:
        headers = {"Authorization": header} if header is not None else {}
        answer = Client().get(ME, headers=headers)
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
        problem = answer.json()
        assert problem["type"] == "/api/problems/unauthorized/"
        assert told in problem["detail"]
        assert answer["Content-Type"] == "application/problem+json"
        return str(answer["WWW-Authenticate"])

    def test_nobody(self) -> None:
        assert self.challenge(None, "Send a token") == 'Bearer realm="Attest"'

    @pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer x", "x" * 4000])
    def test_what_is_no_token(self, header: str) -> None:
        self.challenge(header, "")

    def test_a_token_that_nobody_has(self) -> None:
        Writer(make.editor())
        text = checked(f"attest_{'a' * 8}_{'b' * 40}")
        assert "invalid_token" in self.challenge(f"Bearer {text}", "not known")

    def test_the_right_name_with_a_wrong_secret(self) -> None:
        writer = Writer(make.editor())
        text = checked(f"attest_{writer.token.prefix}_{'b' * 40}")
        self.challenge(f"Bearer {text}", "not known")

    def test_a_token_that_was_cut(self) -> None:
        writer = Writer(make.editor())
        self.challenge(f"Bearer {writer.text[:-1]}", "cut in copying")

    def test_one_that_was_revoked(self) -> None:
        writer = Writer(make.editor())
        writer.ask("GET", "")
        token_revoke(token=writer.token, by=writer.person)
        self.challenge(f"Bearer {writer.text}", "revoked")

    def test_one_whose_person_left(self) -> None:
        writer = Writer(make.editor())
        writer.person.is_active = False
        writer.person.save()
        self.challenge(f"Bearer {writer.text}", "not known")

    def test_one_that_expired(self) -> None:
        person = make.editor()
        now = timezone.now()
        text = checked(f"attest_{'a' * 8}_{'b' * 40}")
        make.api_token(
            person=person,
            text=text,
            created_at=now - timedelta(days=9),
            expires_at=now - timedelta(days=2),
        )
        self.challenge(f"Bearer {text}", "expired")

    def test_a_session_is_no_token(self) -> None:
        client = Client()
        client.force_login(make.editor())
        assert client.get(ME).status_code == HTTPStatus.UNAUTHORIZED

    def test_a_public_address_does_not_let_a_wrong_one_pass_for_nobody(self) -> None:
        bearer = {"Authorization": "Bearer attest_wrong"}
        answer = Client().get(f"{V1}careers/", headers=bearer)
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
        assert Client().get(f"{V1}careers/").status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("method", "address", "needed"),
    [
        ("GET", "findings/", "read"),
        ("POST", "findings/", "draft"),
        ("POST", "sources/", "draft"),
        ("POST", "citations/", "draft"),
        ("POST", "notices/", "notice"),
        ("POST", "findings/x/approve/", "review"),
        ("POST", "findings/x/submit/", "draft"),
    ],
)
def test_a_scope_that_is_lacking_is_named(
    method: str, address: str, needed: str
) -> None:
    rest = [scope for scope in Scope.values if scope != needed]
    writer = Writer(make.person("editor", "reviewer"), *rest)
    problem = writer.ask(method, address, {}, HTTPStatus.FORBIDDEN)
    assert problem["type"] == "/api/problems/insufficient-scope/"
    assert f'scope="{needed}"' in writer.headers["WWW-Authenticate"]


def test_a_token_gives_no_right_that_its_person_has_not() -> None:
    writer = Writer(make.reviewer())
    problem = writer.ask(
        "POST",
        "findings/",
        {"key": "mine", "content": content()},
        HTTPStatus.FORBIDDEN,
    )
    assert "editor" in problem["detail"]


def test_a_role_that_was_taken_away_is_taken_from_tokens_too() -> None:
    writer = Writer(make.editor())
    row = make.draft()
    writer.ask("GET", f"findings/{row.key}/")
    writer.person.groups.clear()
    writer.ask("GET", f"findings/{row.key}/", None, HTTPStatus.NOT_FOUND)


class TestMaking:
    def test_nobody_without_a_role_gets_one(self) -> None:
        for person in (make.person(superuser=True), make.administrator()):
            with pytest.raises(PermissionDenied, match="no role"):
                token_create(person=person, name="x", scopes=["read"], days=1)

    @pytest.mark.parametrize(
        "wrong", [{"scopes": []}, {"scopes": ["all"]}, {"name": " "}]
    )
    def test_a_token_has_a_name_and_scopes(self, wrong: dict[str, object]) -> None:
        given = {"name": "x", "scopes": ["read"], "days": 9} | wrong
        with pytest.raises(ValidationError):
            token_create(person=make.editor(), **given)  # type: ignore[arg-type]

    def test_two_living_ones_have_two_names(self) -> None:
        person = make.editor()
        first, _ = token_create(person=person, name="x", scopes=["read"], days=1)
        with pytest.raises(ValidationError, match="revoke it first"):
            token_create(person=person, name="x", scopes=["read"], days=1)
        token_revoke(token=first, by=person)
        _, text = token_create(person=person, name="x", scopes=["read"], days=1)
        assert token_holding(text).person == person

    def test_who_may_revoke(self) -> None:
        writer = Writer(make.editor())
        with pytest.raises(PermissionDenied):
            token_revoke(token=writer.token, by=make.reviewer())
        token_revoke(token=writer.token, by=make.administrator())
        writer.ask("GET", "", None, HTTPStatus.UNAUTHORIZED)


def test_the_history_names_the_person_and_the_token_and_never_its_secret(
    caplog: pytest.LogCaptureFixture,
) -> None:
    writer = Writer(make.editor())
    with caplog.at_level(logging.DEBUG):
        writer.ask(
            "POST",
            "findings/",
            {"key": "mine", "content": content()},
            HTTPStatus.CREATED,
        )
    told = value(
        "SELECT c.metadata::text FROM kb_findingevent e"
        " JOIN pghistory_context c ON c.id = e.pgh_context_id LIMIT 1"
    )
    assert f'"user": {writer.person.pk}' in told
    assert writer.token.prefix in told
    secret = writer.text.rpartition("_")[2]
    assert secret not in told
    assert secret not in caplog.text
