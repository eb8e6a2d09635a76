"""Every bad input of ``import_release``: one sentence, code 2, nothing written."""

import zipfile
from pathlib import Path

import pytest

from kb.exchange.dataset import dataset_for
from kb.formats.dataset import DatasetProblem, archive
from kb.formats.dataset.dialect import Table
from tests import make
from tests.kb.onet import release
from tests.kb.onet.release import FILES, NOVEL, WEAVER


def test_what_is_not_there(tmp_path: Path) -> None:
    assert "no file or folder" in release.refused(tmp_path / "nowhere.zip")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "holds no files" in release.refused(empty)


def test_a_truncated_zip(tmp_path: Path) -> None:
    path = release.packed(tmp_path)
    path.write_bytes(path.read_bytes()[:-900])
    assert "no whole zip file" in release.refused(path)


def test_a_zip_with_a_damaged_file(tmp_path: Path) -> None:
    path = release.packed(tmp_path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as zipped:
        start = zipped.getinfo("text/Skills.txt").header_offset + 80
    data[start : start + 40] = bytes(40)
    path.write_bytes(data)
    assert "Skills.txt" in (said := release.refused(path))
    assert "damaged" in said


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("text/Skills.txt", b"0" * 30_000_000)
    assert "packs more than" in release.refused(path)


def test_more_than_a_dataset_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000)
    assert "a dataset has 1,000 at most" in release.refused(release.packed(tmp_path))
    assert "a dataset has 1,000 at most" in release.refused(release.folder(tmp_path))


@pytest.mark.parametrize(
    "name", ["../Skills.txt", "/etc/Skills.txt", "a/../../Skills.txt"]
)
def test_a_path_that_climbs_out(tmp_path: Path, name: str) -> None:
    path = tmp_path / "climbs.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr(name, "x")
    assert "leads out of its folder" in release.refused(path)


def test_a_link_that_leads_out(tmp_path: Path) -> None:
    root = release.folder(tmp_path)
    (tmp_path / "elsewhere.txt").write_text("x")
    (root / "More.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert "leads out of" in release.refused(root)


def test_shuffled_columns_are_found_by_name(tmp_path: Path) -> None:
    lines = [line.split("\t") for line in FILES["Skills.txt"].splitlines()]
    shuffled = "".join("\t".join(reversed(cells)) + "\n" for cells in lines)
    release.run(release.folder(tmp_path))
    before = release.counts()
    said = release.run(release.folder(tmp_path, {"Skills.txt": shuffled}))
    assert release.total(said)[:2] == (0, 0)
    assert release.counts() == before


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    change = release.swapped("Skills.txt", "Data Value", "Value")
    said = release.refused(release.folder(tmp_path, change))
    assert "Skills.txt has no column 'Data Value'" in said


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    said = release.refused(release.folder(tmp_path, {"Job Zones.txt": None}))
    assert "lacks Job Zones.txt" in said


def test_a_release_that_says_it_is_another(tmp_path: Path) -> None:
    said = release.refused(release.folder(tmp_path), release="99.2")
    assert "Read Me.txt says that this is O*NET 99.1, not 99.2" in said


def test_a_release_that_is_too_small_to_be_it(tmp_path: Path) -> None:
    said = release.refused(
        release.folder(tmp_path, {"Read Me.txt": None}), release="29.3"
    )
    assert "has 2 rows; O*NET 29.3 has 1,016" in said


def test_skills_of_another_release(tmp_path: Path) -> None:
    change = {
        "Skills.txt": FILES["Skills.txt"]
        .replace(NOVEL, "98-1001.00")
        .replace(WEAVER, "98-2002.00")
    }
    said = release.refused(release.folder(tmp_path, change))
    assert "Skills.txt rates 2 codes that Occupation Data.txt lacks" in said


def test_a_scale_that_runs_otherwise(tmp_path: Path) -> None:
    change = release.swapped(
        "Scales Reference.txt", "Importance\t1\t5", "Importance\t0\t9"
    )
    said = release.refused(release.folder(tmp_path, change))
    assert "Scale IM runs from 0 to 9" in said


def test_rows_that_cannot_be_read_are_set_aside(tmp_path: Path) -> None:
    change = {
        "Skills.txt": FILES["Skills.txt"].replace("\tIM\t4.12\t", "\tIM\tfour\t"),
        "Technology Skills.txt": FILES["Technology Skills.txt"]
        + f"{NOVEL}\tToo\tmany\tfields\tY\tY\tY\n",
        "Related Occupations.txt": FILES["Related Occupations.txt"]
        + f"{NOVEL}\t99-9999.99\tPrimary-Short\t2\n",
    }
    report = tmp_path / "report.csv"
    said = release.run(release.folder(tmp_path, change), report=report)
    assert "quarantined: 2 in Skills.txt" in said
    assert "quarantined: 1 in Technology Skills.txt" in said
    assert "quarantined: 1 in Related Occupations.txt" in said
    told = report.read_text()
    assert "Skills.txt,2,\"Data Value is 'four', which is no number\"" in told
    assert '"7 fields, where the header names 6"' in told
    assert "the code 99-9999.99 (onet_soc_2019) matches nothing" in told
    assert "6 findings published" in release.approve()


def test_a_dataset_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(DatasetProblem, match="There is no dataset 'onnet'"):
        from_name("onnet", tmp_path)


def from_name(name: str, where: Path) -> None:
    """Ask for a dataset by name."""
    with archive.open_archive([release.folder(where)]) as opened:
        dataset_for(name, opened, "1")


def test_somebody_else_has_one_in_review(tmp_path: Path) -> None:
    path = release.folder(tmp_path)
    release.run(path)
    change = release.swapped("Skills.txt", "\tIM\t4.12\t", "\tIM\t4.20\t")
    make.person("editor", username="another")
    other = release.folder(tmp_path, change)
    assert "is in review" in release.refused(other, author="another")


def test_a_header_below_titles_is_found(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(b'Title of it\r\n\r\n"b",a\r\n"1,200.0",x\r\n*,"y\r\nz"\r\n')
    with archive.open_archive([file]) as opened:
        rows = list(Table(opened, "table.csv", ("a", "b")).rows())
        assert [(row.text("a"), row.integer("b")) for row in rows] == [
            ("x", 1200),
            ("y\r\nz", None),
        ]
        assert rows[1].gap("b") == "star"
