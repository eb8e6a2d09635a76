"""Accounts are kept by administrators: for others, in sight of the history."""

from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError

from kb.models import Account, ApiToken
from kb.rules.rule import RuleViolations
from kb.services import ROLES, account_save, finding_save, password_set
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in, told
from tests.side import in_turn, two_sides
from tests.sql import rows

PASSWORD = "four-eyes-see-more"  # noqa: S105 - of an account made up here
WEAK = "x"


@pytest.fixture(autouse=True)
def _roles() -> None:
    for name in ROLES:
        Group.objects.get_or_create(name=name)


def role(name: str) -> Group:
    return Group.objects.get(name=name)


def test_an_account_is_made_given_a_role_and_signs_in() -> None:
    client = signed_in(make.administrator())
    screen = Screen(client, "kb_account_add")
    answer = screen.save(username="ada", is_staff="on", groups=role("editor").pk)
    saved(answer)
    ada = Account.objects.get(username="ada")
    assert [group.name for group in ada.groups.all()] == ["editor"]
    assert not ada.has_usable_password()
    place = address("kb_account_password", ada.pk)
    assert answer["Location"] == place
    both = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(place, both).status_code == 302
    assert client.login(username="ada", password=PASSWORD)
    assert client.get(address("kb_finding_add")).status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [("x", "x", "too short"), (PASSWORD, "other", "match"), ("", "", "required")],
)
def test_a_password_is_refused_in_a_sentence(
    first: str, second: str, sentence: str
) -> None:
    account = make.account()
    client = signed_in(make.administrator())
    page: Any = client.post(
        address("kb_account_password", account.pk),
        {"new_password1": first, "new_password2": second},
    )
    assert sentence in page.content.decode()
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_the_service_asks_for_a_good_password_as_well() -> None:
    with pytest.raises(ValidationError, match="too short"):
        password_set(account=make.account(), password=WEAK, by=make.administrator())


@pytest.mark.parametrize("who", ["editor", "reviewer", "contributor", ""])
def test_nobody_else_keeps_accounts(who: str) -> None:
    person = make.person(*filter(None, [who]))
    with pytest.raises(PermissionDenied, match="keeps no accounts"):
        account_save(account=make.account(), roles=[], by=person)
    with pytest.raises(PermissionDenied, match="keeps no accounts"):
        password_set(account=make.account(), password=PASSWORD, by=person)


def test_an_administrator_has_no_right_over_evidence() -> None:
    keeper = make.administrator()
    with pytest.raises(PermissionDenied):
        finding_save(finding=make.finding(), author=keeper)
    index: Any = signed_in(keeper).get(address("index"))
    seen = [m["model"] for app in index.context["app_list"] for m in app["models"]]
    # Tokens they may only look at and end: no token gives its person a further right.
    assert seen == [ApiToken, Account]


@pytest.mark.parametrize("kept_by", ["superuser", "administrator"])
@pytest.mark.parametrize("wanted", ["editor", "reviewer", "administrator"])
def test_nobody_gives_a_role_to_themselves(wanted: str, kept_by: str) -> None:
    roles = [kept_by] if kept_by == "administrator" else []
    keeper = make.person(*roles, superuser=not roles)
    screen = Screen(signed_in(keeper), "kb_account_change", keeper.pk)
    now = {group.name for group in keeper.groups.all()}
    answer = screen.save(groups=role(wanted).pk)
    if {wanted} == now:
        saved(answer)
    else:
        refused(answer, "rights-come-from-others")
    assert {group.name for group in keeper.groups.all()} == now


def test_own_name_may_be_changed() -> None:
    keeper = make.administrator()
    screen = Screen(signed_in(keeper), "kb_account_change", keeper.pk)
    screen.typed["groups"] = role("administrator").pk
    saved(screen.save(first_name="Grace"))
    keeper.refresh_from_db()
    assert keeper.first_name == "Grace"


def test_past_the_service_the_database_asks_who_acts() -> None:
    keeper = make.person(superuser=True)
    with (
        pghistory.context(user=keeper.pk),
        pytest.raises(IntegrityError, match="given by another account"),
    ):
        keeper.groups.add(role("reviewer"))


def test_an_account_is_of_one_kind() -> None:
    account, keeper = make.account(), make.administrator()
    with pytest.raises(RuleViolations, match="accounts-or-evidence"):
        account_save(
            account=account,
            roles=[role("administrator"), role("reviewer")],
            by=keeper,
        )
    assert not account.groups.exists()


@pytest.mark.django_db(transaction=True)
def test_two_roles_given_at_once_see_each_other() -> None:
    account = make.account()
    for name in ROLES:
        Group.objects.get_or_create(name=name)
    keeper, editor = role("administrator"), role("editor")
    with two_sides() as sides:
        error = in_turn(
            sides,
            lambda: account.groups.add(keeper),
            lambda: account.groups.add(editor),
        )
    assert "no role in evidence" in str(error)


def test_a_superuser_is_changed_by_superusers_alone() -> None:
    keeper, boss = make.administrator(), make.account(is_superuser=True)
    client = signed_in(keeper)
    assert client.get(address("kb_account_password", boss.pk)).status_code == 403
    with pytest.raises(PermissionDenied, match="superuser"):
        password_set(account=boss, password=PASSWORD, by=keeper)
    with pytest.raises(PermissionDenied, match="superuser"):
        account_save(account=boss, roles=[], by=keeper)
    other = make.person(superuser=True)
    assert password_set(account=boss, password=PASSWORD, by=other)


def test_no_form_makes_a_superuser() -> None:
    screen = Screen(signed_in(make.person(superuser=True)), "kb_account_add")
    del screen.typed["groups"]
    screen.save(username="ada", is_superuser="on", user_permissions="1")
    ada = User.objects.get(username="ada")
    assert not ada.is_superuser
    assert not ada.user_permissions.exists()


def test_no_page_shows_or_tells_a_hash() -> None:
    account = make.account()
    account.set_password(PASSWORD)
    account.save()
    client = signed_in(make.person(superuser=True))
    for name in ("change", "history", "password"):
        page = client.get(address(f"kb_account_{name}", account.pk)).content.decode()
        assert "pbkdf2" not in page
        assert account.password[-10:] not in page
    asked = f"{address('kb_account_changelist')}?password__startswith=p"
    assert client.get(asked).status_code in {302, 400}


def test_every_change_of_an_account_is_in_its_history() -> None:
    keeper, account = make.administrator(), make.account()
    client = signed_in(keeper)
    screen = Screen(client, "kb_account_change", account.pk)
    saved(screen.save(email="ada@example.org", groups=role("reviewer").pk))
    account.set_password(PASSWORD)
    account.save()
    page = client.get(address("kb_account_history", account.pk)).content.decode()
    assert "ada@example.org" in page
    assert "reviewer" in page
    assert keeper.username in page
    columns = rows(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = 'kb_accountevent'"
    )
    assert ("password",) not in columns


def test_a_password_set_by_another_stands_in_the_history_with_who_set_it() -> None:
    keeper, account = make.administrator(), make.account()
    client = signed_in(keeper)
    both = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    client.post(address("kb_account_password", account.pk), both)
    page: Any = client.get(address("kb_account_history", account.pk))
    (newest, *_rest) = page.context["history"].steps
    assert (newest.done, newest.person) == ("given another password", keeper.username)
    assert newest.changes == []
    assert "account given another password" in page.content.decode()
    rows("UPDATE auth_user SET password = '!' WHERE id = %s", account.pk)
    page = client.get(address("kb_account_history", account.pk))
    assert page.context["history"].steps[0].done == "given another password"
    rows("UPDATE auth_user SET last_login = now() WHERE id = %s", account.pk)
    again: Any = client.get(address("kb_account_history", account.pk))
    assert len(again.context["history"].steps) == len(page.context["history"].steps)


def test_an_account_is_never_deleted() -> None:
    account = make.account()
    client = signed_in(make.person(superuser=True))
    assert client.post(address("kb_account_delete", account.pk)).status_code == 403


def test_django_has_no_screen_of_its_own_for_them() -> None:
    client = signed_in(make.person(superuser=True))
    for table in ("user", "group"):
        assert client.get(f"/admin/auth/{table}/").status_code == 404


def test_the_same_name_twice_is_refused_in_a_sentence() -> None:
    taken = make.account()
    screen = Screen(signed_in(make.administrator()), "kb_account_add")
    del screen.typed["groups"]
    answer = screen.save(username=taken.username)
    refused(answer, "stands-once")
    assert told(answer)


def test_the_roles_of_the_fixture_are_those_the_services_know() -> None:
    Group.objects.all().delete()
    call_command("loaddata", "people", verbosity=0)
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
