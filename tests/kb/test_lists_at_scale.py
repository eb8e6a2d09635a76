"""The admin's lists, when a list holds more than anybody reads."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.admin.paging import MOST
from kb.models import Finding
from tests import make
from tests.bench.many import OPEN, fill
from tests.screen import address, signed_in

FINDINGS = 3_000
BUDGET = 12


@pytest.fixture
def client() -> Client:
    """Return somebody with both roles, beside thousands of drafts and sources."""
    for name in ("facets", "topics", "measures"):
        call_command("loaddata", name, verbosity=0)
    author, reviewer = make.editor(), make.reviewer()
    fill(FINDINGS, author=author.pk, reviewer=reviewer.pk, states=OPEN)
    assert Finding.objects.count() == FINDINGS
    return signed_in(make.person("editor", "reviewer"))


def asked(client: Client, place: str) -> tuple[Any, list[str]]:
    """Return the answer to a request, and the SQL it took."""
    with CaptureQueriesContext(
        connection,
    ) as caught:
        page = client.get(place)
    assert page.status_code == 200
    return page, [query["sql"] for query in caught.captured_queries]


def test_no_list_counts_a_table_or_asks_more_for_more_rows(client: Client) -> None:
    lists = [
        *("kb_finding_changelist", "kb_findingeditor_changelist"),
        *("citations_source_changelist", "citations_citation_changelist"),
    ]
    places = [
        *map(address, ("index", *lists)),
        *(address("queue", key) for key in ("waiting", "twin-sources", "retracted")),
        f"{address('kb_finding_changelist')}?state__exact=draft&q=bulk",
    ]
    for place in places:
        _page, statements = asked(client, place)
        assert len(statements) <= BUDGET, place
        for sql in statements:
            if sql.upper().startswith("SELECT COUNT("):
                assert f"LIMIT {MOST + 1}" in sql, sql


def test_a_list_says_how_long_it_is(client: Client) -> None:
    many = client.get(address("kb_finding_changelist"))
    assert f"{FINDINGS} findings" in many.content.decode()
    found = client.get(address("kb_finding_changelist"), {"q": "bulk-7"})
    assert "Show all" in found.content.decode()
