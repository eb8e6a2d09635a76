"""Crosswalks keep every row with its match, confidence and path."""

from pathlib import Path

from careers.models import Career
from kb.models import Listing
from tests.kb.datasets.bring import FILES, bring, kept_out, refused, rows
from tests.kb.datasets.sheet import workbook

FOLDER = FILES / "crosswalk"


def matches(code: str) -> list[tuple[str, str, list[str]]]:
    found = Listing.objects.filter(kind="match", career__codes__code=code)
    return sorted(found.values_list("to_career__name", "label", "marks"))


def test_one_code_to_many_stays_many(tmp_path: Path) -> None:
    out = kept_out(tmp_path, "crosswalk", FOLDER, release="onet-soc-2010-some")
    assert out == {
        "2010_to_2019_soc_crosswalk.csv: '991060' is no O*NET-SOC code, as 15-1254.00 "
        "is": 1
    }
    path = "O*NET-SOC 2010 to 2019"
    assert matches("99-1030.00") == [
        ("Isle Beacon Keepers", "narrow", [path, "one of 2 targets"]),
        ("Shore Beacon Keepers", "narrow", [path, "one of 2 targets"]),
    ]
    assert matches("99-1041.00") == [
        ("Flame Keepers", "broad", [path, "one of 2 sources"])
    ]
    assert matches("99-1060.00") == [("New Name Keepers", "exact", [path])]


def test_a_code_that_stays_is_the_same_occupation() -> None:
    bring("crosswalk", FOLDER, release="onet-soc-2010-some")
    keeper = Career.objects.get(key="onet-99-1010-00")
    schemes = keeper.codes.values_list("scheme", flat=True)
    assert sorted(schemes) == ["onet_soc_2010", "onet_soc_2019"]
    assert matches("99-1010.00") == []


def test_soc_2018_has_definitions_and_a_tree() -> None:
    bring("crosswalk", FOLDER, release="soc-2018-some")
    keeper = Career.objects.get(key="soc-2018-99-1011")
    assert keeper.definition == "Keep lamps in order, and light them."
    above = Listing.objects.filter(kind="broader")
    assert sorted(above.values_list("career__key", "to_career__key")) == [
        ("onet-99-1011-01", "soc-2018-99-1011"),
        ("soc-2018-99-1000", "soc-2018-99-0000"),
        ("soc-2018-99-1010", "soc-2018-99-1000"),
        ("soc-2018-99-1011", "soc-2018-99-1010"),
    ]


def test_nesta_says_its_confidence_and_names_no_type(tmp_path: Path) -> None:
    said = refused("crosswalk", FOLDER, release="nesta-some")
    assert "import esco first" in said
    bring("esco", FILES / "esco", release="0.9")
    out = kept_out(tmp_path, "crosswalk", FOLDER, release="nesta-some")
    assert len(out) == 1
    [match] = matches("0110.1")
    assert match == (
        "lamp keepers",
        "best match, type not stated",
        [
            "ESCO to O*NET-SOC 2010",
            "confidence 2.0 of 2.0 (high)",
            "similarity 0.81",
            "one of 2 sources",
        ],
    )


def test_the_types_of_the_commission_are_kept(tmp_path: Path) -> None:
    bring("esco", FILES / "esco", release="0.9")
    folder = FILES / "crosswalk_esco"
    out = kept_out(tmp_path, "crosswalk", folder, release="esco-0.9")
    [reason] = out
    assert "Type of Match is 'sameMatch', not one of exactMatch" in reason
    path = "O*NET-SOC 2019 to ESCO"
    assert matches("99-1010.00") == [
        ("Lamp keepers", "broad", [path, "one of 2 targets"]),
        ("lamp keeper", "close", [path, "one of 2 targets"]),
    ]


def test_the_matrix_is_read_below_its_titles(tmp_path: Path) -> None:
    head: list[str | float] = [
        *("Sort Order", "O*NET-SOC Code", "O*NET-SOC Title", "NEM Code"),
        *("National Employment Matrix Occupational Title", "OOH Profile Title"),
    ]
    book = workbook(
        tmp_path / "nem-onet-to-soc-crosswalk.xlsx",
        {
            "ONET to SOC crosswalk": [
                ["Bureau of Labor Statistics"],
                ["As of 9/6/2023"],
                head,
                [1, "99-1010.00", "Lamp Keepers", "99-1010", "Lamp keepers", "Keepers"],
                [2, "99-1010.01", "Wick Trimmers", "99-1010", "Lamp keepers", ""],
            ]
        },
    )
    bring("crosswalk", book, release="nem-some")
    assert matches("99-1010.01") == [
        (
            "Lamp Keepers",
            "broad",
            ["O*NET-SOC 2019 to the National Employment Matrix", "one of 2 sources"],
        )
    ]
    assert matches("99-1010.00") == []


def test_twice_is_once() -> None:
    bring("crosswalk", FOLDER, release="onet-soc-2010-some")
    once = rows()
    said = bring("crosswalk", FOLDER, release="onet-soc-2010-some")
    assert "Nothing to review." in said
    assert rows() == once


def test_an_unknown_crosswalk_is_told_which_there_are() -> None:
    said = refused("crosswalk", FOLDER, release="isco-88")
    assert "There is no crosswalk 'isco-88': name one of onet-soc-…" in said
