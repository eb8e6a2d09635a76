"""A pack goes in whole or not at all, and says everything that is wrong with it."""

import shutil
from collections.abc import Callable
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection

from careers.models import CareerAlias
from kb.models import Finding, Profile, Release
from kb.services import release_approve, release_reject
from tests import make

PACKS = Path(__file__).parent.parent / "packs"
SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.fixture(autouse=True)
def _people_and_vocabulary() -> None:
    make.person("editor", username="pack-editor")
    make.person("reviewer", username="pack-reviewer")
    for name in ("facets", "topics", "measures", "worktypes"):
        call_command("loaddata", name, verbosity=0)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS / "small", tmp_path / "pack"))


def load(folder: Path, *, author: str = "pack-editor", dry_run: bool = False) -> str:
    out = StringIO()
    call_command("load_pack", folder, author=author, dry_run=dry_run, stdout=out)
    return out.getvalue()


def refused(folder: Path, *, author: str = "pack-editor") -> str:
    """Load a pack that must be refused with exit code 2, and return what was said."""
    before = rows()
    err = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("load_pack", folder, author=author, stderr=err)
    assert refusal.value.returncode == 2
    assert rows() == before
    return err.getvalue() + str(refusal.value)


def rows() -> dict[str, int]:
    """Count the rows of every table of ours, history included."""
    with connection.cursor() as cursor:
        tables = [
            table
            for table in connection.introspection.table_names(cursor)
            if table.startswith(("careers_", "citations_", "kb_"))
        ]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - own tables
            counts[table] = cursor.fetchone()[0]
        return counts


def mend(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def approve(reviewer: str = "pack-reviewer", name: str = "small") -> str:
    out = StringIO()
    call_command("release_approve", name, reviewer=reviewer, stdout=out)
    return out.getvalue()


def test_loads_once_and_changes_nothing_the_second_time(pack: Path) -> None:
    assert "Release small 1 waits for review." in load(pack)
    once = rows()
    assert "Nothing to review." in load(pack)
    assert rows() == once


def test_dry_run_tells_what_would_happen_and_writes_nothing(pack: Path) -> None:
    before = rows()
    assert "nothing was written" in load(pack, dry_run=True)
    assert rows() == before


def test_nothing_is_published_until_another_person_approves(pack: Path) -> None:
    load(pack)
    assert not Finding.objects.published().exists()
    assert "2 findings published" in approve()
    assert Finding.objects.published().count() == 2
    assert "No release of small waits" in approve()


def test_the_author_of_a_release_cannot_approve_it(pack: Path) -> None:
    User.objects.get(username="pack-editor").groups.add(
        Group.objects.get(name="reviewer")
    )
    load(pack)
    with pytest.raises(CommandError) as refusal:
        approve("pack-editor")
    assert refusal.value.returncode == 2
    assert Release.objects.get().state == "in_review"


def test_a_changed_finding_becomes_a_new_version_beside_the_old(pack: Path) -> None:
    load(pack)
    approve()
    mend(pack, "findings/knitting.yaml", "Knitters of one town", "Knitters of a town")
    assert "Release small 2 waits for review." in load(pack)
    states = dict(
        Finding.objects.filter(key="knitting-matters").values_list("version", "state")
    )
    assert states == {1: "published", 2: "in_review"}
    assert "1 older versions superseded" in approve()
    assert Finding.objects.published().get(key="knitting-matters").version == 2


def test_a_finding_still_in_review_is_written_again_in_place(pack: Path) -> None:
    load(pack)
    mend(pack, "findings/knitting.yaml", "Knitters of one town", "Knitters of a town")
    load(pack)
    found = Finding.objects.get(key="knitting-matters")
    assert (found.version, found.population) == (1, "Knitters of a town")
    assert found.estimates.count() == 1
    assert "2 findings published" in approve()


def test_another_author_cannot_slip_into_a_release_in_review(pack: Path) -> None:
    load(pack)
    make.person("editor", username="other")
    mend(pack, "findings/knitting.yaml", "Knitters of one town", "Knitters of a town")
    assert "is in work by pack-editor" in refused(pack, author="other")
    mend(pack, "findings/knitting.yaml", "Knitters of a town", "Knitters of one town")
    mend(pack, "levels.yaml", "years_low: '3'", "years_low: '2'")
    assert "is in review" in refused(pack, author="other")


def test_a_row_that_is_gone_from_its_parent_goes(pack: Path) -> None:
    load(pack)
    mend(pack, "careers.yaml", "  aliases:\n  - Hand knitter\n", "  aliases: []\n")
    load(pack)
    assert not CareerAlias.objects.exists()


def test_sums_other_than_100_are_stored_as_declared(pack: Path) -> None:
    load(pack)
    assert Profile.objects.get().declared_sum == 97


@pytest.mark.parametrize("defect", yaml.safe_load((PACKS / "defects.yaml").read_text()))
def test_refuses(pack: Path, defect: dict[str, str]) -> None:
    """Each defect is one change to a pack that loads."""
    mend(pack, defect["file"], defect["old"], defect["new"])
    said = refused(pack)
    assert f"[{defect['rule']}]" in said
    assert defect["says"] in said


def test_says_everything_that_is_wrong_at_once(pack: Path) -> None:
    mend(pack, "skills.yaml", "name: Weaving", "name: unknown")
    mend(pack, "profiles.yaml", "weight: '37'", "weight: '38'")
    mend(pack, "findings/knitting.yaml", "source: study", "source: nowhere")
    said = refused(pack)
    for rule in ("name-is-no-placeholder", "shares-add-up", "names-resolve"):
        assert f"[{rule}]" in said
    assert "skills.yaml:7" in said


def nonsense(folder: Path) -> None:
    (folder / "skills.yaml").write_bytes(b"\x00\xff\xfe nonsense" * 800_000)


def bomb(folder: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in pairwise("abcdefghi"):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    (folder / "skills.yaml").write_text("\n".join(lines))


def depth(folder: Path) -> None:
    (folder / "skills.yaml").write_text("[" * 5_000 + "]" * 5_000)


def twice(folder: Path) -> None:
    mend(folder, "skills.yaml", "name: Weaving", "name: Weaving\n  name: Knotting")


def binary(folder: Path) -> None:
    (folder / "skills.yaml").write_bytes(b"- key: \xff\xfe")


def tag(folder: Path) -> None:
    (folder / "skills.yaml").write_text("- key: !!python/object:os.system x\n")


def empty(folder: Path) -> None:
    (folder / "skills.yaml").write_text("")


@pytest.mark.parametrize("spoil", [nonsense, bomb, depth, twice, binary, tag, empty])
def test_survives_files_that_are_no_pack(
    pack: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(pack)
    said = refused(pack)
    assert "skills.yaml" in said
    assert "[pack-is-readable]" in said


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path)


def test_an_unknown_author_is_refused_by_name(pack: Path) -> None:
    assert "There is no user 'nobody'." in refused(pack, author="nobody")


def test_a_person_outside_the_editors_is_refused(pack: Path) -> None:
    assert "not in the group" in refused(pack, author="pack-reviewer")


SEED_001 = {
    "name-is-no-placeholder": "entry unknown, name",
    "direct-subject-is-named": "seed-001-card-",
    "sentence-lost-nothing": "seed-001-reliability",
    "question-stands-once": "questions.yaml",
    "edge-has-a-basis": "adjacency.yaml",
    "rests-on-a-standing-source": "seed-001-stable-career",
}


def test_the_page_of_seed_001_is_refused_defect_by_defect() -> None:
    """The page this product exists to replace breaks a named rule with each defect."""
    said = refused(PACKS / "seed-001").splitlines()
    for rule, place in SEED_001.items():
        assert [line for line in said if f"[{rule}]" in line and place in line], rule
    for card in ("writing", "postings", "forecast"):
        assert [
            line
            for line in said
            if f"seed-001-card-{card}" in line and "direct-subject-is-named" in line
        ]


def test_the_starter_pack_loads_is_approved_and_passes_the_audit() -> None:
    assert "Release starter 1 waits for review." in load(SEEDS)
    assert "220 findings published" in approve(name="starter")
    out = StringIO()
    call_command("audit", stdout=out)
    assert "220 published findings" in out.getvalue()
    assert "Nothing to review." in load(SEEDS)


def test_what_a_refused_release_brought_comes_again_unchanged(pack: Path) -> None:
    load(pack)
    refused_one = Release.objects.get()
    came = set(
        refused_one.findings.filter(state="in_review").values_list("pk", flat=True)
    )
    reviewer = User.objects.get(username="pack-reviewer")
    release_reject(release=refused_one, reviewer=reviewer, reason="Look again.")
    load(pack)
    release = Release.objects.in_review().get()
    again = set(release.findings.filter(state="in_review").values_list("pk", flat=True))
    assert again == came
    assert release.number == refused_one.number + 1
    approved = release_approve(release=release, reviewer=reviewer)
    assert approved.published == len(came)
    load(pack)
    assert not Release.objects.in_review().exists()
