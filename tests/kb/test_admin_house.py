"""What holds for every screen of the admin at once."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DataError, IntegrityError, OperationalError, connection
from django.forms import CheckboxInput
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from careers.services.held import RULE_OF as OF_CAREERS
from citations.services.held import RULE_OF as OF_CITATIONS
from kb.admin import screens
from kb.admin.finding.parts import PARTS
from kb.models import (
    Account,
    Allowance,
    Change,
    DatasetFile,
    Finding,
    KeptAnswer,
    Listing,
    Membership,
    Quota,
    Recomputation,
    Retirement,
)
from kb.rules.registry import RULE_OF
from kb.services import ROLES
from tests import make
from tests.screen import address, signed_in

ROOT = Path(__file__).parents[2]
OURS = ("careers", "citations", "kb")
SCREENS = {
    model: screen
    for model, screen in admin.site._registry.items()
    if model._meta.app_label in OURS
}
BUDGET = 12


def parts_of(screen: Any) -> list[Any]:
    """Return the inlines of a screen."""
    return list(PARTS if screen.model is Finding else screen.inlines)


def test_careers_and_citations_refuse_word_for_word_alike() -> None:
    """The two do not know each other, so each has this file."""
    one, other = (
        (ROOT / app / "services" / "refusal.py").read_text()
        for app in ("careers", "citations")
    )
    assert one.replace("careers", "citations") == other


def test_the_lower_apps_name_the_rules_that_kb_explains() -> None:
    for app, names in (("careers", OF_CAREERS), ("citations", OF_CITATIONS)):
        assert names == {name: RULE_OF[name].id for name in names}
        silent = {
            constraint.name
            for model in apps.get_app_config(app).get_models()
            for constraint in model._meta.constraints
            if not constraint.violation_error_code
        }
        assert silent == set(names)


def test_every_table_has_a_screen_or_is_a_part_of_one() -> None:
    reached = {part.model for screen in SCREENS.values() for part in parts_of(screen)}
    # Roles are ticked on an account, counts and answers are seen by nobody, and what a
    # dataset brings is read on its release and on the pages of its occupations.
    reached |= {Membership, Quota, Allowance, KeptAnswer, Change}
    reached |= {Listing, DatasetFile, Recomputation, Retirement}
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            event = hasattr(model, "pgh_tracked_model")
            assert event or model in SCREENS or model in reached, model.__name__


def typed_fields(screen: Any, request: Any) -> Iterator[tuple[str, Any]]:
    """Yield each field of a screen and its parts, but for ties and check boxes."""
    forms = [(screen.model, screen.get_form(request)(), "")]
    for part in (part for part in parts_of(screen) if part.may_add):
        formset = part(screen.model, admin.site).get_formset(request)
        forms.append((formset.model, formset.form(), formset.fk.name))
    for model, form, tie in forms:
        for name, field in form.fields.items():
            box = isinstance(field.widget, CheckboxInput)
            if name not in {tie, "id", "DELETE"} and not box:
                yield f"{model.__name__}.{name}", field


def test_every_field_that_can_be_typed_has_a_help_text() -> None:
    writer, keeper = RequestFactory().get("/"), RequestFactory().get("/")
    writer.user, keeper.user = make.person("editor", "reviewer"), make.administrator()
    silent = [
        name
        for request in (writer, keeper)
        for screen in SCREENS.values()
        if screen.has_add_permission(request)
        for name, field in typed_fields(screen, request)
        if not field.help_text
    ]
    assert not silent, "\n".join(sorted(silent))


def rights(role: str) -> Iterator[tuple[str, str, str]]:
    """Yield the permissions that the screens give to a role."""
    request = RequestFactory().get("/")
    request.user = make.person(role)
    for screen in SCREENS.values():
        if not screen.has_view_permission(request):
            continue
        owners = [part(screen.model, admin.site) for part in parts_of(screen)]
        for owner in (screen, *owners):
            meta = owner.model._meta
            for right in ("view", "add", "change", "delete"):
                asked = getattr(owner, f"has_{right}_permission")
                if asked(request) if owner is screen else asked(request, None):
                    yield f"{right}_{meta.model_name}", meta.app_label, meta.model_name


@pytest.mark.parametrize("role", ROLES)
def test_the_groups_in_the_fixture_hold_what_the_screens_allow(role: str) -> None:
    fixture = yaml.safe_load((ROOT / "fixtures" / "people.yaml").read_text())
    (group,) = (entry for entry in fixture if entry["fields"].get("name") == role)
    listed = [tuple(permission) for permission in group["fields"]["permissions"]]
    assert sorted(listed) == sorted(set(rights(role)))


def test_the_accounts_of_the_starter_pack_have_a_role_and_cannot_sign_in() -> None:
    for _ in range(2):
        call_command("loaddata", "people", verbosity=0)
    for name, role in (("pack-editor", "editor"), ("pack-reviewer", "reviewer")):
        account = User.objects.get(username=name)
        assert [group.name for group in account.groups.all()] == [role]
        assert not account.has_usable_password()
        assert not account.is_staff


def one_of_each() -> None:
    """Store a row for every list, and all that it points to."""
    finding = make.published()
    make.notice(source=make.source())
    make.duty(), make.requirement(), make.glance(), make.level(), make.question()
    make.outline_item(), make.weighted_profile([60, 40]), make.declared_interest()
    make.note_mention(), make.flag()
    make.edge_basis(), make.skill_adjacency(), make.career_adjacency()
    make.source_organization(source=finding.source)
    make.subject(finding=make.finding(), skill=make.skill(), career=make.career())


def statements(client: Client, screen: Any) -> int:
    """Return how many statements the list of a screen takes."""
    meta = screen.model._meta
    place = address(f"{meta.app_label}_{meta.model_name}_changelist")
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(place).status_code == 200
    return len(caught)


def test_a_list_takes_as_many_statements_for_many_rows_as_for_one() -> None:
    make.work_type()
    one_of_each()
    keeper = signed_in(make.administrator())
    client = signed_in(make.person("editor", "reviewer"))
    clients = dict.fromkeys(SCREENS, client) | {Account: keeper}
    before = {model: statements(clients[model], SCREENS[model]) for model in SCREENS}
    for _ in range(3):
        one_of_each()
    after = {model: statements(clients[model], SCREENS[model]) for model in SCREENS}
    assert after == before
    assert max(after.values()) <= BUDGET


def test_pages_hold_no_style_and_no_script_of_their_own() -> None:
    finding = make.in_review()
    client = signed_in(make.person("editor", "reviewer"))
    for name in ("change", "history", "publish"):
        page = client.get(address(f"kb_finding_{name}", finding.pk))
        text = page.content.decode()
        assert "'self'" in page["Content-Security-Policy"]
        assert not re.search(r"<style|\sstyle=|\son\w+=", text)
        scripts = re.findall(r"<script([^>]*)>", text)
        assert all("src=" in tag or "application/json" in tag for tag in scripts)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DataError(), "out of range"),
        (OperationalError(), "save again"),
        (IntegrityError("no such row"), "no such row"),
        (PermissionDenied(), "Your role"),
        (PermissionDenied("not you"), "not you"),
    ],
)
def test_what_a_service_let_through_is_told_in_a_sentence(
    error: Exception, told: str
) -> None:
    assert told in " ".join(screens.sentences(error))


def test_the_site_has_its_name() -> None:
    page = signed_in(make.editor()).get(address("index")).content.decode()
    assert ">Attest</a>" in page


def test_an_account_without_a_role_sees_no_evidence() -> None:
    page = signed_in(make.person(superuser=True)).get(address("index"))
    seen = [m["model"] for app in page.context["app_list"] for m in app["models"]]
    assert seen == [Account]
    assert User.objects.get().is_superuser
