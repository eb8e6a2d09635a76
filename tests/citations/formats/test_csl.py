"""CSL-JSON in: valid records pass, others are mended or told why not."""

import pytest

from citations.formats.csl import faults, from_csl_json, mended, to_csl_json


def test_a_record_of_crossref_is_mended() -> None:
    reading = from_csl_json(
        '{"DOI":"10.1/x","title":["T"],"type":"journal-article","volume":3,'
        '"issued":{"date-parts":[[2020,null]]},"published":{"date-parts":[[null]]},'
        '"author":[{"name":"Bank"},{"family":"Doe","given":"Jo","ORCID":"x"},3],'
        '"editor":"x","indexed":{},"page":1.5,"accessed":"2020"}'
    )
    record = reading.records[0]
    assert faults(record) == []
    assert record["type"] == "article-journal"
    assert record["title"] == "T"
    assert record["author"] == [
        {"literal": "Bank"},
        {"family": "Doe", "given": "Jo"},
    ]
    assert record["issued"] == {"date-parts": [[2020]]}
    assert record["accessed"] == {"raw": "2020"}
    assert "it has no id and is now “entry-1”" in str(reading.problems[0])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "file: This is no JSON"),
        ("", "file: This is no JSON"),
        ("NaN", "file: This is no JSON: NaN is no number of JSON."),
        ("[" * 100_000, "file: This is no JSON"),
        ("3", "file: CSL-JSON is a list of records; this is none."),
        ("[3]", "entry 1: A record is an object"),
        ('[{"type": "book"}]', "entry 1: Mended: it has no id"),
        ('[{"id": "a"}]', "entry 1: Mended: “type” is now “document”."),
        ('[{"id": "a", "type": "poem"}]', "“type” was not as CSL has it"),
    ],
)
def test_what_is_wrong_is_said(text: str, sentence: str) -> None:
    assert sentence in str(from_csl_json(text).problems[0])


def test_lists_may_be_wrapped_as_zotero_does() -> None:
    reading = from_csl_json('{"items": [{"id": 1, "type": "book"}]}')
    assert reading.records == [{"id": 1, "type": "book"}]


def test_what_utf8_cannot_write_is_replaced() -> None:
    text = to_csl_json([{"id": "a", "type": "book", "title": "x\ud800"}])
    assert text.encode()
    assert from_csl_json(r'[{"id":"a","type":"book","title":"\ud800"}]').records == [
        {"id": "a", "type": "book", "title": "\ufffd"}
    ]


def test_a_valid_record_stays_as_it_is() -> None:
    record = {"id": "a", "type": "book", "title": "T"}
    assert mended(record) == (record, [])


def test_many_faults_are_cut_short() -> None:
    members = ",".join(f'"x{number}": 1' for number in range(9))
    reading = from_csl_json(f'[{{"id": "a", "type": "book", {members}}}]')
    assert str(reading.problems[0]).endswith("; 4 more.")
