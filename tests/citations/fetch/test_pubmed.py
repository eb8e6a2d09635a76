"""PubMed in its documented shape."""

import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator

from citations.enums import NoticeKind
from citations.fetch import Fetched, Reason, Refused, pubmed
from tests.citations.fetch.stub import answering, recorded

SCHEMA = Draft7Validator(json.loads(recorded("csl-data.schema.json")))


def ok(name: str) -> httpx.Response:
    return httpx.Response(200, content=recorded(name))


def record_of(found: Fetched | Refused) -> dict[str, Any]:
    assert isinstance(found, Fetched), found
    assert not list(SCHEMA.iter_errors([found.record]))
    return found.record


def test_an_article_of_pubmed() -> None:
    net, asked = answering(ok("pubmed_article.json"))
    found = pubmed("PMID: 37440646", net=net)
    record = record_of(found)
    assert record["author"] == [
        {"family": "Noy", "given": "S"},
        {"family": "Zhang", "given": "W"},
    ]
    assert record["title"].endswith("generative artificial intelligence")
    assert record["issued"] == {"date-parts": [[2023, 7, 14]]}
    assert (record["volume"], record["issue"]) == ("381", "6654")
    assert (record["DOI"], record["language"]) == ("10.1126/science.adh2586", "en")
    assert isinstance(found, Fetched)
    assert found.updates == ()
    assert asked[0].url.params["email"] == "desk@attest.example"
    assert "email" not in found.address


def summary(**members: object) -> httpx.Response:
    return httpx.Response(200, json={"result": {"7": {"uid": "7", **members}}})


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("2023", {"date-parts": [[2023]]}),
        ("2023 Jul", {"date-parts": [[2023, 7]]}),
        ("2023 Jul-Aug", {"date-parts": [[2023, 7], [2023, 8]]}),
        ("2023 Spring", {"date-parts": [[2023]], "season": 1}),
        ("2023 Fall", {"date-parts": [[2023]], "season": 3}),
        ("2023 Feb 30", None),
        ("soon", None),
    ],
)
def test_dates_of_pubmed(written: str, issued: dict[str, Any] | None) -> None:
    record = record_of(pubmed("7", net=answering(summary(pubdate=written))[0]))
    assert record.get("issued") == issued


def test_linked_citations_of_pubmed_are_notices() -> None:
    linked = [
        {"reftype": "Retraction in", "pmid": 9, "refsource": "J. 2024 Jan 2;1(1):1"},
        {"reftype": "Erratum for", "pmid": 8, "refsource": "J. 2020"},
        {"reftype": "Expression of concern in", "pmid": "", "refsource": "x"},
        {"reftype": "Comment in", "pmid": 6},
        {"reftype": None},
    ]
    found = pubmed("7", net=answering(summary(references=linked))[0])
    assert isinstance(found, Fetched)
    retraction, erratum, concern = found.updates or ()
    assert (retraction.kind, retraction.about, retraction.by, retraction.issued) == (
        NoticeKind.RETRACTION, "7", "9", "2024-01-02",
    )  # fmt: skip
    assert (erratum.kind, erratum.about, erratum.by) == (
        NoticeKind.CORRECTION, "8", "7",
    )  # fmt: skip
    assert (concern.kind, concern.by) == (NoticeKind.CONCERN, "")


def test_groups_books_and_suffixes_of_pubmed() -> None:
    people = [
        {"name": "Trial Group A", "authtype": "CollectiveName"},
        {"name": "Smith JB Jr", "authtype": "Author"},
        {"name": "Plato", "authtype": "Author"},
    ]
    answer = summary(authors=people, booktitle="A book", title="A part.")
    record = record_of(pubmed("7", net=answering(answer)[0]))
    assert record["type"] == "chapter"
    assert (record["title"], record["container-title"]) == ("A part", "A book")
    assert record["author"] == [
        {"literal": "Trial Group A"},
        {"family": "Smith", "given": "JB", "suffix": "Jr"},
        {"literal": "Plato"},
    ]


def test_an_article_that_pubmed_does_not_know() -> None:
    found = pubmed("999999999", net=answering(ok("pubmed_unknown.json"))[0])
    assert found == Refused("PubMed does not know 999999999.", Reason.NOT_FOUND)
