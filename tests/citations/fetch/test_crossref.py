"""Recorded answers of Crossref, mapped; and what it answers instead of a record."""

import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator

from citations.enums import NoticeKind
from citations.fetch import Fetched, Reason, Refused, crossref
from tests.citations.fetch.stub import ANSWERS, NOW, answering, recorded

SCHEMA = Draft7Validator(json.loads(recorded("csl-data.schema.json")))
RECORDED = sorted(path.name for path in ANSWERS.glob("crossref_*.json"))


def doi_of(name: str) -> str:
    return str(json.loads(recorded(name))["message"]["DOI"])


def fetched(name: str) -> Fetched:
    net, _ = answering(httpx.Response(200, content=recorded(name)))
    found = crossref(doi_of(name), net=net)
    assert isinstance(found, Fetched), found
    return found


def refused(answer: httpx.Response, doi: str = "10.1000/x") -> Refused:
    net, _ = answering(*[answer] * 3)
    found = crossref(doi, net=net)
    assert isinstance(found, Refused), found
    return found


@pytest.mark.parametrize("name", RECORDED)
def test_every_recorded_answer_becomes_valid_csl(name: str) -> None:
    found = fetched(name)
    assert not list(SCHEMA.iter_errors([found.record]))
    assert found.record["DOI"] == doi_of(name)
    assert found.fetched_at == NOW
    assert all(found.record.values())


def test_it_is_asked_politely_and_by_an_encoded_name() -> None:
    net, asked = answering(httpx.Response(404))
    crossref("https://doi.org/10.1016/S0140-6736(97)11096-0", net=net)
    (request,) = asked
    assert str(request.url) == (
        "https://api.crossref.org/works/10.1016%2Fs0140-6736%2897%2911096-0"
    )
    assert request.headers["user-agent"] == "Attest/0.1 (mailto:desk@attest.example)"


def test_an_article_has_its_fields() -> None:
    record = fetched("crossref_corrected.json").record
    message = json.loads(recorded("crossref_corrected.json"))["message"]
    assert record["type"] == "article-journal"
    assert record["title"] == message["title"][0]
    assert record["container-title"] == message["container-title"][0]
    assert [n["family"] for n in record["author"]] == [
        person["family"] for person in message["author"]
    ]
    assert record["issued"] == {"date-parts": message["issued"]["date-parts"]}


def test_a_date_of_null_is_no_date() -> None:
    found = fetched("crossref_no_date.json")
    assert found.record["type"] == "chapter"
    assert "issued" not in found.record


def test_a_group_is_a_literal_name() -> None:
    assert fetched("crossref_group_author.json").record["author"] == [
        {"literal": "Concrete Technology Associates"}
    ]


def test_a_person_without_a_name_is_nobody() -> None:
    record = fetched("crossref_thesis.json").record
    assert record["type"] == "thesis"
    assert [name["family"] for name in record["author"]] == ["Rovira"]
    assert record["genre"] == "Master of Science in Computer Science (MSCS)"


def test_a_subtitle_is_part_of_the_title() -> None:
    title = fetched("crossref_subtitle.json").record["title"]
    assert title.startswith(
        "Widget, widget as you lead, I am performing well indeed! u"
    )


def test_a_title_keeps_the_tags_of_csl() -> None:
    title = fetched("crossref_markup.json").record["title"]
    assert "[Ru(bpy)<sub>3</sub>]<sup>2+</sup>" in title


def test_what_has_no_place_is_kept() -> None:
    extra = fetched("crossref_corrected.json").extra
    assert {"license", "relation", "published-online", "issn-type"} <= set(extra)
    assert json.loads(json.dumps(extra)) == extra
    people = fetched("crossref_new_version.json")
    assert len(people.extra["author-details"]) == len(people.record["author"])


def test_a_correction_is_a_notice_about_the_work() -> None:
    (notice,) = fetched("crossref_corrected.json").updates or ()
    assert notice.kind == NoticeKind.CORRECTION
    assert notice.about == "10.1371/journal.pone.0033693"
    assert notice.by == "10.1371/annotation/c76da2c1-ccb8-4797-94c1-359d3ceceeda"
    assert (notice.issued, notice.source) == ("2012-05-08", "publisher")


def test_a_retracted_work_has_both_of_its_notices() -> None:
    correction, retraction = fetched("crossref_retracted.json").updates or ()
    assert correction.kind == NoticeKind.CORRECTION
    assert retraction.kind == NoticeKind.RETRACTION
    assert retraction.issued == "2010-02-06"
    assert (retraction.source, retraction.record_id) == ("retraction-watch", "4036")


def test_a_notice_says_what_it_is_about() -> None:
    (notice,) = fetched("crossref_retraction_notice.json").updates or ()
    assert notice.about == "10.1016/s0140-6736(97)11096-0"
    assert notice.by == "10.1016/s0140-6736(10)60175-4"


def test_a_new_version_changes_no_standing() -> None:
    (notice,) = fetched("crossref_new_version.json").updates or ()
    assert (notice.kind, notice.type) == (None, "new_version")


@pytest.mark.parametrize(
    ("answer", "reason", "sentence"),
    [
        (
            httpx.Response(
                404,
                text="Resource not found.",
                headers={"content-type": "application/json"},
            ),
            Reason.NOT_FOUND,
            "Crossref does not know 10.1000/x.",
        ),
        (
            httpx.Response(200, html="<!doctype html><title>Sign in</title>"),
            Reason.MALFORMED,
            "Crossref answered with a page where a record was expected.",
        ),
        (
            httpx.Response(200, content=b"Resource not found."),
            Reason.MALFORMED,
            "Crossref answered with something that is no JSON.",
        ),
        (
            httpx.Response(200, content=b'{"message": {"DOI": "10.10'),
            Reason.MALFORMED,
            "Crossref answered with something that is no JSON.",
        ),
        (
            httpx.Response(200, content=b"[" * 100_000),
            Reason.MALFORMED,
            "Crossref answered with something that is no JSON.",
        ),
        (
            httpx.Response(200, content=b'{"message": NaN}'),
            Reason.MALFORMED,
            "Crossref answered with something that is no JSON.",
        ),
        (
            httpx.Response(200, content=b'{"message": "\xff"}'),
            Reason.MALFORMED,
            "Crossref answered with something that is no JSON.",
        ),
        (
            httpx.Response(200, json=[]),
            Reason.MALFORMED,
            "Crossref answered with JSON that is no record.",
        ),
        (
            httpx.Response(200, json={"message": []}),
            Reason.MALFORMED,
            "Crossref answered without a record.",
        ),
        (
            httpx.Response(200, json={"message": {"DOI": "10.1000/other"}}),
            Reason.MALFORMED,
            "Crossref answered with another work.",
        ),
        (
            httpx.Response(429, headers={"retry-after": "3600"}),
            Reason.BUSY,
            "Crossref is busy: try again after 3600 seconds.",
        ),
        (httpx.Response(500), Reason.BUSY, "Crossref is busy: try again later."),
        (
            httpx.Response(403),
            Reason.DENIED,
            "Crossref did not let us ask (status 403).",
        ),
        (httpx.Response(418), Reason.MALFORMED, "Crossref answered with status 418."),
        (
            httpx.Response(302, headers={"location": "http://127.0.0.1/"}),
            Reason.BLOCKED,
            "“http://127.0.0.1/” was not asked: its address is not public.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_record_is_a_sentence(
    answer: httpx.Response, reason: Reason, sentence: str
) -> None:
    assert refused(answer) == Refused(sentence, reason)


def test_an_alias_is_the_same_work() -> None:
    message = {"DOI": "10.1000/new", "aliases": ["10.1000/OLD"], "title": ["A title"]}
    net, _ = answering(httpx.Response(200, json={"message": message}))
    found = crossref("10.1000/old", net=net)
    assert isinstance(found, Fetched)
    assert found.record["DOI"] == "10.1000/new"


HOSTILE: dict[str, Any] = {
    "DOI": "10.1000/x",
    "type": {"a": 1},
    "title": [
        "A\0 \u202etitle\ud800 <script>x</script> &amp; <I class='a'>more</I>  p < 0.05"
    ],
    "subtitle": "not a list",
    "author": [
        None, 3, {"family": ["x"]}, {"family": "O\u0301\0", "given": 7}, {"name": ""},
    ],
    "editor": {"family": "no list"},
    "issued": {"date-parts": [[2025, 2, 29]]},
    "volume": 12,
    "issue": True,
    "page": None,
    "container-title": [],
    "ISSN": [{"value": "x"}],
    "event": ["x"],
    "update-to": [
        {"DOI": None},
        "x",
        {"DOI": "10.1000/y", "type": "sorcery", "updated": {"date-parts": [["x"]]}},
    ],
    "abstract": "<jats:p>Plain &lt;text&gt;</jats:p>",
    "weird\0": {"deep": ["\0", "\ud800", 1e3, None]},
}  # fmt: skip


def test_a_hostile_record_is_read_for_what_it_is_worth() -> None:
    net, _ = answering(
        httpx.Response(200, content=json.dumps({"message": HOSTILE}).encode())
    )
    found = crossref("10.1000/x", net=net)
    assert isinstance(found, Fetched)
    assert not list(SCHEMA.iter_errors([found.record]))
    assert found.record == {
        "id": "10.1000/x",
        "type": "document",
        "title": "A title\ufffd x & <i>more</i> p < 0.05: not a list",
        "DOI": "10.1000/x",
        "URL": "https://doi.org/10.1000/x",
        "volume": "12",
        "abstract": "Plain <text>",
        "author": [{"family": "Ó", "given": "7"}],
    }
    assert found.extra["issued"] == HOSTILE["issued"]
    assert found.extra["weird"] == {"deep": ["", "\ufffd", 1e3, None]}
    (notice,) = found.updates or ()
    assert (notice.kind, notice.type, notice.issued) == (None, "sorcery", "")
    json.dumps([found.record, found.extra], ensure_ascii=False).encode()


def test_a_subtitle_alone_is_the_title() -> None:
    message = {"DOI": "10.1000/x", "subtitle": ["Alone"], "type": "sorcery"}
    net, _ = answering(httpx.Response(200, json={"message": message}))
    found = crossref("10.1000/x", net=net)
    assert isinstance(found, Fetched)
    assert (found.record["title"], found.record["type"]) == ("Alone", "document")
    assert found.extra["type"] == "sorcery"


def test_a_record_nested_too_deep_is_refused() -> None:
    deep: object = "x"
    for _ in range(60):
        deep = [deep]
    answer = httpx.Response(200, json={"message": {"DOI": "10.1000/x", "y": deep}})
    assert refused(answer).reason == Reason.MALFORMED
