"""Who may open what in the admin: ``permissions.csv``, run with and without each right.

Each line is a method, a screen (the name of its address), what it is opened on, and the
status that each kind of person gets: 200, 302 (led on, or to the sign-in page) or 403.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kb.admin.finding.moves import MOVES
from kb.models import Finding, Statement
from kb.selectors.history import version_token
from kb.services import finding_suspend, statement_suspend
from tests import make

Line = dict[str, str]

TABLE = Path(__file__).with_name("permissions.csv")
OURS = ("careers", "citations", "kb")
ROWS: dict[str, Callable[[], Model]] = {
    "auth_group": lambda: Group.objects.create(name="guests"),
    "auth_user": make.person,
    "careers_careeradjacency": make.career_adjacency,
    "careers_careerskill": make.pair,
    "careers_skilladjacency": make.skill_adjacency,
    "careers_worktype": make.work_type,
    "citations_importbatch": make.import_batch,
    "citations_importrow": make.import_row,
    "citations_sourcenotice": make.notice,
    "kb_declaredinterest": make.declared_interest,
    "kb_findingeditor": make.finding_editor,
    "kb_statementeditor": make.statement_editor,
    "kb_statementreview": make.statement_review,
    "kb_edgebasis": make.edge_basis,
    "kb_outlineitem": make.outline_item,
}
FINDINGS: dict[str, Callable[[], Finding]] = {
    "draft": make.draft,
    "in review": make.in_review,
    "published": make.published,
    "suspended": lambda: _suspended(make.published()),
}
STATEMENTS: dict[str, Callable[[], Statement]] = {
    "draft": make.stated_draft,
    "in review": make.stated_in_review,
    "published": make.stated,
    "suspended": lambda: _silenced(make.stated()),
}
ARGUMENTS: dict[str, list[Any]] = {"app_list": ["kb"], "view_on_site": [1, 1]}
FIELD = {"app_label": "kb", "model_name": "finding", "field_name": "source"}
BODIES = {
    "delete": {"post": "yes"},
    **{move.name: {"confirmed": "yes", "words": "Because."} for move in MOVES},
}


def _suspended(finding: Finding) -> Finding:
    return finding_suspend(finding=finding, author=finding.author, reason="Doubts.")


def _silenced(statement: Statement) -> Statement:
    author = statement.author
    return statement_suspend(statement=statement, author=author, reason="Doubts.")


def outside() -> Client:
    """Return an editor who may not enter the admin."""
    client = Client()
    client.force_login(make.editor())
    return client


def staff(*groups: str, superuser: bool = False) -> Client:
    """Return somebody who may enter, in the groups named."""
    person = make.person(*groups, superuser=superuser)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client = Client()
    client.force_login(person)
    return client


PEOPLE: dict[str, Callable[[], Client]] = {
    "anonymous": Client,
    "outside": outside,
    "stranger": staff,
    "administrator": lambda: staff(superuser=True),
    "editor": lambda: staff("editor"),
    "reviewer": lambda: staff("reviewer"),
}


def lines() -> list[Line]:
    """Return the lines of the table."""
    with TABLE.open(newline="") as text:
        return list(csv.DictReader(text))


def screens(resolver: URLResolver | None = None) -> Iterator[str]:
    """Yield the name of every screen of the admin."""
    for entry in (resolver or admin_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from screens(entry)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry.name


def admin_resolver() -> URLResolver:
    """Return the part of the addresses that the admin holds."""
    return next(
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and entry.namespace == "admin"
    )


def row_for(line: Line) -> Model | None:
    """Return a fresh row for a screen to be opened on, if it is opened on one."""
    table = "_".join(line["screen"].split("_")[:2])
    on, listed = line["on"], line["screen"].endswith("_changelist")
    if listed and on:
        on = "draft" if table in {"kb_finding", "kb_statement"} else "row"
    if on in FINDINGS:
        return (STATEMENTS if table == "kb_statement" else FINDINGS)[on]()
    if on != "row":
        return None
    return ROWS.get(table, getattr(make, table.rpartition("_")[2], make.career))()


def opened(line: Line, row: Model | None, client: Client) -> str:
    """Return the status of the answer to one line; nothing of it is kept."""
    screen, listed = line["screen"], line["screen"].endswith("_changelist")
    sent: dict[str, Any] = {}
    args: list[Any] = ARGUMENTS.get(screen, [])
    if listed and line["on"]:
        sent = {"action": line["on"], "_selected_action": [row.pk] if row else []}
        sent |= {} if "finding_" in screen else {"post": "yes"}
    elif row is not None:
        sent, args = BODIES.get(screen.rpartition("_")[2], {}), [row.pk]
        if screen.endswith("_change"):  # as its form would: of what stands there now
            sent = {"_seen": version_token(type(row), row.pk)}
    place = reverse(f"admin:{screen}", args=args)
    mark = transaction.savepoint()
    if line["method"] == "POST":
        answer = client.post(place, sent)
    else:
        answer = client.get(place, FIELD if screen == "autocomplete" else {})
    transaction.savepoint_rollback(mark)
    return str(answer.status_code)


@pytest.mark.parametrize("screen", dict.fromkeys(line["screen"] for line in lines()))
def test_each_screen_opens_to_those_who_may(screen: str) -> None:
    clients = {who: made() for who, made in PEOPLE.items()}
    for line in (line for line in lines() if line["screen"] == screen):
        mark = transaction.savepoint()
        row = row_for(line)
        found = {who: opened(line, row, client) for who, client in clients.items()}
        assert found == {who: line[who] for who in PEOPLE}, line
        transaction.savepoint_rollback(mark)


def test_every_screen_is_in_the_table() -> None:
    named = {(line["method"], line["screen"]) for line in lines()}
    missing = [
        (method, name)
        for name in screens()
        for method in ("GET", "POST")
        if (method, name) not in named
    ]
    assert missing == []
    assert {screen for _method, screen in named} <= set(screens())


def test_every_action_is_in_the_table() -> None:
    named = {
        (line["screen"], line["on"]) for line in lines() if line["method"] == "POST"
    }
    request = RequestFactory().get("/")
    request.user = make.person("editor", "reviewer", superuser=True)
    missing = [
        (model.__name__, action)
        for model, screen in admin.site._registry.items()
        if model._meta.app_label in OURS
        for action in screen.get_actions(request)
        if (f"{model._meta.app_label}_{model._meta.model_name}_changelist", action)
        not in named
    ]
    assert missing == []
