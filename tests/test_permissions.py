"""Who may open what: ``permissions.csv``, run with and without each right.

Each line is a method, a screen of the admin or another address (by its name), what it
is opened on, and the status that each kind of person gets: 200, 302 (led on, or to the
sign-in page), 403, or 405 where the method is answered to nobody. Every screen, every
action of a list, every page and every endpoint is in it.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kb.admin.finding.moves import MOVES
from kb.models import Account, Finding, Statement
from kb.selectors.history import version_token
from kb.selectors.queues import QUEUES
from kb.services import finding_suspend, statement_suspend
from tests import make

Line = dict[str, str]

TABLE = Path(__file__).with_name("permissions.csv")
OURS = ("careers", "citations", "kb")
ROWS: dict[str, Callable[[], Model]] = {
    "kb_apitoken": make.api_token,
    "kb_account": lambda: Account.objects.get(pk=make.person().pk),
    "careers_careeradjacency": make.career_adjacency,
    "careers_careerskill": make.pair,
    "careers_skilladjacency": make.skill_adjacency,
    "careers_worktype": make.work_type,
    "citations_importbatch": make.import_batch,
    "citations_importrow": make.import_row,
    "citations_linkwatch": lambda: make.link_watch(
        state="dead", times_gone=3, gone_since=make.LONG_AGO
    ),
    "citations_noticewatch": make.notice_watch,
    "citations_sourcenotice": make.notice,
    "kb_declaredinterest": make.declared_interest,
    "kb_findingeditor": make.finding_editor,
    "kb_statementeditor": make.statement_editor,
    "kb_statementreview": make.statement_review,
    "kb_findingwatch": make.finding_watch,
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
    "release_reject": {"reason": "Because."},
    "fine": {"seen": "dead", "words": "It opens in a browser."},
    **{move.name: {"confirmed": "yes", "words": "Because."} for move in MOVES},
}
FORMS = {"kb:flag": {"kind": "failed", "text": "It says something else."}}


def _act(screen: str) -> str:
    """Return what is done on a screen; a release is refused in other words."""
    rest = screen.partition("_")[2]
    return rest if rest in BODIES else screen.rpartition("_")[2]


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
    "superuser": lambda: staff(superuser=True),
    "administrator": lambda: staff("administrator"),
    "contributor": lambda: staff("contributor"),
    "editor": lambda: staff("editor"),
    "reviewer": lambda: staff("reviewer"),
}


def lines() -> list[Line]:
    """Return the lines of the table."""
    with TABLE.open(newline="") as text:
        return list(csv.DictReader(text))


def addresses(resolver: URLResolver, within: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the name of every address with its pattern; the admin's as ``admin:…``."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{within}{entry.namespace}:" if entry.namespace else within
            yield from addresses(entry, space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{within}{entry.name}", entry.pattern


NAMED = dict(addresses(get_resolver()))


def full(screen: str) -> str:
    """Return the whole name of an address, as ``reverse`` takes it."""
    return screen if screen in NAMED else f"admin:{screen}"


def published_world() -> dict[str, str]:
    """Return the keys of one of each thing that readers see."""
    pair = make.pair()
    finding = make.published()
    release = make.shown(make.duty()).release
    return {
        "career": pair.career.key,
        "name": pair.career.name,
        "skill": pair.skill.key,
        "finding": finding.key,
        "source": finding.source.key,
        "chain": finding.source.key,
        "finding-chain": finding.key,
        "citation": finding.citations.get().citation.key,
        "measure": finding.estimates.get().measure.key,
        "organization": make.organization().key,
        "task": make.task().key,
        "facet": make.facet().key,
        "release": f"{release.pack}-{release.number}",
        "problem": "not-found",
        "table": "exposure",
        "format": "json",
    }


def keys_for(screen: str) -> dict[str, str]:
    """Return what the address of a page or endpoint is made of."""
    names = NAMED[screen].converters
    world = published_world() if names else {}
    last = screen.split(":")[-1].removesuffix("-form")
    return {name: world.get(name) or world.get(last, "none") for name in names}


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
    sent: dict[str, Any] = FORMS.get(screen, {})
    args: list[Any] = ARGUMENTS.get(screen, [])
    if listed and line["on"]:
        sent = {"action": line["on"], "_selected_action": [row.pk] if row else []}
        sent |= {} if "finding_" in screen else {"post": "yes"}
    elif screen == "queue":
        args = [line["on"]]
    elif row is not None:
        sent, args = BODIES.get(_act(screen), {}), [row.pk]
        if screen.endswith("_change"):  # as its form would: of what stands there now
            sent = {"_seen": version_token(type(row), row.pk)}
    keys = keys_for(screen) if screen in NAMED else {}
    place = reverse(full(screen), args=args, kwargs=keys or None)
    mark = transaction.savepoint()
    if line["method"] == "POST":
        answer = client.post(place, sent)
    else:
        answer = client.get(place, FIELD if screen == "autocomplete" else {})
    transaction.savepoint_rollback(mark)
    return str(answer.status_code)


# /readyz asks both connections.
@pytest.mark.django_db(databases=["default", "reader"])
@pytest.mark.parametrize("screen", dict.fromkeys(line["screen"] for line in lines()))
def test_each_screen_opens_to_those_who_may(screen: str) -> None:
    clients = {who: made() for who, made in PEOPLE.items()}
    for line in (line for line in lines() if line["screen"] == screen):
        mark = transaction.savepoint()
        row = row_for(line)
        found = {who: opened(line, row, client) for who, client in clients.items()}
        # As a line of the table, to be put there if that is what is meant.
        told = ",".join([line["method"], screen, line["on"], *found.values()])
        assert found == {who: line.get(who) for who in PEOPLE}, told
        transaction.savepoint_rollback(mark)


def test_every_address_is_in_the_table() -> None:
    named = {(line["method"], line["screen"]) for line in lines()}
    missing = [
        (method, name)
        for name in NAMED
        for method in ("GET", "POST")
        if (method, name.removeprefix("admin:")) not in named
    ]
    assert missing == []
    assert {full(screen) for _method, screen in named} == set(NAMED)


def test_every_queue_is_in_the_table() -> None:
    named = {line["on"] for line in lines() if line["screen"] == "queue"}
    assert named == {queue.key for queue in QUEUES}


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
