"""Bad input on the command line: a sentence, code 2, and then the same words work."""

import shutil
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections

from kb.models import Listing
from kb.services.dataset import load
from tests.kb.onet import release
from tests.kb.onet.operator import (
    WAITS,
    begun,
    command,
    ended,
    free,
    in_the_middle,
    typed,
    until,
)
from tests.kb.onet.release import FILES, NOVEL, WEAVER
from tests.sql import rows

pytestmark = pytest.mark.django_db(transaction=True)

Maker = Callable[[Path], Path]


def changed(changes: dict[str, str | None]) -> Maker:
    """Return a maker of the folder with some files changed."""
    return lambda where: release.folder(where, changes)


def truncated(where: Path) -> Path:
    """Return a zip that a broken download left."""
    path = release.packed(where)
    path.write_bytes(path.read_bytes()[:-900])
    return path


def bomb(where: Path) -> Path:
    """Return a zip with 30 MB of zeros in a few kB."""
    path = where / "onet.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("text/Skills.txt", b"0" * 30_000_000)
    return path


def climbing(where: Path) -> Path:
    """Return a whole release in a zip, with one file more that leads out."""
    path = release.packed(where)
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("text/../../../outside.txt", "x")
    return path


def linked(where: Path) -> Path:
    """Return a whole release in a folder, with a link that leads out."""
    path = release.folder(where)
    (where / "outside.txt").write_text("x")
    (path / "More.txt").symlink_to(where / "outside.txt")
    return path


def mixed() -> dict[str, str | None]:
    """Return Skills of a release whose occupations are others."""
    skills = FILES["Skills.txt"].replace(NOVEL, "98-1001.00")
    return {"Skills.txt": skills.replace(WEAVER, "98-2002.00")}


BAD: dict[str, tuple[Maker, str]] = {
    "nothing there": (lambda where: where / "onet", "There is no file or folder"),
    "a truncated zip": (truncated, "onet.zip is no whole zip file"),
    "a zip bomb": (bomb, "no text packs more than 200 times"),
    "a path that climbs out": (climbing, "which leads out of its folder"),
    "a link that leads out": (linked, "More.txt leads out of"),
    "a missing file": (changed({"Job Zones.txt": None}), "onet lacks Job Zones.txt"),
    "a column of another name": (
        changed({**release.swapped("Skills.txt", "Data Value", "Value")}),
        "Skills.txt has no column 'Data Value'",
    ),
    "the wrong release": (
        changed({"Read Me.txt": "O*NET 98.2 Database\n"}),
        "Read Me.txt says that this is O*NET 98.2, not 99.1",
    ),
    "skills of another release": (
        changed(mixed()),
        "Skills.txt rates 2 codes that Occupation Data.txt lacks",
    ),
}


@pytest.mark.parametrize(("make_bad", "sentence"), BAD.values(), ids=list(BAD))
def test_refused_and_then_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make_bad: Maker, sentence: str
) -> None:
    path = make_bad(tmp_path)
    before = release.counts()
    refused = typed(capsys, path)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("CommandError: ")
    assert refused.err.count("\n") == 1
    assert sentence in refused.err
    assert release.counts() == before
    assert not (tmp_path.parent / "outside.txt").exists()
    if path.is_dir():
        shutil.rmtree(path)
    good = release.packed if path.suffix == ".zip" else release.folder
    assert good(tmp_path) == path
    again = typed(capsys, path)
    assert (again.code, again.err) == (0, "")
    assert "Release onet-99-1 1 waits for review." in again.out


def test_rows_that_do_not_fit_stay_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Too many fields, and a code that matches nothing: the rest comes in."""
    change = {
        "Technology Skills.txt": FILES["Technology Skills.txt"]
        + f"{NOVEL}\tToo\tmany\tfields\tY\tY\tY\n",
        "Related Occupations.txt": FILES["Related Occupations.txt"]
        + f"{NOVEL}\t99-9999.99\tPrimary-Short\t2\n",
    }
    report = tmp_path / "report.csv"
    path = release.folder(tmp_path, change)
    said = typed(capsys, path, "--report", str(report))
    assert (said.code, said.err) == (0, "")
    assert "quarantined: 1 in Related Occupations.txt" in said.out
    assert "quarantined: 1 in Technology Skills.txt" in said.out
    told = report.read_text()
    assert 'Technology Skills.txt,5,"7 fields, where the header names 6"' in told
    unmatched = "the code 99-9999.99 (onet_soc_2019) matches nothing"
    assert f"Related Occupations.txt,3,{unmatched}" in told
    once = release.counts()
    release.folder(tmp_path)
    again = typed(capsys, path)
    assert release.total(again.out)[:2] == (0, 0)
    assert "quarantined: 0" in again.out.splitlines()
    assert release.counts() == once


def test_shuffled_columns_bring_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(capsys, release.folder(tmp_path)).code == 0
    before = release.counts()
    shuffled: dict[str, str | None] = {}
    for name in FILES.keys() - {"Read Me.txt"}:
        lines = [line.split("\t") for line in FILES[name].splitlines()]
        shuffled[name] = "".join("\t".join(reversed(row)) + "\n" for row in lines)
    again = typed(capsys, release.folder(tmp_path, shuffled))
    assert (again.code, again.err) == (0, "")
    assert "quarantined: 0" in again.out.splitlines()
    assert release.total(again.out)[:2] == (0, 0)
    assert release.counts() == before


def test_two_at_once(tmp_path: Path) -> None:
    """One stands still in the middle of its load; the other does not wait for it."""
    path = release.folder(tmp_path)
    first = begun(path)
    with in_the_middle(first):
        first.send_signal(signal.SIGSTOP)
    try:
        second = command(path)
    finally:
        first.send_signal(signal.SIGCONT)
    assert (second.code, second.out) == (2, "")
    assert second.err == (
        "CommandError: Another import is running: wait until it ends, then run this "
        "again.\n"
    )
    done = ended(first)
    assert (done.code, done.err) == (0, "")
    assert "Release onet-99-1 1 waits for review." in done.out
    again = command(path)
    assert (again.code, again.err) == (0, "")
    assert "Nothing to review." in again.out


def test_killed_in_the_middle(tmp_path: Path) -> None:
    path = release.folder(tmp_path)
    before = release.counts()
    process = begun(path)
    with in_the_middle(process):
        process.send_signal(signal.SIGKILL)
        assert ended(process).code == -signal.SIGKILL
    until(free)
    assert release.counts() == before
    again = command(path)
    assert (again.code, again.err) == (0, "")
    assert "Release onet-99-1 1 waits for review." in again.out
    assert Listing.objects.exists()


def test_the_database_hangs_up_in_the_middle(tmp_path: Path) -> None:
    path = release.folder(tmp_path)
    before = release.counts()
    process = begun(path)
    with in_the_middle(process):
        rows(f"SELECT pg_terminate_backend(pid) {WAITS}")
        refused = ended(process)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "CommandError: The database was shut down (terminating connection due to "
        "administrator command): nothing was written. Start it and run the same "
        "command again.\n"
    )
    until(free)
    assert release.counts() == before
    assert command(path).code == 0


def test_somebody_holds_what_it_would_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = release.folder(tmp_path)
    before = release.counts()
    monkeypatch.setattr(load, "PATIENCE", "50ms")
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE kb_listing IN SHARE MODE")
            refused = typed(capsys, path)
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "CommandError: Somebody else holds what this would write (canceling statement "
        "due to lock timeout): nothing was written. Wait and run the same command "
        "again.\n"
    )
    assert release.counts() == before
    assert typed(capsys, path).code == 0
