"""How often a reference is, letter by letter, what citeproc-js 2.4.63 made of it."""

import pytest

from citations.formats import STYLES, format_reference
from tests.citations.formats.recorded import (
    IN_CITEPROC,
    all_records,
    beside,
    goldens,
    inner,
    sample,
)

GOAL = 0.99


@pytest.mark.parametrize("style", STYLES)
def test_references_agree_with_the_recorded_ones(style: str) -> None:
    name = "crossref502_citeproc-js_2.4.63_7styles.json.gz"
    recorded = beside(name)[IN_CITEPROC[style]]
    records = all_records()
    other = [
        record["id"]
        for record in records
        if format_reference(record, style) != recorded[record["id"]]["text"]
        or format_reference(record, style, html=True)
        != inner(recorded[record["id"]]["html"])
    ]
    assert len(records) == 502
    assert len(other) / len(records) <= 1 - GOAL, other


@pytest.mark.parametrize("style", STYLES)
def test_references_agree_for_reports_too(style: str) -> None:
    recorded = beside("seeds_citeproc-js_7styles.json")[IN_CITEPROC[style]]
    for record in beside("seeds.csl.json"):
        wanted = recorded[record["id"]]
        assert format_reference(record, style) == wanted["text"]
        assert format_reference(record, style, html=True) == inner(wanted["html"])


@pytest.mark.parametrize("style", STYLES)
def test_the_sample_agrees(style: str) -> None:
    for entry in sample():
        record, wanted = entry["record"], entry["recorded"][style]
        assert format_reference(record, style) == wanted["text"]
        assert format_reference(record, style, html=True) == wanted["html"]


@pytest.mark.parametrize("style", STYLES)
def test_other_kinds_are_as_checked_by_hand(style: str) -> None:
    for entry in goldens():
        made = format_reference(entry["record"], style)
        assert made == entry["expected"][style], entry["record"]["id"]
