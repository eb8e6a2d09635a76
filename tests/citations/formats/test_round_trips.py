"""What goes out as BibTeX, RIS or CSL-JSON comes back as it was."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citations.formats.csl import TYPES, faults
from citations.formats.files import FORMATS
from tests.citations.formats.recorded import all_records, goldens, sample, text_beside

GOAL = 0.99
Record = dict[str, Any]
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co")), max_size=40)
ANY_TEXTS = st.text(max_size=40)


def there_and_back(name: str, records: list[Record]) -> list[Record]:
    form = FORMATS[name]
    reading = form.read(form.write(records))
    assert reading.problems == []
    return reading.records


@pytest.mark.parametrize("name", FORMATS)
def test_the_records_of_crossref_come_back(name: str) -> None:
    records = all_records()
    back = there_and_back(name, records)
    lost = [one["id"] for one, two in zip(records, back, strict=True) if one != two]
    assert len(lost) / len(records) <= 1 - GOAL, lost


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("source", [sample, goldens])
def test_sample_and_other_kinds_come_back(
    name: str, source: Callable[[], list[Record]]
) -> None:
    records = [entry["record"] for entry in source()]
    assert there_and_back(name, records) == records


@pytest.mark.parametrize("name", FORMATS)
def test_every_type_comes_back(name: str) -> None:
    records = [
        {"id": kind, "type": kind, "title": "T", "number": "5", "issue": "2"}
        for kind in sorted(TYPES)
    ]
    assert there_and_back(name, records) == records


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_has_no_field_for_comes_back(name: str) -> None:
    record = {
        "id": "a key, with {braces} % and = signs",
        "type": "book",
        "title": "Two\n  lines  and -- dashes, ``quotes'', {braces}, \\input{x}, ~ ^",
        "author": [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
            {"family": "King", "given": "M. L.", "suffix": "Jr."},
            {"literal": "Smith and Sons, Inc."},
            {"family": "Plato"},
        ],
        "issued": {"date-parts": [[2019], [2021]], "circa": True},
        "event-date": {"date-parts": [[2020, 5]]},
        "original-title": "Ein Titel",
        "custom": {"short_id": "xyz"},
    }
    assert there_and_back(name, [record]) == [record]


@pytest.mark.parametrize("name", ["bibtex", "ris"])
@given(title=TEXTS, family=TEXTS, given=TEXTS, note=TEXTS)
def test_any_text_comes_back(
    name: str, title: str, family: str, given: str, note: str
) -> None:
    record = {
        "id": "x",
        "type": "article-journal",
        "title": title,
        "author": [{"family": family, "given": given}],
        "container-title": note,
        "note": note,
    }
    assert there_and_back(name, [record]) == [record]


@pytest.mark.parametrize("name", FORMATS)
@given(title=ANY_TEXTS, key=ANY_TEXTS, url=ANY_TEXTS)
def test_no_text_can_be_more_than_text(
    name: str, title: str, key: str, url: str
) -> None:
    records = [
        {"id": key or "k", "type": "book", "title": title, "URL": url},
        {"id": "second", "type": "book", "title": "Second"},
    ]
    text = FORMATS[name].write(records)
    text.encode("utf-8")
    back = FORMATS[name].read(text).records
    assert len(back) == 2
    assert back[1]["title"] == "Second"


def test_who_edits_a_field_by_hand_is_believed() -> None:
    record = {"id": "x", "type": "book", "title": "Old  title", "medium": "Print"}
    for name, old, new in (
        ("ris", "TI  - Old title", "TI  - New name"),
        ("bibtex", "title = {Old title}", "title = {New name}"),
    ):
        text = FORMATS[name].write([record])
        assert old in text
        back = FORMATS[name].read(text.replace(old, new)).records[0]
        assert back == record | {"title": "New name"}


def test_csl_json_that_is_written_is_valid() -> None:
    for entry in sample() + goldens():
        written = FORMATS["csljson"].write([entry["record"]])
        assert [faults(record) for record in json.loads(written)] == [[]]


@pytest.mark.parametrize("name", ["crossref", "pure", "cyrillic", "xampl"])
def test_files_of_others_are_read_whole(name: str) -> None:
    reading = FORMATS["bibtex"].read(text_beside(f"{name}.bib"))
    assert reading.problems == []
    assert all(record["title"] for record in reading.records if "title" in record)
    assert len(reading.records) >= 1
