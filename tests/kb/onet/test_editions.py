"""Two editions beside each other: what changed, what pages show, who needs a home."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from careers.models import Career, Task
from kb.models import Finding
from kb.selectors.editions import edition_diff
from tests import make
from tests.kb.onet import release
from tests.kb.onet.release import FILES, NOVEL, WEAVER
from tests.screen import address, signed_in

SPINNER = "97-3003.00"


def older(where: Path) -> Path:
    """Write release 98.1: a weaver under another code, tasks and titles as before."""
    where = where / "older"
    where.mkdir()
    change = {
        name: text.replace(WEAVER, SPINNER).replace("Novel Writers", "Novelists")
        for name, text in FILES.items()
    }
    change["Read Me.txt"] = "O*NET 98.1 Database\n"
    change["Skills.txt"] = change["Skills.txt"].replace("\tIM\t4.12\t", "\tIM\t4.02\t")
    change["Task Statements.txt"] = change["Task Statements.txt"].replace(
        "Read proofs.", "Read the proofs."
    )
    return release.folder(where, change)


@pytest.fixture
def _both(tmp_path: Path) -> None:
    release.run(older(tmp_path), release="98.1")
    release.approve("onet-98-1")
    weaver = Career.objects.get(key="onet-97-3003-00")
    make.pair(career=weaver)
    release.run(release.folder(tmp_path))
    release.approve()


@pytest.mark.usefixtures("_both")
def test_what_changed_is_counted_and_named() -> None:
    diff = edition_diff("onet", "98.1", "99.1")
    assert {name: diff.counts[name] for name in diff.counts if diff.counts[name]} == {
        "codes in common": 1,
        "codes gone": 1,
        "codes new": 1,
        "codes retitled": 1,
        "tasks in common": 3,
        "tasks moved": 1,
        "tasks reworded": 1,
        "figures unchanged": 10,
        "figures changed": 1,
        "pages touched": 1,
    }
    assert (diff.gone[0].code, diff.come[0].code) == (SPINNER, WEAVER)
    assert (diff.retitled[0].title, diff.retitled[0].other) == (
        *("Novelists", "Novel Writers"),
    )
    assert (diff.moved[0].before, diff.moved[0].after) == (SPINNER, WEAVER)
    changed = diff.figures[0]
    assert (changed.before, changed.after) == ("4.02", "4.12")
    out = StringIO()
    call_command("diff_release", "onet", "98.1", "99.1", stdout=out)
    assert "1  codes gone" in out.getvalue()
    assert "No crosswalk is imported" in out.getvalue()
    assert f"{SPINNER} Hand Weavers" in out.getvalue()
    page = signed_in(make.person("editor")).get(
        address("editions"), {"dataset": "onet", "old": "98.1", "new": "99.1"}
    )
    told = page.content.decode()
    assert "Novelists → Novel Writers" in told
    assert '<a href="?dataset=onet&amp;old=98.1&amp;new=99.1">Compare onet' in told
    (touched,) = diff.pages
    assert f'<a href="/careers/{touched}/">{touched}</a>' in told


@pytest.mark.usefixtures("_both")
def test_both_stay_and_pages_show_the_newest() -> None:
    assert Finding.objects.published().filter(key__startswith="onet-98-1").count() == 7
    assert Task.objects.count() == 3
    career = Career.objects.get(key="onet-97-1001-00")
    assert career.name == "Novel Writers"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.key FROM careers_skill k, kb_directness(%s, k.id) d"
            " JOIN kb_finding f ON f.id = d.finding_id"
            " WHERE k.key = 'onet-2-a-9-a' AND d.level = 'direct'",
            [career.pk],
        )
        assert cursor.fetchall() == [("onet-99-1-97-1001-00-2-a-9-a",)]
        cursor.execute(
            "SELECT f.key FROM careers_career c, careers_skill k,"
            " kb_directness(c.id, k.id) d JOIN kb_finding f ON f.id = d.finding_id"
            " WHERE k.key = 'onet-2-a-9-a' AND c.key = 'onet-97-3003-00'"
            " AND d.level = 'direct'"
        )
        assert cursor.fetchall() == [("onet-98-1-97-3003-00-2-a-9-a",)]


@pytest.mark.usefixtures("_both")
def test_pages_of_a_career_and_a_skill_show_the_newest(client: Client) -> None:
    career = client.get("/careers/onet-97-1001-00/").content.decode()
    assert "/findings/onet-99-1-97-1001-00-job-zone/" in career
    assert "/findings/onet-98-1-97-1001-00-job-zone/" not in career
    skill = client.get("/skills/onet-2-a-9-a/").content.decode()
    assert "/findings/onet-99-1-97-1001-00-2-a-9-a/" in skill
    assert "/findings/onet-98-1-97-1001-00-2-a-9-a/" not in skill
    assert "O*NET 99.1 Database" in skill


@pytest.mark.usefixtures("_both")
def test_what_an_editor_wrote_needs_a_home() -> None:
    page = signed_in(make.person("editor")).get(address("queue", "needs-a-home"))
    assert "onet-97-3003-00" in page.content.decode()
    assert "onet-97-1001-00" not in page.content.decode()


@pytest.mark.usefixtures("_both")
def test_the_old_one_again_changes_nothing(tmp_path: Path) -> None:
    before = release.counts()
    again = tmp_path / "again"
    again.mkdir()
    said = release.run(older(again), release="98.1")
    assert release.total(said)[:2] == (0, 0)
    assert release.counts() == before


@pytest.mark.usefixtures("_both")
def test_a_crosswalk_tells_what_was_split_and_merged() -> None:
    walk = make.dataset_release(dataset="crosswalk-onet-soc", edition="98-99")
    spinner = Career.objects.get(key="onet-97-3003-00")
    for key in ("onet-97-1001-00", "onet-97-2002-00"):
        make.listing(
            release=walk,
            kind="match",
            career=spinner,
            to_skill=None,
            to_career=Career.objects.get(key=key),
            file="crosswalk.csv",
        )
    diff = edition_diff("onet", "98.1", "99.1")
    assert (diff.counts["codes split"], diff.counts["codes merged"]) == (1, 0)
    assert diff.gone[0].became == (NOVEL, WEAVER)
    assert diff.note == ""


def test_an_edition_that_is_not_here() -> None:
    with pytest.raises(
        CommandError, match=r"No release 1\.0 of onet was imported"
    ) as told:
        call_command("diff_release", "onet", "1.0", "2.0")
    assert told.value.returncode == 2
