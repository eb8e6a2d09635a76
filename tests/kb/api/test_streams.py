"""A whole list leaves as a stream: each row once, in order, in few statements."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citations.models import Source
from kb.exchange.forms import FORMS
from tests.kb.api.client import Api
from tests.kb.api.test_forms import asked, body, read

MANY = 5_101
STAMP = "SELECT (SELECT greatest("
"""When anything changed last is asked before any row."""


def read_by(captured: CaptureQueriesContext) -> list[str]:
    """Return the statements that read rows."""
    return [sql for sql in asked(captured) if not sql.startswith(STAMP)]


class TestStreams:
    @pytest.fixture
    def _many(self) -> None:
        Source.objects.bulk_create(
            Source(
                key=f"many-{number:05}",
                title=f"Title {number % 7}",
                source_class="peer_reviewed",
                csl_type="book",
                primary=True,
            )
            for number in range(MANY)
        )

    @pytest.mark.usefixtures("_many")
    @pytest.mark.parametrize("ordering", ["key", "-key", "title", "-title"])
    def test_every_row_leaves_once_in_order(self, api: Api, ordering: str) -> None:
        with CaptureQueriesContext(connection) as captured:
            text = body(api.answer(f"sources.csl.json?ordering={ordering}"))
        assert len(read_by(captured)) == 3
        records = json.loads(text)
        assert len({record["id"] for record in records}) == MANY
        name = "id" if ordering.endswith("key") else "title"
        found = [record[name] for record in records]
        assert found == sorted(found, reverse=ordering.startswith("-"))

    @pytest.mark.usefixtures("_many")
    def test_a_filter_holds_in_every_form(self, api: Api) -> None:
        text = body(api.answer("sources.bib?title=Title 3"))
        assert text.count("@book{") == len(range(3, MANY, 7))

    @pytest.mark.usefixtures("_many")
    def test_with_a_limit_the_rest_is_linked(self, api: Api) -> None:
        address, seen = "sources.ris?limit=200", []
        while address:
            answer = api.answer(address)
            seen += [record["id"] for record in read("ris", body(answer))]
            link = answer.headers.get("Link", "")
            address = link.partition(">")[0].removeprefix("<http://testserver")
        assert seen == [f"many-{number:05}" for number in range(MANY)]

    @pytest.mark.usefixtures("_many")
    def test_head_reads_nothing(self, api: Api) -> None:
        with CaptureQueriesContext(connection) as captured:
            answer = api.client.head("/api/v1/sources.bib")
        assert answer["Content-Type"] == FORMS["bibtex"].content_type
        assert read_by(captured) == []

    def test_nothing_is_a_list_of_nothing(self, api: Api) -> None:
        assert json.loads(body(api.answer("sources.csl.json"))) == []
        assert body(api.answer("sources.bib")) == ""
        assert body(api.answer("sources.csv")).startswith("key,title,")
