"""What the statements behind lists, rows and their exports hold to."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citations.models import Source
from kb.api.objects import quoting_function
from kb.selectors.history.changed import BEHIND, SEEN, by_name, tables_asked
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_answers import ADDRESSES, filled
from tests.kb.api.test_forms import body

MANY = 5_301
"""More than two batches of an export."""
HARD = (
    'say "no"',
    "back\\slash",
    "line\nbreak\r\ttab",
    "\x01\x1f control, \x7f delete",
    "ünïcode 😀 \u2028",
    "</script>",
    "%s %% {0}",
)
EVENT = re.compile(r"FROM \"(\w+?)event\" ORDER BY pgh_id DESC")
NAMED = re.compile(r"\w+")


def dated(statement: str) -> set[str]:
    """Return the tables whose newest event a statement asks for."""
    return set(EVENT.findall(statement))


@pytest.mark.usefixtures("here")
def test_every_table_that_is_asked_dates_the_answer(
    api: Api, subtests: pytest.Subtests
) -> None:
    for path in ADDRESSES:
        with CaptureQueriesContext(connection) as captured:
            api.get(filled(path), **({"q": "writing"} if "search" in path else {}))
        for query in captured.captured_queries:
            asked = dated(query["sql"])
            if not asked:
                continue
            with subtests.test(path):
                words = set(NAMED.findall(query["sql"]))
                named = {name for name in by_name() if name in words}
                assert named <= asked


def test_a_function_that_nobody_spoke_of_may_read_everything() -> None:
    called = "SELECT kb_directness(1, 2)"
    assert tables_asked(called) == frozenset(SEEN)
    assert tables_asked('SELECT 1 FROM "citations_source"') == {Source}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BEHIND)
def test_a_function_reads_what_is_said_of_it(name: str) -> None:
    read, left = set[str](), [name]
    while left:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT prosrc FROM pg_proc WHERE proname = %s", [left.pop()]
            )
            for (text,) in cursor.fetchall():
                words = set(NAMED.findall(text))
                read |= words & set(by_name())
                left += [
                    word
                    for word in re.findall(r"\b((?:citations|kb)_\w+)\(", text)
                    if word != name
                ]
    assert {by_name()[table] for table in read} == set(BEHIND[name])


@pytest.mark.django_db
@pytest.mark.parametrize("text", HARD)
def test_a_text_leaves_as_it_was_stored(api: Api, text: str) -> None:
    make.source(key="hard", title=f"Hard: {text}".replace("\x01\x1f", ""), note=text)
    stored = Source.objects.get(key="hard")
    for found in (
        api.get("sources/hard/"),
        api.get("sources/", key="hard")["results"][0],
        json.loads(body(api.answer("sources.ndjson?key=hard"))),
    ):
        assert (found["title"], found["note"]) == (stored.title, stored.note)


@pytest.mark.django_db
def test_both_ways_of_quoting_say_the_same() -> None:
    assert (quoting_function(169_999), quoting_function(170_000)) == (
        "to_json",
        "json_scalar",
    )
    for text in HARD:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_json(%s::text)::text", [text])
            (usual,) = cursor.fetchone()
            cursor.execute("SELECT json_scalar(%s::text)::text", [text])
            assert cursor.fetchone() == (usual,)


class TestAnExportOfMany:
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
        text = body(api.answer(f"sources.ndjson?ordering={ordering}"))
        rows = [json.loads(line) for line in text.splitlines()]
        assert len({row["key"] for row in rows}) == MANY
        name = ordering.removeprefix("-")
        found = [row[name] for row in rows]
        assert found == sorted(found, reverse=ordering.startswith("-"))

    @pytest.mark.usefixtures("_many")
    @pytest.mark.parametrize("form", ["ndjson", "csv"])
    def test_a_batch_is_a_statement(self, api: Api, form: str) -> None:
        with CaptureQueriesContext(connection) as captured:
            body(api.answer(f"sources.{form}"))
        sent = [query["sql"] for query in captured.captured_queries]
        assert len([sql for sql in sent if "string_agg(line.json" in sql]) == 3

    @pytest.mark.usefixtures("_many")
    def test_rows_are_those_of_the_pages(self, api: Api) -> None:
        pages = api.get("sources/", limit=200)["results"]
        lines = body(api.answer("sources.ndjson?limit=200")).splitlines()
        assert [json.loads(line) for line in lines] == pages
