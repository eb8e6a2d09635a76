"""``import_notices`` on small files in the columns of Retraction Watch."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from citations.formats.retraction_watch import COLUMNS
from citations.models import Source, SourceNotice
from kb.models import Finding
from tests import make
from tests.sql import value

LINE = {
    "Record ID": "17269",
    "Title": "A study of work",
    "RetractionDate": "5/1/2024 0:00",
    "RetractionDOI": "10.1234/notice",
    "RetractionPubMedID": "0",
    "OriginalPaperDOI": "10.1234/PAPER",
    "OriginalPaperPubMedID": "0",
    "RetractionNature": "Retraction",
    "Reason": "+Concerns/Issues About Data;+Unreliable Results;",
}


def written(folder: Path, *lines: dict[str, str], raw: bytes | None = None) -> Path:
    """Write a file of lines, each the usual one with something changed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(LINE | line for line in lines)
    file = folder / "retractions.csv"
    file.write_bytes(text.getvalue().encode() if raw is None else raw)
    return file


def run(file: Path, **options: Any) -> str:
    """Run the command as an editor and return what it says."""
    out = io.StringIO()
    recorder = make.editor().username
    call_command("import_notices", file, recorder=recorder, stdout=out, **options)
    return out.getvalue()


def count(said: str, label: str) -> int:
    """Return the number before a label of the report."""
    return next(int(x.split()[0]) for x in said.splitlines() if x.endswith(label))


def refused(file: Path) -> str:
    """Run the command on a file that is refused, and return its sentence."""
    with pytest.raises(CommandError) as caught:
        run(file)
    assert caught.value.returncode == 2
    assert not SourceNotice.objects.exists()
    return str(caught.value)


@pytest.fixture
def paper() -> Source:
    return make.source(doi="10.1234/paper", pmid="123456")


def test_a_retraction_is_recorded_and_suspends(tmp_path: Path, paper: Source) -> None:
    finding = make.published(source=paper)
    said = run(written(tmp_path, {}, {"OriginalPaperDOI": "10.1234/elsewhere"}))
    assert count(said, "lines read") == 2
    assert count(said, "about a source that is here") == 1
    assert count(said, "notices recorded") == 1
    assert count(said, "about no source that is here") == 1
    assert count(said, "findings suspended") == 1
    notice = paper.notices.get()
    assert (notice.kind, notice.issued_on.isoformat()) == ("retraction", "2024-05-01")
    assert (notice.origin, notice.record_id) == ("retraction-watch", "17269")
    assert "Concerns/Issues About Data; Unreliable Results" in notice.reason
    assert Finding.objects.get(pk=finding.pk).state == "suspended"


def test_the_history_names_whoever_recorded(tmp_path: Path, paper: Source) -> None:
    finding = make.published(source=paper)
    run(written(tmp_path, {}))
    named = Finding.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=finding, state="suspended"
    ).values_list("pgh_context__metadata__user", flat=True)
    assert list(named) == [paper.notices.get().recorded_by_id]


def test_twice_is_once(tmp_path: Path, paper: Source) -> None:
    file = written(tmp_path, {}, {})
    assert count(run(file), "notices recorded") == 1
    said = run(file)
    assert (count(said, "notices recorded"), count(said, "already known")) == (0, 2)
    assert paper.notices.count() == 1


def test_the_newest_notice_does_not_erase_an_older_one(
    tmp_path: Path, paper: Source
) -> None:
    run(
        written(
            tmp_path,
            {},
            {
                "Record ID": "2",
                "RetractionNature": "Correction",
                "RetractionDate": "6/1/2024 0:00",
                "RetractionDOI": "",
            },
        )
    )
    assert paper.notices.count() == 2
    assert value("SELECT citations_standing(%s)", paper.pk) == "retracted"


def test_a_reinstatement_gives_back(tmp_path: Path, paper: Source) -> None:
    finding = make.published(source=paper)
    run(written(tmp_path, {}))
    later = {
        "Record ID": "3",
        "RetractionNature": "Reinstatement",
        "RetractionDate": "2024-07-01",
        "RetractionDOI": "10.1234/back",
    }
    said = run(written(tmp_path, {}, later))
    assert count(said, "findings given back") == 1
    assert Finding.objects.get(pk=finding.pk).state == "published"


def test_a_source_is_known_by_its_pmid_too(tmp_path: Path, paper: Source) -> None:
    line = {"OriginalPaperDOI": "unavailable", "OriginalPaperPubMedID": "123456"}
    assert count(run(written(tmp_path, line)), "notices recorded") == 1


def test_the_notice_itself_is_not_what_it_retracts(tmp_path: Path) -> None:
    source = make.source(doi="10.1234/notice")
    said = run(written(tmp_path, {"OriginalPaperDOI": "unavailable"}))
    assert count(said, "about no source that is here") == 1
    assert not source.notices.exists()


def test_two_versions_of_a_paper_both_get_the_notice(tmp_path: Path) -> None:
    by_doi, by_pmid = make.source(doi="10.1234/paper"), make.source(pmid="9")
    run(written(tmp_path, {"OriginalPaperPubMedID": "9"}))
    assert by_doi.notices.count() == by_pmid.notices.count() == 1


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path, paper: Source) -> None:
    finding = make.published(source=paper)
    said = run(written(tmp_path, {}), dry_run=True)
    assert count(said, "findings suspended") == 1
    assert "nothing was written" in said
    assert not paper.notices.exists()
    assert Finding.objects.get(pk=finding.pk).state == "published"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"RetractionDate": "13/25/2024 0:00"}, "is no date"),
        ({"RetractionDate": "2/30/2024"}, "is no date"),
        ({"RetractionDate": ""}, "is no date"),
        ({"RetractionNature": "Vanished"}, "nature is “vanished”"),
        ({"Record ID": " "}, "no Record ID"),
        ({"Title": "a\0b"}, "NUL"),
        ({"RetractionDate": "1/1/2199"}, "of the future"),
    ],
)
def test_a_bad_line_is_named_and_holds_up_no_other(
    tmp_path: Path, paper: Source, line: dict[str, str], why: str
) -> None:
    said = run(written(tmp_path, line, {"Record ID": "2"}))
    assert (count(said, "faulty"), count(said, "notices recorded")) == (1, 1)
    assert "line 2, faulty:" in said
    assert why in said
    assert paper.notices.count() == 1


def test_a_line_with_too_few_cells_is_faulty(tmp_path: Path, paper: Source) -> None:
    whole = written(tmp_path, {}).read_bytes()
    said = run(written(tmp_path, raw=whole + b"1,2,3\r\n"))
    assert "It has 3 cells, where 20 are named." in said
    assert paper.notices.count() == 1


def test_a_mark_at_the_start_is_no_letter(tmp_path: Path, paper: Source) -> None:
    whole = written(tmp_path, {}).read_bytes()
    assert count(run(written(tmp_path, raw=b"\xef\xbb\xbf" + whole)), "read") == 1
    assert paper.notices.count() == 1


def test_a_line_in_latin_1_is_read_and_counted(tmp_path: Path, paper: Source) -> None:
    whole = written(tmp_path, {"Reason": "+Müller;"}).read_text()
    said = run(written(tmp_path, raw=whole.encode("latin-1")))
    assert count(said, "no UTF-8, read as Windows-1252") == 1
    assert "Müller" in paper.notices.get().reason


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"),
        (b"a;b;c\r\n1;2;3\r\n", "must name the 20 columns"),
        ("Record ID,Title".encode("utf-16"), "UTF-16"),
        (b'"' + b"x" * 140_000, "quotation mark"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(
    tmp_path: Path, raw: bytes, why: str
) -> None:
    said = refused(written(tmp_path, raw=raw))
    assert why in said
    assert "Nothing was written" in said


def test_a_quote_that_never_closes_undoes_all(tmp_path: Path, paper: Source) -> None:
    whole = written(tmp_path, {}).read_bytes()
    said = refused(written(tmp_path, raw=whole + b'4,"' + b"x" * 140_000))
    assert "Line " in said


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "nothing.csv")


def test_only_an_editor_may(tmp_path: Path, paper: Source) -> None:
    file = written(tmp_path, {})
    for name in (make.reviewer().username, "nobody"):
        with pytest.raises(CommandError) as caught:
            call_command("import_notices", file, recorder=name)
        assert caught.value.returncode == 2
    assert not SourceNotice.objects.exists()


def test_the_report_holds_no_formula(tmp_path: Path, paper: Source) -> None:
    report = tmp_path / "report.csv"
    lines = {"Record ID": "=1+1"}, {"Record ID": "@x", "RetractionDate": "never"}
    run(written(tmp_path, *lines), report=report)
    with report.open(newline="") as text:
        cells = list(csv.DictReader(text))
    assert [row["record_id"] for row in cells] == ["'=1+1", "'@x"]
    assert [row["outcome"] for row in cells] == ["new", "faulty"]
    assert cells[0]["source"] == paper.key


def test_what_a_reader_cannot_see_is_left_out(tmp_path: Path, paper: Source) -> None:
    run(written(tmp_path, {"Reason": "+Text\u202eReversed;+<script>;"}))
    assert paper.notices.get().reason.startswith("Retraction: TextReversed; <script>.")
