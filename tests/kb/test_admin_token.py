"""Tokens in the admin: shown once, seen by their person, revoked at once."""

import re
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kb.models import ApiToken
from kb.selectors.token import TokenError, token_holding
from tests import make
from tests.screen import Screen, address, signed_in
from tests.sql import value

TEXT = re.compile(r'id="token"[^>]*>(attest_[^<]+)<')


def made(client: Client, **typed: object) -> str:
    """Return the text of a token made on the screen."""
    screen = Screen(client, "kb_apitoken_add")
    given = {"name": "import of prices", "scopes": ["read", "draft"], "days": "30"}
    answer = client.post(screen.address, screen.typed | given | typed)
    assert answer.status_code == HTTPStatus.OK
    assert "no-store" in answer["Cache-Control"]
    found = TEXT.search(answer.content.decode())
    assert found, answer.content.decode()[:3000]
    return found[1]


@pytest.fixture
def person() -> User:
    return make.editor()


def test_a_token_is_shown_once_and_never_again(person: User) -> None:
    client = signed_in(person)
    text = made(client)
    token = token_holding(text)
    assert token.person == person
    assert token.scopes == ["draft", "read"]
    assert (token.expires_at - token.created_at).days == 30
    secret = text.rpartition("_")[2]
    for name in ("changelist", "change", "history", "revoke"):
        args = [] if name == "changelist" else [token.pk]
        page = client.get(address(f"kb_apitoken_{name}", *args)).content.decode()
        assert secret not in page
        assert token.digest not in page
    assert f"attest_{token.prefix}" in page
    assert secret not in str(client.session.items())
    assert (
        value("SELECT count(*) FROM django_admin_log WHERE change_message ~ %s", secret)
        == 0
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "required"),
        ({"scopes": []}, "required"),
        ({"scopes": ["everything"]}, "valid choice"),
        ({"days": "400"}, "less than or equal to 366"),
        ({"days": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_made_is_said_on_the_form(
    person: User, wrong: dict[str, object], told: str
) -> None:
    client = signed_in(person)
    screen = Screen(client, "kb_apitoken_add")
    given = {"name": "x", "scopes": ["read"], "days": "30"} | wrong
    page = client.post(screen.address, screen.typed | given).content.decode()
    assert told in page
    assert not ApiToken.objects.exists()


def test_a_second_one_of_the_same_name_is_refused_on_the_form(person: User) -> None:
    client = signed_in(person)
    made(client)
    screen = Screen(client, "kb_apitoken_add")
    given = {"name": "import of prices", "scopes": ["read"], "days": "30"}
    page = client.post(screen.address, screen.typed | given).content.decode()
    assert "revoke it first" in page
    assert ApiToken.objects.count() == 1


def test_it_is_revoked_by_a_button(person: User) -> None:
    client = signed_in(person)
    text = made(client)
    token = token_holding(text)
    place = address("kb_apitoken_revoke", token.pk)
    assert client.get(place).status_code == HTTPStatus.OK
    assert token_holding(text)
    assert client.post(place).status_code == HTTPStatus.FOUND
    with pytest.raises(TokenError, match="revoked"):
        token_holding(text)


def test_nobody_sees_the_tokens_of_others_but_who_keeps_the_accounts(
    person: User,
) -> None:
    token = token_holding(made(signed_in(person)))
    other = signed_in(make.reviewer())
    assert (
        token.prefix
        not in other.get(address("kb_apitoken_changelist")).content.decode()
    )
    place = address("kb_apitoken_revoke", token.pk)
    other.post(place)
    assert ApiToken.objects.get().revoked_at is None
    keeper = signed_in(make.administrator())
    assert (
        token.prefix in keeper.get(address("kb_apitoken_changelist")).content.decode()
    )
    keeper.post(place)
    assert ApiToken.objects.get().revoked_at is not None
