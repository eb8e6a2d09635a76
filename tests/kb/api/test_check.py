"""What somebody cited: each item gets a true answer, and rubbish hurts nobody."""

import json
from datetime import date
from http import HTTPStatus
from typing import Any, cast

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citations.formats import STYLES, format_reference
from kb.models import Finding
from tests import make
from tests.kb.api.client import check as as_described
from tests.kb.api.test_queries import COUNTED
from tests.kb.evidence import World

ADDRESS = "/api/v1/citations/check/"


def post(client: Client, body: Any) -> HttpResponse:
    return cast(
        "HttpResponse", client.post(ADDRESS, json.dumps(body), "application/json")
    )


def ask(client: Client, *items: Any) -> list[dict[str, Any]]:
    """Return the verdicts on ``items``, checked against the schema."""
    answer = post(client, {"items": items})
    assert answer.status_code == HTTPStatus.OK, answer.content
    document = json.loads(answer.content)
    as_described(answer, document, HTTPStatus.OK)
    results: list[dict[str, Any]] = document["results"]
    assert [one["item"] for one in results] == list(items)
    return results


def statuses(client: Client, *items: Any) -> list[str]:
    return [one["status"] for one in ask(client, *items)]


class TestNames:
    SOURCE = {
        "key": "work-2023",
        "title": "Experimental evidence on the effects of tools",
        "author": [{"family": "Noy", "given": "Shakked"}, {"family": "Zhang"}],
        "issued": "2023-07-13",
        "container_title": "Science",
        "doi": "10.1126/science.adh2586",
        "arxiv": "2302.06590",
        "arxiv_version": 2,
        "pmid": "37440646",
        "isbn": "9780000000002",
        "url": "https://example.org/work",
    }

    @pytest.mark.parametrize(
        "item",
        [
            "work-2023",
            {"key": "work-2023"},
            {"key": "work-2023", "kind": "source"},
            {"id": "work-2023"},
            "https://attest.example/sources/work-2023/",
            "/api/v1/sources/work-2023/",
            "10.1126/science.adh2586",
            "https://doi.org/10.1126/SCIENCE.ADH2586",
            {"doi": "doi:10.1126/science.adh2586."},
            "arXiv:2302.06590",
            "arXiv:2302.06590v2",
            "PMID: 37440646",
            "978-0-00-000000-2",
            "https://example.org/work",
        ],
    )
    def test_every_name_of_a_source_finds_it(self, client: Client, item: Any) -> None:
        make.source(**self.SOURCE)
        make.source(key="another", doi="10.1126/other", title="Something else")
        (found,) = ask(client, item)
        assert (found["status"], found["key"]) == ("current", "work-2023")

    @pytest.mark.parametrize("style", STYLES)
    @pytest.mark.parametrize("bare", [False, True], ids=["with DOI", "title alone"])
    def test_a_reference_in_any_style_finds_it(
        self,
        client: Client,
        style: str,
        bare: bool,  # noqa: FBT001
    ) -> None:
        source = make.source(**self.SOURCE)
        make.source(**self.SOURCE | OTHER)
        record = source.csl()
        if bare:
            record = {n: v for n, v in record.items() if n not in {"DOI", "URL"}}
        reference = format_reference(record, style)
        (found,) = ask(client, {"reference": reference})
        assert (found["status"], found["key"]) == ("current", "work-2023")

    def test_titles_of_two_sources_are_ambiguous(self, client: Client) -> None:
        for number in range(2):
            make.source(
                key=f"same-{number}", title="The same long title", issued="2023"
            )
        (found,) = ask(client, "Somebody (2023). The same long title. Journal, 3(4).")
        assert found["status"] == "ambiguous"
        assert [one["key"] for one in found["candidates"]] == ["same-0", "same-1"]

    def test_one_key_of_two_kinds_is_ambiguous_until_it_is_said(
        self, client: Client, here: World
    ) -> None:
        make.source(key="with-everything")
        assert statuses(
            client, "with-everything", {"key": "with-everything", "kind": "finding"}
        ) == ["ambiguous", "corrected"]

    def test_another_version_on_arxiv_is_not_this_one(self, client: Client) -> None:
        make.source(**self.SOURCE)
        assert statuses(client, "arXiv:2302.06590v1") == ["unknown"]


OTHER = {
    "key": "work-2020",
    "issued": "2020",
    "doi": "10.1126/another",
    "arxiv": "",
    "arxiv_version": None,
    "pmid": "",
    "isbn": "",
    "url": "https://example.org/another",
}


class TestStanding:
    @pytest.mark.parametrize(
        ("kind", "status"),
        [
            ("retraction", "retracted"),
            ("withdrawal", "withdrawn"),
            ("correction", "corrected"),
            ("concern", "current"),
        ],
    )
    def test_a_notice_is_told_with_reason_date_and_link(
        self, client: Client, kind: str, status: str
    ) -> None:
        source = make.source(key="work")
        make.notice(
            source=source,
            kind=kind,
            issued_on=date(2024, 5, 1),
            doi="10.1000/notice",
            reason="The data were made up.",
        )
        (found,) = ask(client, "work")
        assert found["status"] == status
        assert found["reason"] == "The data were made up."
        assert found["date"] == "2024-05-01"
        assert found["link"] == "https://doi.org/10.1000/notice"

    def test_a_merged_source_names_its_heir(self, client: Client) -> None:
        heir = make.source(key="heir")
        between = make.source(key="between", merged_into=heir)
        make.source(key="old", doi="10.1000/old", merged_into=between)
        for item in ("old", "10.1000/old"):
            (found,) = ask(client, item)
            assert (found["status"], found["by"]["key"]) == ("superseded", "heir")

    def test_a_newer_edition_supersedes(self, client: Client) -> None:
        old, new = make.source(key="old"), make.source(key="new")
        make.source_relation(from_source=new, to_source=old, kind="supersedes")
        (found, other) = ask(client, "old", "new")
        assert (found["status"], found["by"]["key"]) == ("superseded", "new")
        assert other["status"] == "current"

    def test_what_we_took_back_says_why(self, client: Client) -> None:
        make.source(key="gone", withdrawn_reason="It was never published.")
        (found,) = ask(client, "gone")
        assert found["status"] == "withdrawn"
        assert found["reason"] == "It was never published."


class TestFindings:
    def test_each_version_by_itself(self, client: Client, here: World) -> None:
        first = here.finding(key="claim")
        Finding.objects.filter(pk=first.pk).update(state="superseded")
        second = here.finding(key="claim", version=2)
        found = ask(
            client, "claim", "claim@1", {"key": "claim", "version": 2}, "claim@7"
        )
        assert [one["status"] for one in found] == [
            *("corrected", "superseded", "corrected", "unknown")
        ]
        assert found[1]["by"]["version"] == second.version
        assert found[0]["version"] == 2

    def test_a_fallen_source_suspends_finding_and_place(
        self, client: Client, here: World
    ) -> None:
        assert statuses(client, "with-everything", "study-p-3") == [
            *("corrected", "corrected")
        ]
        make.notice(
            source=here.source, kind="retraction", issued_on=date(2024, 6, 1), doi=""
        )
        finding, place = ask(client, "with-everything", "study-p-3")
        assert finding["status"] == "suspended"
        assert finding["reason"]
        assert finding["date"] == "2024-06-01"
        assert place["status"] == "retracted"

    def test_a_draft_is_told_like_nothing(self, client: Client, here: World) -> None:
        make.draft(key="in-the-works", source=here.source, topic=here.topic)
        make.citation(key="unused-place", source=here.source)
        assert (
            statuses(client, "in-the-works", "unused-place", "never-was")
            == ["unknown"] * 3
        )


RUBBISH: tuple[Any, ...] = (
    *("", " ", "?", "\n\n", "0", "-", "a" * 2_001, "x" * 1_999, "10.", "10.1/", "%"),
    *(None, True, 7, -1, 2.5, [], {}, [["a"]], {"key": 3}, {"key": ""}, {"doi": []}),
    *({"key": "a", "version": -1}, {"key": "a", "version": "x"}, {"colour": "blue"}),
    *({"key": "a", "kind": "career"}, {"key": "A b"}, {"key": "a", "doi": "b"}),
    *("'; DROP TABLE citations_source; --", "\\x00", "￿", "(((((" * 90, "“" * 700),
    *("arXiv:9999.99999v99999", "PMID: 999999999", "ORCID 0000-0002-1825-0097"),
    *("𝒳" * 900, "́" * 999, "SELECT 1", "<script>", "10.1000/" + "(" * 900),  # noqa: RUF001
)


def test_rubbish_is_unknown_item_by_item(client: Client, here: World) -> None:
    found = ask(client, *RUBBISH, "study")
    assert [one["status"] for one in found] == ["unknown"] * len(RUBBISH) + [
        "corrected"
    ]
    assert all(one["reason"] for one in found[:-1])


@pytest.mark.parametrize(
    "body",
    [
        *({}, {"items": []}, {"items": "a"}, {"items": None}, [], "a", 7, None),
        *({"items": ["a"] * 1_001}, {"items": ["a"], "colour": "blue"}),
    ],
)
def test_a_body_that_holds_no_list_is_a_problem(client: Client, body: Any) -> None:
    answer = post(client, body)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    problem = json.loads(answer.content)
    assert problem["type"] == "/api/problems/malformed-request/"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", HTTPStatus.BAD_REQUEST),
        (b'{"items": ["a"], "items": ["b"]}', "application/json", 400),
        (b"[" * 5_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"a,b", "text/csv", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (b" " * 6_000_000, "application/json", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(
    client: Client, body: bytes, kind: str, status: int
) -> None:
    answer = client.post(ADDRESS, body, content_type=kind)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_get_is_not_allowed(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer["Allow"] == "POST, OPTIONS"


def test_a_thousand_items_take_three_statements(client: Client, here: World) -> None:
    for number in range(20):
        make.source(key=f"s-{number}", doi=f"10.1000/{number}", title=f"Title {number}")
    named = ["with-everything", "study", "study-p-3", "with-everything@9"]
    items = named + [
        form.format(number % 30)
        for number in range(249)
        for form in (
            "s-{}",
            "10.1000/{}",
            "f-{}@2",
            "A, B. (2023). Title number {}. J.",
        )
    ]
    assert len(items) == 1_000
    with CaptureQueriesContext(connection) as captured:
        found = ask(client, *items)
    asked = [q["sql"] for q in captured if COUNTED not in q["sql"]]
    assert len(asked) <= 3
    assert len(found) == len(items)
