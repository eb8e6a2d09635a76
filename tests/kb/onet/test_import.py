"""``import_release onet`` on a small release: what is stored, once and again."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from careers.models import Career, CareerAlias, Skill, Task
from kb.models import DatasetFile, Estimate, Finding, Listing, Release
from tests import make
from tests.kb.onet import release
from tests.kb.onet.release import NOVEL, WEAVER
from tests.screen import address, signed_in

EMERGING = "Emerging Tasks.txt"


def figure(key: str, measure: str) -> Estimate:
    """Return the figure of a measure in a finding."""
    return Estimate.objects.get(finding__key=f"onet-99-1-{key}", measure__key=measure)


@pytest.mark.parametrize("write", [release.folder, release.packed])
def test_both_dialects_bring_the_same(tmp_path: Path, write: object) -> None:
    said = release.run(write(tmp_path))  # type: ignore[operator]
    assert "quarantined: 0" in said
    assert Career.objects.filter(key__startswith="onet-97").count() == 2
    assert Skill.objects.filter(key="onet-2-a-9-a", kind="transversal").exists()
    assert Skill.objects.get(key="onet-2-c-9-a").kind == "knowledge"
    assert Task.objects.get(key="onet-task-9001").statement == (
        'Write a "first" draft without looking back.'
    )
    # Ratings of four elements, one question on education, two job zones.
    assert Finding.objects.filter(state="in_review").count() == 7
    assert Estimate.objects.count() == 15


def test_a_figure_has_all_that_its_row_gives(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    importance = figure("97-1001-00-2-a-9-a", "onet-importance")
    assert (importance.value, importance.se) == (Decimal("4.12"), Decimal("0.125"))
    assert (importance.low, importance.high) == (Decimal("3.88"), Decimal("4.37"))
    assert (importance.interval, importance.ci_level) == ("ci", Decimal(95))
    assert (importance.n, importance.n_unit) == (8, "analysts")
    finding = importance.finding
    assert (finding.period_start, finding.period_end) == ("2017-07", "2017-07")
    citation = finding.citations.get().citation
    assert citation.locator == f"Skills.txt, row {NOVEL}, 2.A.9.a"
    assert citation.label == "file_row"
    reading = citation.readings.get()
    assert (reading.read, reading.confirmation) == ("dataset_row", "dataset")
    assert "Data Value 4.12, N 8" in reading.says
    subject = finding.subjects.get()
    assert subject.career is not None
    assert subject.skill is not None
    assert (subject.career.key, subject.skill.key) == (
        "onet-97-1001-00",
        "onet-2-a-9-a",
    )
    assert finding.release is not None
    assert (finding.release.dataset, finding.release.edition) == ("onet", "99.1")
    assert "trademark of USDOL/ETA" in finding.release.attribution


def test_missing_is_a_value_of_its_own(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    level = figure("97-1001-00-2-b-9-e", "onet-level")
    assert (level.value, level.low, level.missing) == (None, None, "not_relevant")
    assert level.qualifier == "suppressed by the publisher as well"
    assert figure("97-2002-00-2-a-9-a", "onet-level").missing == "suppressed"
    shares = Estimate.objects.filter(measure__key="onet-answer-share").order_by(
        "position"
    )
    assert shares[0].label == (
        "Required Level of Education: answer 1 (its words are blank in the file)"
    )
    assert [(e.value, e.missing) for e in shares] == [
        (Decimal(0), ""),
        (Decimal("64.5"), ""),
        (None, "suppressed"),
    ]
    expert = figure("97-1001-00-2-c-9-a", "onet-importance")
    assert (expert.value, expert.se, expert.interval) == (Decimal("4.9"), None, "")


def test_lists_say_what_the_file_says(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    told = {
        (row.row, row.label, tuple(row.marks))
        for row in Listing.objects.filter(kind="technology")
    }
    assert (
        f"{NOVEL}, Ink++, 43230001",
        "Word processing software",
        ("hot", "in_demand"),
    ) in told
    assert (f"{WEAVER}, Ink#, 43230001", "Word processing software", ()) in told
    related = Listing.objects.get(kind="related")
    assert (related.rank, related.marks) == (1, ["primary-short"])
    marks = (
        Listing.objects.filter(kind="task")
        .order_by("row")
        .values_list("marks", flat=True)
    )
    assert list(marks) == [["core"], ["no-type"], ["supplemental"]]
    anchor = Listing.objects.get(kind="anchor")
    assert (anchor.label, anchor.rank) == ("Read a shopping list", 2)
    names = CareerAlias.objects.filter(career__key="onet-97-1001-00")
    assert {alias.name for alias in names} == {
        *("Back Room Novelist", "Author of Books (AOB)", "AOB")
    }
    assert not Skill.objects.filter(name="An activity nobody rates").exists()


def test_a_task_that_comes_up_is_new_or_leads_to_the_one_it_revises(
    tmp_path: Path,
) -> None:
    report = tmp_path / "report.csv"
    odd = f"{NOVEL}\tHum.\tNew\t9002\tRead proofs.\t08/2024\tAnalyst\n"
    odd += f"{NOVEL}\tSing.\tDropped\tn/a\tn/a\t08/2024\tAnalyst\n"
    path = release.folder(tmp_path, {EMERGING: release.FILES[EMERGING] + odd})
    release.run(path, report=report)
    rows = Listing.objects.filter(kind="emerging").order_by("marks")
    assert [(row.label, row.task and row.task.key, row.marks) for row in rows] == [
        (
            "Dictate drafts to a machine.",
            None,
            ["new", "2024-08", "AI and subject matter experts"],
        ),
        (
            *("Read proofs on a screen.", "onet-task-9002"),
            ["revision", "2023-08", "job incumbents"],
        ),
    ]
    assert {(row.file, row.career and row.career.key) for row in rows} == {
        (EMERGING, "onet-97-1001-00")
    }
    said = report.read_text()
    assert "a revision names the task that it revises, a new one none" in said
    assert "Category is 'Dropped', not New or Revision" in said


def test_twice_is_once(tmp_path: Path) -> None:
    path = release.folder(tmp_path)
    release.run(path)
    release.approve()
    before = release.counts()
    said = release.run(release.packed(tmp_path))
    assert release.total(said)[:2] == (0, 0)
    assert release.total(said)[3] == 0
    assert "Nothing to review." in said
    assert release.counts() == before


def test_approval_publishes_all_of_it(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    assert not Listing.objects.shown().exists()
    assert "7 findings published" in release.approve()
    assert Finding.objects.published().count() == 7
    assert Listing.objects.shown().count() == Listing.objects.count()
    one = Release.objects.get(pack="onet-99-1")
    assert len(one.digest) == 64
    files = DatasetFile.objects.filter(release=one)
    assert files.get(name="Skills.txt").rows == 6
    assert files.get(name="Skills.txt").newest == "2021-08"
    call_command("audit", verbosity=0)


def test_a_reviewer_sees_what_it_brings(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    one = Release.objects.get(pack="onet-99-1")
    page = signed_in(make.person("reviewer")).get(address("kb_release_approve", one.pk))
    assert page.status_code == 200
    text = page.content.decode()
    assert "13 listings" in " ".join(text.split())
    assert "an approval asks every one" in text


def test_what_changed_comes_as_a_next_version(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    release.approve()
    change = release.swapped("Skills.txt", "\tIM\t4.12\t", "\tIM\t4.20\t")
    change |= release.swapped("Technology Skills.txt", "\tY\tY", "\tY\tN")
    change |= release.swapped(
        "Related Occupations.txt", f"{NOVEL}\t{WEAVER}\tPrimary-Short\t1\n", ""
    )
    said = release.run(release.folder(tmp_path, change))
    # The finding, the technology; the files of the new release; a relation went.
    assert release.total(said)[1:2] + release.total(said)[3:] == (2, 1)
    key = "onet-99-1-97-1001-00-2-a-9-a"
    states = Finding.objects.filter(key=key).order_by("version")
    assert [f.state for f in states] == ["published", "in_review"]
    assert Listing.objects.shown().filter(kind="related").exists()
    release.approve()
    assert [f.state for f in states.all()] == ["superseded", "published"]
    assert not Listing.objects.shown().filter(kind="related").exists()
    shown = Listing.objects.shown().get(kind="technology", row__contains="Ink++")
    assert shown.marks == ["hot"]
    call_command("audit", verbosity=0)


def test_what_waits_is_written_over(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    change = release.swapped("Skills.txt", "\tIM\t4.12\t", "\tIM\t4.20\t")
    release.run(release.folder(tmp_path, change))
    finding = Finding.objects.get(key="onet-99-1-97-1001-00-2-a-9-a")
    assert (finding.version, finding.state) == (1, "in_review")
    assert finding.estimates.count() == 2
    assert "Data Value 4.20" in finding.citations.get().citation.readings.get().says
    assert Release.objects.filter(pack="onet-99-1").count() == 1
    assert "7 findings published" in release.approve()


def test_a_code_that_is_here_is_used(tmp_path: Path) -> None:
    writer = make.career(key="novelist", name="Novelist")
    make.career_code(
        career=writer, scheme="onet_soc_2019", code=NOVEL, release="98.0", match="exact"
    )
    reading = make.skill(key="close-reading", name="Reading Closely")
    make.skill_code(
        skill=reading,
        scheme="onet_element",
        code="2.A.9.a",
        release="99.1",
        match="exact",
    )
    release.run(release.folder(tmp_path))
    assert not Career.objects.filter(key="onet-97-1001-00").exists()
    assert not Skill.objects.filter(key="onet-2-a-9-a").exists()
    writer.refresh_from_db()
    assert writer.name == "Novelist"
    subject = Finding.objects.get(key="onet-99-1-97-1001-00-2-a-9-a").subjects.get()
    assert (subject.career, subject.skill) == (writer, reading)
    release.approve()


def test_only_some_codes(tmp_path: Path) -> None:
    path = release.folder(tmp_path)
    release.run(path, only=[WEAVER])
    assert Career.objects.filter(key__startswith="onet-97").count() == 1
    assert Finding.objects.count() == 2
    said = release.run(path)
    assert release.total(said)[1] == 0
    said = release.run(path, only=[WEAVER])
    assert (release.total(said)[0], release.total(said)[3]) == (0, 0)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    before = release.counts()
    said = release.run(release.folder(tmp_path), dry_run=True)
    assert "nothing was written" in said
    assert release.total(said)[0] > 20
    assert release.counts() == before
