"""The same evidence in the form that was asked for, whoever asks and however."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from citations.formats import STYLES, format_reference
from citations.formats.csl import faults
from citations.formats.files import FORMATS
from citations.models import Source
from kb.exchange.forms import FORMS, REFERENCES
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_queries import COUNTED
from tests.kb.evidence import World

ONES = ("sources/full-record", "citations/study-p-3", "findings/with-everything")
LISTS = ("sources", "citations", "findings")
MANY = 5_101


def body(answer: HttpResponse) -> str:
    content: bytes = answer.getvalue()
    return content.decode()


def asked(captured: CaptureQueriesContext) -> list[str]:
    """Return the statements, but for the one that counts who asks how often."""
    return [q["sql"] for q in captured.captured_queries if COUNTED not in q["sql"]]


def read(name: str, text: str) -> list[dict[str, Any]]:
    reading = FORMATS[name].read(text)
    assert reading.problems == []
    return reading.records


@pytest.mark.usefixtures("here")
class TestEveryForm:
    @pytest.mark.parametrize("address", [*ONES, *LISTS])
    @pytest.mark.parametrize("name", REFERENCES)
    def test_by_suffix_by_name_and_by_accept_alike(
        self, api: Api, address: str, name: str
    ) -> None:
        form = FORMS[name]
        answers = [
            api.answer(f"{address}.{form.suffix}"),
            api.answer(f"{address}/?format={name}"),
            api.answer(f"{address}/?format={form.suffix}"),
            api.answer(f"{address}/", Accept=form.media_type),
        ]
        for answer in answers:
            assert answer.status_code == HTTPStatus.OK, answer.getvalue()[:300]
            assert answer["Content-Type"] == form.content_type
            assert "Accept" in answer["Vary"].split(", ")
        assert len({body(answer) for answer in answers}) == 1

    @pytest.mark.parametrize("address", [*ONES, *LISTS])
    @pytest.mark.parametrize("name", FORMATS)
    def test_a_reader_of_it_finds_records(
        self, api: Api, address: str, name: str
    ) -> None:
        records = read(name, body(api.answer(f"{address}.{FORMS[name].suffix}")))
        assert records
        assert all(faults(record) == [] for record in records)
        same = json.loads(body(api.answer(f"{address}.csl.json")))
        assert records == same

    @pytest.mark.parametrize("style", STYLES)
    @pytest.mark.parametrize("form", ["text", "html"])
    def test_a_reference_in_every_style(self, api: Api, style: str, form: str) -> None:
        source = Source.objects.get(key="full-record")
        wanted = format_reference(source.csl(), style, html=form == "html")
        text = body(api.answer(f"sources/full-record/?format={form}&style={style}"))
        assert wanted in text
        accept = f"text/x-bibliography; style={style}; locale=en-US"
        if form == "text":
            assert body(api.answer("sources/full-record/", Accept=accept)) == text

    @pytest.mark.parametrize("address", LISTS)
    def test_lines_are_the_rows_of_the_list(self, api: Api, address: str) -> None:
        lines = body(api.answer(f"{address}.ndjson")).splitlines()
        assert [json.loads(line) for line in lines] == api.get(f"{address}/")["results"]

    @pytest.mark.parametrize("address", [*LISTS, "skills", "measures", "releases"])
    def test_a_table_has_a_row_for_each(self, api: Api, address: str) -> None:
        table = list(csv.DictReader(io.StringIO(body(api.answer(f"{address}.csv")))))
        assert len(table) == len(api.get(f"{address}/")["results"])


class TestPlaces:
    def test_a_citation_names_its_place(self, api: Api, here: World) -> None:
        (record,) = read("csljson", body(api.answer("citations/study-p-3.csl.json")))
        assert record["id"] == "study-p-3"
        assert record["locator"] == "p. 3"
        text = body(api.answer("citations/study-p-3.txt"))
        assert text == (
            format_reference(here.source.csl() | record, "apa", locator="p. 3") + "\n"
        )
        assert "(p. 3)" in text

    @pytest.mark.usefixtures("here")
    def test_findings_together_cite_each_source_once(self, api: Api) -> None:
        records = read("bibtex", body(api.answer("findings.bib")))
        keys = [record["id"] for record in records]
        assert keys == sorted(set(keys))
        assert "study" in keys


class TestChoice:
    @pytest.mark.parametrize(
        ("accept", "name"),
        [
            ("", "json"),
            ("*/*", "json"),
            ("application/x-bibtex", "bibtex"),
            ("application/x-bibtex;q=0.4, application/json;q=0.5", "json"),
            ("application/x-bibtex;q=0.6, application/json;q=0.5", "bibtex"),
            ("text/*", "csv"),
            ("text/*;q=0.1, text/x-bibliography", "text"),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),
            ("text/html", "html"),
            ("application/json;q=0, application/x-ndjson;q=0, */*", "csv"),
        ],
    )
    @pytest.mark.usefixtures("here")
    def test_what_is_liked_best(self, api: Api, accept: str, name: str) -> None:
        answer = api.answer("sources/full-record/", Accept=accept)
        assert answer["Content-Type"] == FORMS[name].content_type

    @pytest.mark.usefixtures("here")
    def test_a_suffix_is_stronger_than_a_name_and_a_name_than_accept(
        self, api: Api
    ) -> None:
        html = "text/html"
        both = api.answer("sources/full-record.bib?format=ris", Accept=html)
        assert both["Content-Type"] == FORMS["bibtex"].content_type
        named = api.answer("sources/full-record/?format=ris", Accept=html)
        assert named["Content-Type"] == FORMS["ris"].content_type

    @pytest.mark.usefixtures("here")
    def test_what_there_is_not_is_refused_with_the_choices(self, api: Api) -> None:
        known = api.get("sources/full-record.docx", HTTPStatus.NOT_ACCEPTABLE)
        assert known["errors"][0]["choices"][:3] == ["json", "ndjson", "csv"]
        api.get("skills/writing.bib", HTTPStatus.NOT_ACCEPTABLE)
        fault = api.refused("sources/", format="bibtx")["format"]
        assert (fault["code"], fault["suggestion"]) == ("not-a-choice", "bibtex")
        assert api.refused("skills/", format="bibtex")["format"]["choices"] == [
            *("json", "ndjson", "csv")
        ]
        fault = api.refused("sources/", style="appa")["style"]
        assert fault["suggestion"] == "apa"
        assert fault["choices"] == list(STYLES)
        assert "include" in api.refused("sources/", include="bib,nothing")
        assert "style" in api.refused("skills/", style="apa")
        problem = api.get("sources/full-record/x.bib", HTTPStatus.NOT_FOUND)
        assert problem["type"] == "/api/problems/not-found/"
        wrong = api.answer("sources/", Accept="text/x-bibliography;style=x")
        assert wrong.status_code == HTTPStatus.NOT_ACCEPTABLE

    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize("form", ["csv", "bib", "html"])
    def test_a_key_that_never_was_is_a_problem_in_any_form(
        self, api: Api, form: str
    ) -> None:
        for name in LISTS:
            problem = api.get(f"{name}/never-was.{form}", HTTPStatus.NOT_FOUND)
            assert problem["status"] == HTTPStatus.NOT_FOUND


class TestBeside:
    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize("address", ["sources/full-record", "citations/study-p-3"])
    def test_one_place_has_one_text_of_each(self, api: Api, address: str) -> None:
        row = api.get(f"{address}/", include="bib,citation,bibtex,ris,csljson")
        plain = api.get(f"{address}/")
        assert plain.items() <= row.items()
        assert row["bib"] == body(api.answer(f"{address}.txt")).strip()
        assert row["bibtex"].strip() == body(api.answer(f"{address}.bib")).strip()
        assert row["ris"].strip() == body(api.answer(f"{address}.ris")).strip()
        assert [row["csljson"]] == json.loads(body(api.answer(f"{address}.csl.json")))
        assert row["citation"].startswith("(")

    @pytest.mark.usefixtures("here")
    def test_a_finding_has_lists_as_long_as_its_citations(self, api: Api) -> None:
        row = api.get("findings/with-everything/", include="bib,csljson", style="ieee")
        assert len(row["bib"]) == len(row["csljson"]) == len(row["citations"])
        assert row["bib"][0].startswith("[1] ")
        assert row["csljson"][0]["id"] == row["citations"][0]["id"]

    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize("address", LISTS)
    def test_a_list_costs_one_statement_with_it_too(
        self, api: Api, address: str
    ) -> None:
        with CaptureQueriesContext(connection) as captured:
            rows = api.get(f"{address}/", include="bib,bibtex", limit=2)["results"]
        assert len(asked(captured)) == 1
        assert all({"bib", "bibtex"} <= row.keys() for row in rows)


WAYS: dict[str, Callable[[Api], str]] = {
    name: lambda api, name=name: body(api.answer(f"sources/bad/?format={name}"))  # type: ignore[misc]
    for name in FORMS
    if name not in {"markdown", "jsonld"}
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_retracted_says_so_in_every_form(api: Api, way: str) -> None:
    source = make.source(key="bad", title="A bad study")
    make.notice(source=source, kind="retraction", issued_on=date(2024, 5, 1))
    said = WAYS[way](api)
    assert "etracted" in said or '"retracted"' in said
    assert "2024-05-01" in said
    row = api.get("sources/bad/", include="bib,bibtex,ris,csljson")
    for name in ("bib", "bibtex", "ris"):
        assert "Retracted 2024-05-01" in row[name]
    assert row["csljson"]["status"] == "retracted"


class TestCells:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])  # noqa: RUF001
    def test_no_cell_is_a_formula(self, api: Api, start: str) -> None:
        title = f'{start}HYPERLINK("https://example.org","x")'
        make.source(key="sly", title=title)
        text = body(api.answer("sources/sly.csv"))
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        assert row["title"] == f"'{title}"

    @pytest.mark.usefixtures("here")
    def test_a_nested_object_has_columns_of_its_own(self, api: Api) -> None:
        text = body(api.answer("citations/study-p-3.csv"))
        (row,) = csv.DictReader(io.StringIO(text))
        assert row["source.key"] == "study"
        assert row["locator"] == "p. 3"

    def test_a_negative_number_is_a_number(self, api: Api) -> None:
        make.measure(key="cold", kind="rating", scale_low=-3, scale_high=3)
        text = body(api.answer("measures/cold.csv"))
        (row,) = csv.DictReader(io.StringIO(text))
        assert row["scale_low"] == "-3"


class TestHtml:
    def test_nothing_of_a_record_is_markup(self, api: Api) -> None:
        make.source(key="sly", title="<script>alert(1)</script> & co")
        text = body(api.answer("sources/sly.html"))
        assert "<script" not in text
        assert "&#60;script&#62;" in text
        assert '<li id="sly">' in text


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
        assert len(asked(captured)) == 3
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
        assert asked(captured) == []

    def test_nothing_is_a_list_of_nothing(self, api: Api) -> None:
        assert json.loads(body(api.answer("sources.csl.json"))) == []
        assert body(api.answer("sources.bib")) == ""
        assert body(api.answer("sources.csv")).startswith("key,title,")


def test_a_suspended_finding_gives_its_references_and_no_figure(
    api: Api, here: World
) -> None:
    make.notice(source=here.source, kind="retraction", issued_on=date(2024, 6, 1))
    assert api.get("findings/with-everything/")["state"] == "suspended"
    text = body(api.answer("findings/with-everything.bib"))
    assert "Retracted 2024-06-01" in text
    assert "90930" not in text
