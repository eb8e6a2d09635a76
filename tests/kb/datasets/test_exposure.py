"""Measures of exposure, each on its own scale, rater by rater."""

from decimal import Decimal
from pathlib import Path

import pytest

from careers.models import Career, Task
from kb.models import Estimate, Finding, Listing
from tests import make
from tests.kb.datasets.bring import FILES, approve, bring, kept_out, refused
from tests.kb.datasets.sheet import workbook

ELOUNDOU, NESTA = FILES / "eloundou", FILES / "nesta"
AEI, FREY = FILES / "aei", FILES / "frey_osborne"


def figures(key: str) -> dict[str, Decimal | None]:
    found = Estimate.objects.filter(finding__key=key).select_related("measure")
    return {one.measure.key: one.value for one in found}


def test_people_and_gpt4_are_never_mixed() -> None:
    bring("exposure", ELOUNDOU, release="some")
    assert figures("eloundou-some-99-1010-00") == {
        "eloundou-alpha-human": Decimal("0.33333333"),
        "eloundou-beta-human": Decimal("0.5"),
        "eloundou-gamma-human": Decimal("0.66666667"),
        "eloundou-alpha-gpt4": Decimal("0.66666667"),
        "eloundou-beta-gpt4": Decimal("0.75"),
        "eloundou-gamma-gpt4": Decimal("0.83333333"),
    }


def test_labels_join_tasks_by_their_number(tmp_path: Path) -> None:
    out = kept_out(tmp_path, "exposure", ELOUNDOU, release="some")
    assert out == {"full_labelset.tsv: human_exposure_agg is 'E9', not E0, E1 or E2": 1}
    assert Task.objects.get(key="onet-task-7001").statement == (
        "Trim the wicks of lamps."
    )
    labels = Listing.objects.filter(kind="exposure", task__key="onet-task-7003")
    assert sorted(labels.values_list("label", "marks", "row")) == [
        ("E0", ["human"], "7003 human"),
        ("E2", ["gpt4"], "7003 gpt4"),
    ]


def test_a_task_that_is_here_keeps_its_words() -> None:
    mine = make.task(key="onet-task-7001", statement="Trim wicks.")
    bring("exposure", ELOUNDOU, release="some")
    mine.refresh_from_db()
    assert mine.statement == "Trim wicks."


def test_nesta_goes_by_the_address_of_esco(tmp_path: Path) -> None:
    assert "import esco first" in refused("exposure", NESTA, release="some")
    bring("esco", FILES / "esco", release="0.9")
    out = kept_out(tmp_path, "exposure", NESTA, release="some")
    assert sorted(reason.partition(": ")[2][:40] for reason in out) == [
        "http://data.europa.eu/esco/occupation/00",
        "impact is empty",
        "risk is 6.1, not from 1 to 5",
    ]
    assert figures("nesta-some-esco-0110-1")["nesta-automation-risk"] == Decimal(
        "3.390001"
    )
    group = Finding.objects.get(key="nesta-some-isco-08-0110")
    assert group.subjects.get().career == Career.objects.get(key="isco-08-0110")
    assert "4 findings published" in approve("nesta-some")


def test_an_activity_has_its_impact_and_is_of_no_career(tmp_path: Path) -> None:
    bring("esco", FILES / "esco", release="0.9")
    out = kept_out(tmp_path, "exposure", NESTA, release="some")
    assert out["mcc_risk_DWAs.csv: impact is empty"] == 1
    finding = Finding.objects.get(key="nesta-some-activity-trim-wicks-of-lamps")
    assert figures(finding.key) == {"nesta-activity-impact": Decimal("-0.0275328")}
    subject = finding.subjects.get()
    assert (subject.career, subject.group) == (
        *(None, "The work activity “Trim wicks of lamps”"),
    )
    assert finding.citations.get().citation.locator == (
        "mcc_risk_DWAs.csv, row Trim wicks of lamps."
    )
    approve("nesta-some")
    finding.refresh_from_db()
    assert finding.state == "published"


def test_some_codes_bring_no_activity() -> None:
    bring("esco", FILES / "esco", release="0.9")
    bring("exposure", NESTA, release="some", only=["0110"])
    assert not Finding.objects.filter(key__contains="-activity-").exists()
    assert Finding.objects.filter(key="nesta-some-isco-08-0110").exists()


def test_a_shared_task_text_is_one_figure_about_all_and_says_so(tmp_path: Path) -> None:
    assert "import onet first" in refused("exposure", AEI, release="some")
    for number, code in enumerate(("99-1010.00", "99-1020.00"), 1):
        career = make.career(
            key=f"keepers-{number}", name=f"Keepers {'ab'[number - 1]}"
        )
        make.career_code(
            career=career, scheme="onet_soc_2019", code=code, match="exact"
        )
        make.task(
            key=f"onet-task-{number}",
            career=career,
            statement="Trim the wicks of lamps.",
        )
    make.task(key="onet-task-3", career=career, statement="Greet ships.")
    out = kept_out(tmp_path, "exposure", AEI, release="some")
    assert set(out.values()) == {1}
    assert len(out) == 2
    shared = Estimate.objects.get(
        value=Decimal("0.75"), finding__subjects__task__key="onet-task-1"
    )
    assert shared.finding.subjects.count() == 2
    assert shared.qualifier.startswith("shared: several occupations have a task")
    total = Estimate.objects.get(finding__key="aei-some-99-1020-00")
    assert (total.value, total.n) == (Decimal(1), 2)
    assert total.qualifier.startswith("computed here")


def test_a_composite_code_is_an_occupation_of_its_own(tmp_path: Path) -> None:
    known = make.career(key="beacons")
    make.career_code(
        career=known, scheme="onet_soc_2010", code="99-1010.00", match="exact"
    )
    out = kept_out(tmp_path, "exposure", FREY, release="some")
    assert out == {"frey_osborne.csv: Probability is 1.4, not from 0 to 1": 1}
    composite = Finding.objects.get(key="frey-osborne-some-99-1179")
    assert (
        composite.limitations[0] == "99-1179 is a composite of several SOC occupations"
    )
    assert composite.subjects.get().career != known
    plain = Finding.objects.get(key="frey-osborne-some-99-1010")
    assert plain.subjects.get().career == known
    label = plain.estimates.get(measure__key="frey-osborne-probability").qualifier
    assert label == "one of 70 occupations labelled by hand: not computerisable"
    assert "2 findings published" in approve("frey-osborne-some")


def test_aioe_is_read_from_the_workbook_of_its_authors(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "AIOE_DataAppendix.xlsx",
        {
            "ReadMe": [["AIOE"]],
            "Appendix A": [
                ["SOC Code", "Occupation Title", "AIOE"],
                ["99-1010", "Lamp Keepers", -1.0894631],
                ["not a code", "Nobody", 0.5],
            ],
        },
    )
    out = kept_out(tmp_path, "exposure", book, release="some")
    assert out == {
        "AIOE_DataAppendix.xlsx, Appendix A: 'not a code' is no SOC code, as 15-1254 "
        "is": 1
    }
    assert figures("aioe-some-99-1010") == {"aioe-score": Decimal("-1.0894631")}
    assert "1 findings published" in approve("aioe-some")


@pytest.mark.parametrize(
    ("folders", "said"),
    [
        ((FILES / "esco",), "is no measure of exposure that we know"),
        ((ELOUNDOU, NESTA), "holds several datasets (eloundou, nesta)"),
    ],
)
def test_other_files_are_refused(folders: tuple[Path, ...], said: str) -> None:
    assert said in refused("exposure", *folders, release="some")


def test_a_cut_file_is_refused() -> None:
    assert refused("exposure", ELOUNDOU, release="2024") == (
        "full_labelset.tsv has 4 rows; Eloundou 2024 has 19,265. It is cut off, "
        "changed, or of another release."
    )
