"""Wages: two dialects, money that says what it is, and what is not released."""

from decimal import Decimal
from pathlib import Path

from django.test import Client

from careers.models import Career
from kb.models import Estimate, Finding
from tests import make
from tests.kb.datasets.bring import (
    FILES,
    approve,
    bring,
    copied,
    counts,
    kept_out,
    refused,
    rows,
)
from tests.kb.page import get

IN_2021, IN_2024 = FILES / "oews_2021", FILES / "oews_2024"


def figure(finding: str, measure: str, quantile: int | None = None) -> Estimate:
    return Estimate.objects.get(
        finding__key=finding, measure__key=measure, quantile=quantile
    )


def test_a_wage_has_quantile_currency_place_and_year() -> None:
    bring("oews", IN_2021, release="2021")
    wage = figure("oews-2021-99-1010-detailed", "annual-wage", 50)
    assert (wage.value, wage.currency) == (Decimal(62_400), "USD")
    assert (wage.area, wage.price_year) == ("US", 2021)
    hourly = figure("oews-2021-99-1010-detailed", "hourly-wage", 90)
    assert hourly.value == Decimal("50.00")


def test_mean_and_employment_have_their_relative_standard_error() -> None:
    bring("oews", IN_2024, release="2024")
    mean = figure("oews-2024-99-1010-detailed", "annual-wage-mean")
    assert (mean.value, mean.rse) == (Decimal(68_640), Decimal("0.8"))
    jobs = figure("oews-2024-99-1010-detailed", "employment")
    assert (jobs.value, jobs.rse) == (Decimal(1_100), Decimal("3.1"))


def test_not_released_is_missing_and_never_zero() -> None:
    bring("oews", IN_2021, release="2021")
    wage = figure("oews-2021-99-1020-detailed", "annual-wage", 50)
    assert (wage.value, wage.missing) == (None, "not_released")
    assert figure("oews-2021-99-1020-detailed", "hourly-wage", 50).value == 25


def test_a_wage_above_the_top_code_is_that_code_or_more() -> None:
    bring("oews", IN_2021, release="2021")
    bring("oews", IN_2024, release="2024")
    old = figure("oews-2021-99-1000-minor", "annual-wage", 90)
    new = figure("oews-2024-99-1010-detailed", "annual-wage", 90)
    assert (old.value, new.value) == (Decimal(208_000), Decimal(239_200))
    assert new.qualifier == "or more: the publisher gives no wage above its top code"
    assert figure("oews-2024-99-1010-detailed", "hourly-wage", 90).value == 115


def test_a_year_whose_top_code_is_not_known_gives_no_number(tmp_path: Path) -> None:
    folder = copied("oews_2021", tmp_path)
    path = folder / "oews_national_2021.csv"
    path.write_text(path.read_text().replace("140,886,310", "141,000,000"))
    bring("oews", folder, release="2022")
    wage = figure("oews-2022-99-1000-minor", "annual-wage", 90)
    assert (wage.value, wage.missing) == (None, "not_released")
    assert wage.qualifier.startswith("at or above the publisher's top code")
    approve("oews-2022")
    page = Client().get("/findings/oews-2022-99-1000-minor/").content.decode()
    assert "at or above the publisher&#x27;s top code" in page


def test_one_code_may_be_two_levels_of_one_occupation() -> None:
    bring("oews", IN_2021, release="2021")
    levels = Finding.objects.filter(subjects__career__codes__code="99-1010")
    assert sorted(levels.values_list("key", flat=True)) == [
        "oews-2021-99-1010-broad",
        "oews-2021-99-1010-detailed",
    ]
    assert Career.objects.get(codes__code="99-1010").key == "soc-2018-99-1010"


def test_the_place_of_a_figure_is_file_and_row() -> None:
    bring("oews", IN_2024, release="2024")
    finding = Finding.objects.get(key="oews-2024-99-1010-detailed")
    place = finding.citations.get().citation
    assert place.locator == (
        "oews_national_2024.csv, row OCC_CODE 99-1010, O_GROUP detailed"
    )
    assert place.source.key == "bls-oews-2024"


def test_all_occupations_are_a_group_and_no_career() -> None:
    bring("oews", IN_2024, release="2024")
    subject = Finding.objects.get(key="oews-2024-00-0000-total").subjects.get()
    assert (subject.career, subject.group) == (None, "All occupations")


def test_an_occupation_of_onet_on_00_has_the_wages_of_its_code() -> None:
    keeper = make.career(key="keepers")
    make.career_code(
        career=keeper, scheme="onet_soc_2019", code="99-1010.00", match="exact"
    )
    bring("oews", IN_2024, release="2024")
    assert keeper.subjects.count() == 2
    assert keeper.codes.get(scheme="soc_2018").match == "exact"


def test_both_years_are_approved_side_by_side() -> None:
    bring("oews", IN_2021, release="2021")
    bring("oews", IN_2024, release="2024")
    assert "5 findings published" in approve("oews-2021")
    assert "3 findings published" in approve("oews-2024")


def test_a_page_shows_the_newest_year_and_how_the_median_moved(client: Client) -> None:
    for year, folder in (("2021", IN_2021), ("2024", IN_2024)):
        bring("oews", folder, release=year)
        approve(f"oews-{year}")
    key = Career.objects.get(codes__code="99-1010").key
    text = " ".join(get(client, f"/careers/{key}/").text.split())
    pay, _, moved = text.partition("How the median moved")
    assert "2024, USD" in pay
    assert "2021, USD" not in pay
    assert "from 2021 to 2024: $62,400 [" in moved
    assert "not adjusted for prices" in moved


def test_a_number_that_is_none_keeps_its_row_out(tmp_path: Path) -> None:
    out = kept_out(tmp_path, "oews", IN_2024, release="2024")
    assert out == {"oews_national_2024.csv: TOT_EMP is 'many', which is no number": 1}


def test_twice_is_once_and_a_change_is_said(tmp_path: Path) -> None:
    folder = copied("oews_2024", tmp_path)
    bring("oews", folder, release="2024")
    once = rows()
    assert "Nothing to review." in bring("oews", folder, release="2024")
    assert rows() == once
    path = folder / "oews_national_2024.csv"
    path.write_text(path.read_text().replace("45760,68640", "45761,68640", 1))
    said = bring("oews", folder, release="2024")
    assert counts(said, "findings") == [0, 1, 2, 0]


def test_the_year_is_told_by_the_jobs_in_it() -> None:
    assert refused("oews", IN_2024, release="2021") == (
        "oews_national_2024.csv counts 154,187,380 jobs, which is OEWS 2024, not OEWS "
        "2021: name the year it is of, or bring the other file."
    )
    assert "hybrid codes" in refused("oews", IN_2024, release="2020")
    assert "is no year of OEWS" in refused("oews", IN_2024, release="May 2024")


def test_a_file_cut_off_before_its_rows_is_refused(tmp_path: Path) -> None:
    folder = copied("oews_2024", tmp_path)
    path = folder / "oews_national_2024.csv"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    assert "has no row 00-0000" in refused("oews", folder, release="2024")
