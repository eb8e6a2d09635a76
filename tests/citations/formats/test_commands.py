"""The two commands, as an operator runs them."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

BIB = "@book{a, title={One}, year=2020}\n@book{b, title={unbalanced {x}\n"
CSL = (
    '[{"id": 7, "type": "book", "title": "A <i>b</i> & c"},'
    ' {"id": "y", "type": "book"}]'
)


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_good_entries_are_not_held_up_by_bad_ones(tmp_path: Path) -> None:
    path = tmp_path / "x.bib"
    path.write_text(BIB)
    out, err = run("format_references", str(path), "--style", "apa")
    assert out == "One. (2020).\n"
    assert "line 2: This is no BibTeX entry" in err


def test_json_holds_id_and_text(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(CSL)
    command = ("format_references", str(path), "--style", "vancouver", "--json")
    out, _ = run(*command, "--html")
    assert json.loads(out)[0] == {"id": 7, "text": "1. A <i>b</i> &#38; c."}
    out, _ = run("format_references", str(path), "--style", "ieee")
    assert out == "[1] A b & c.\n"


NOISE = bytes(byte for byte in range(256) if byte not in b"{}@").decode("latin-1")
NOTHING = [
    f"@article{{{NOISE}}}",
    f"@article{{{NOISE}",
    "@article{x, title = {cut",
    "@misc{x}",
    "@misc{x, foo = {bar}, year = {2020}, note = {A note}, publisher = {Body}}",
    "@\x00\xff{x, title = {Y}}",
]


@pytest.mark.parametrize("broken", NOTHING)
@pytest.mark.parametrize("code", ["utf-8", "latin-1"])
def test_what_is_no_reference_is_said_and_not_printed(
    tmp_path: Path, broken: str, code: str
) -> None:
    path = tmp_path / "x.bib"
    path.write_bytes(f"{broken}\n\n{BIB.splitlines()[0]}\n".encode(code))
    out, err = run("format_references", str(path), "--style", "apa")
    assert out == "One. (2020).\n"
    assert "line 1: " in err


def test_a_name_or_an_address_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "x.bib"
    path.write_text("@misc{a, author = {Doe, Jane}}\n@misc{b, doi = {10.5555/x}}\n")
    out, err = run("format_references", str(path), "--style", "apa")
    assert len(out.splitlines()) == 2
    assert not err


def test_a_broken_entry_is_not_converted(tmp_path: Path) -> None:
    path, target = tmp_path / "x.bib", tmp_path / "y.ris"
    path.write_text(f"{NOTHING[0]}\n{BIB.splitlines()[0]}\n")
    out, err = run("convert_references", str(path), str(target))
    assert out == "1 entries written as RIS, 1 problems.\n"
    assert "line 1: This is no BibTeX entry" in err


def test_files_are_converted_by_suffix(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("a.json", "b.bib", "c.ris"))
    first.write_text(CSL)
    out, _ = run("convert_references", str(first), str(second))
    assert out == "2 entries written as BibTeX, 0 problems.\n"
    run("convert_references", str(second), str(third))
    run("convert_references", str(third), str(first))
    assert json.loads(first.read_text()) == json.loads(CSL)


def test_old_files_in_another_code_are_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_bytes("TY  - BOOK\nTI  - Café\nER  - \n".encode("cp1252"))
    out, err = run("format_references", str(path), "--style", "apa")
    assert out == "Café. (n.d.).\n"
    assert "read as Windows-1252" in err


def test_files_of_windows_programs_are_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text("TY  - BOOK\nTI  - Café\nER  - \n", encoding="utf-16")
    out, err = run("format_references", str(path), "--style", "apa")
    assert out == "Café. (n.d.).\n"
    assert "read as UTF-16" in err


@pytest.mark.parametrize(
    ("name", "held"),
    [
        *((name, "") for name in ("x.bib", "x.ris", "x.json")),
        *((name, " \n") for name in ("x.bib", "x.ris", "x.json")),
        ("x.json", "[]"),
        ("x.json", "[" * 100_000),
        ("x.bib", "@book{a, title={" + "{" * 50_000),
        ("x.ris", "\x00" * 1_000),
    ],
)
def test_a_file_without_entries_is_refused(
    tmp_path: Path, name: str, held: str
) -> None:
    path, target = tmp_path / name, tmp_path / "y.bib"
    path.write_text(held)
    for command in (
        ("format_references", str(path), "--style", "apa"),
        ("convert_references", str(path), str(target)),
    ):
        with pytest.raises(CommandError, match="holds no entry") as error:
            run(*command)
        assert error.value.returncode == 2
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "style", "sentence"),
    [
        ("x.bib", "foo", "There is no style “foo”. Choose one of: apa, mla"),
        ("x.docx", "apa", "“x.docx” has no suffix of a known format"),
        ("x.bib", "apa", "cannot be read: No such file"),
        ("x.json", "apa", "This is no JSON"),
    ],
)
def test_an_error_is_a_sentence_and_2(
    tmp_path: Path, name: str, style: str, sentence: str
) -> None:
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(CommandError, match=sentence) as error:
        run("format_references", str(tmp_path / name), "--style", style)
    assert error.value.returncode == 2


def test_a_target_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = tmp_path / "x.json"
    source.write_text(CSL)
    for target in ("x.txt", "no/where.bib"):
        with pytest.raises(CommandError) as error:
            run("convert_references", str(source), str(tmp_path / target))
        assert error.value.returncode == 2


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    books = [{"id": n, "type": "book", "title": "A" * 900} for n in range(500)]
    path.write_text(json.dumps(books))
    with subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "manage.py", "format_references", path, "--style", "apa"],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        assert command.stdout
        assert command.stderr
        assert command.stdout.readline().startswith(b"A" * 900)
        command.stdout.close()
        assert command.wait() == 1
        assert command.stderr.read() == b""
