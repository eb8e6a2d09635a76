"""Employment projections, read from a workbook, with vintage and entry."""

from decimal import Decimal
from pathlib import Path

import pytest

from kb.models import Estimate, Finding
from tests.kb.datasets.bring import approve, bring, refused
from tests.kb.datasets.sheet import workbook

HEAD = [
    "2022 National Employment Matrix title",
    "2022 National Employment Matrix code",
    "Occupation type",
    "Employment, 2022",
    "Employment, 2032",
    "Employment change, numeric, 2022-32",
    "Employment change, percent, 2022-32",
    "Occupational openings, 2022-32 annual average",
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
]
DASH = "—"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rows: list[list[str | float]] = [
        ["Table 1.7 Occupational projections and worker characteristics"],
        [*HEAD],
        [
            *("Total, all occupations", "00-0000", "Summary"),
            *(164482.6, 169148.1, 4665.5, 2.8, 18566.5, DASH, DASH, DASH),
        ],
        [
            *("  Keepers", "99-1000", "Summary"),
            *(12.0, 11.0, -1.0, -8.3, 0.5, DASH, DASH, DASH),
        ],
        [
            *("    Lamp keepers(1)", "99-1010", "Line item"),
            *(10.0, 9.0, -1.0, -10.0, 0.4),
            *("Associate's degree", "None", "Long-term on-the-job training"),
        ],
        ["(1) A footnote."],
    ]
    return workbook(tmp_path / "occupation.xlsx", {"Index": [], "Table 1.7": rows})


def test_a_projection_names_its_two_years(book: Path) -> None:
    bring("projections", book, release="2022-32")
    found = Finding.objects.get(key="projections-2022-32-99-1010")
    assert (found.kind, found.period_start, found.period_end) == (
        *("forecast", "2022", "2032"),
    )
    figures = {
        (e.measure.key, e.period_end): e.value
        for e in found.estimates.select_related("measure")
    }
    assert figures == {
        ("employment-matrix-thousand", "2022"): Decimal(10),
        ("employment-matrix-thousand", "2032"): Decimal(9),
        ("projected-job-change-thousand", "2032"): Decimal(-1),
        ("projected-employment-change", "2032"): Decimal(-10),
        ("projected-openings-thousand", "2032"): Decimal("0.4"),
    }
    assert found.citations.get().citation.locator == (
        "occupation.xlsx, Table 1.7, row 99-1010"
    )


def test_none_is_a_level_of_entry_and_a_group_has_no_entry(book: Path) -> None:
    bring("projections", book, release="2022-32")
    entry = Estimate.objects.filter(finding__key="projections-2022-32-99-1010-entry")
    assert list(entry.values_list("measure__key", "category")) == [
        ("typical-entry-education", "Associate's degree"),
        ("typical-entry-experience", "None"),
        ("typical-entry-training", "Long-term on-the-job training"),
    ]
    assert not Finding.objects.filter(key="projections-2022-32-99-1000-entry").exists()


def test_it_meets_the_gates(book: Path) -> None:
    bring("projections", book, release="2022-32")
    assert "4 findings published" in approve("projections-2022-32")


def test_another_round_is_refused_by_name(book: Path) -> None:
    assert refused("projections", book, release="2023-33") == (
        "occupation.xlsx, Table 1.7 is of 2022-32, not of 2023-33: name the round it "
        "is of, or bring the other workbook."
    )
    assert "is no round of projections" in refused("projections", book, release="2022")


def test_no_workbook_is_a_sentence(tmp_path: Path) -> None:
    other = tmp_path / "occupation.xlsx"
    other.write_bytes(b"PK not a workbook")
    assert "occupation.xlsx is no whole workbook" in refused(
        "projections", other, release="2022-32"
    )
    empty = workbook(other, {"Table 1.7": [["Nothing"]]})
    assert "has no column 'Typical education needed for entry'" in refused(
        "projections", empty, release="2022-32"
    )
