"""Work activities of tasks, and what a file that names them in words says of them."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from kb.models import Listing
from tests.kb.datasets.bring import FILES, approve, bring
from tests.kb.onet import release
from tests.kb.page import Page, get

NOVELIST = "/careers/onet-97-1001-00/"
COUNTING = release.swapped("DWA Reference.txt", "Write long texts.", "Count ships.")
IMPACT = "0.03421131"


def onet(where: Path) -> None:
    """Bring an edition of O*NET in which two tasks are the counting of ships."""
    release.run(release.folder(where, COUNTING))
    release.approve()


def nesta() -> None:
    """Bring what Nesta measured of activities."""
    bring("esco", FILES / "esco", release="0.9")
    bring("exposure", FILES / "nesta", release="some")
    approve("nesta-some")


def section(page: Page) -> str:
    """Return the words of the section on activities."""
    text = " ".join(page.text.split())
    return text.rpartition("Work activities")[2].partition("Exposure to AI")[0]


def test_an_activity_is_a_listing_of_a_task(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    rows = Listing.objects.filter(kind="activity").order_by("row")
    assert [(row.row, row.task and row.task.key, row.label) for row in rows] == [
        (
            "97-1001.00, 9001, 4.A.9.z.I01.D01",
            "onet-task-9001",
            "Write long texts.",
        ),
        (
            "97-1001.00, 9002, 4.A.9.z.I01.D01",
            "onet-task-9002",
            "Write long texts.",
        ),
        ("97-1001.00, 9002, 4.A.9.z.I01.D02", "onet-task-9002", "Check texts."),
    ]
    assert rows[0].marks == ["4.A.9.z.I01.D01", "2014-03", "analysts"]


def test_an_activity_that_the_reference_lacks_stays_out(tmp_path: Path) -> None:
    tied = release.FILES["Tasks to DWAs.txt"].replace("D02", "D09")
    change: dict[str, str | None] = {"Tasks to DWAs.txt": tied}
    report = tmp_path / "report.csv"
    release.run(release.folder(tmp_path, change), report=report)
    assert "the work activity 4.A.9.z.I01.D09 matches nothing" in report.read_text()
    assert Listing.objects.filter(kind="activity").count() == 2


@pytest.mark.parametrize("order", ["onet first", "nesta first"])
def test_a_career_shows_what_was_measured_of_its_activities(
    tmp_path: Path, client: Client, order: str
) -> None:
    steps = [lambda: onet(tmp_path), nesta]
    for step in steps if order == "onet first" else reversed(steps):
        step()
    page = get(client, NOVELIST)
    text = section(page)
    assert "2 activities that these tasks are, as O*NET 99.1 Database" in text
    assert f"Count ships. 2 {IMPACT} [" in text
    assert "Check texts. 1 not measured" in text
    assert "/findings/nesta-some-activity-count-ships/" in page.links
    assert "Mapping Career Causeways: automation risk" in " ".join(page.text.split())
    used = {link[1:] for link in page.links if link.startswith("#reference-")}
    assert used <= set(page.ids)
    call_command("audit", verbosity=0)


def test_nothing_of_it_shows_before_it_is_approved(
    tmp_path: Path, client: Client
) -> None:
    release.run(release.folder(tmp_path, COUNTING))
    assert "Count ships" not in get(client, NOVELIST).text
    release.approve()
    assert "Count ships. 2 not measured" in section(get(client, NOVELIST))


def test_many_are_cut_short_and_all_are_a_step_away(
    tmp_path: Path, client: Client
) -> None:
    numbers = [f"4.A.9.z.I01.D{number}" for number in range(10, 30)]
    reference = release.FILES["DWA Reference.txt"] + "".join(
        f"4.A.9.z\tWriting\t4.A.9.z.I01\tWrite texts.\t{number}\tDo {number}.\n"
        for number in numbers
    )
    tied = release.FILES["Tasks to DWAs.txt"] + "".join(
        f"{release.NOVEL}\t9001\t{number}\t03/2014\tAnalyst\n" for number in numbers
    )
    change: dict[str, str | None] = {
        "DWA Reference.txt": reference,
        "Tasks to DWAs.txt": tied,
    }
    release.run(release.folder(tmp_path, change))
    release.approve()
    few = get(client, NOVELIST)
    assert section(few).count("not measured") == 6
    assert "All 22 activities" in section(few)
    assert "?listed=all#activities" in few.links
    text = section(get(client, f"{NOVELIST}?listed=all"))
    assert text.count("not measured") == 22
    assert all(f"Do {number}." in text for number in numbers)
    assert "All 22 activities" not in text
