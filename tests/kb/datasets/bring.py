"""Bringing datasets by the command, as an operator does."""

import csv
import re
import shutil
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

FILES = Path(__file__).parent / "files"
REAL = Path(__file__).parents[3].parent / "shared" / "data"
"""The zips of the publishers, where they are; they are no part of the product."""


def bring(source: str, *paths: Path, release: str, **options: Any) -> str:
    """Import a dataset and return what the command said."""
    out = StringIO()
    call_command(
        "import_release",
        source,
        *paths,
        release=release,
        author=options.pop("author", "pack-editor"),
        stdout=out,
        stderr=StringIO(),
        **options,
    )
    return out.getvalue()


def approve(pack: str) -> str:
    """Have another person approve the release of a dataset."""
    out = StringIO()
    call_command("release_approve", pack, reviewer="pack-reviewer", stdout=out)
    return out.getvalue()


def refused(source: str, *paths: Path, release: str, **options: Any) -> str:
    """Import what must be refused with exit code 2 and leaves nothing; return why."""
    before = rows()
    with pytest.raises(CommandError) as refusal:
        bring(source, *paths, release=release, **options)
    assert refusal.value.returncode == 2
    assert rows() == before
    return str(refusal.value)


def counts(said: str, table: str) -> list[int]:
    """Return added, changed, unchanged and retired of a table."""
    line = next(line for line in said.splitlines() if line.startswith(f"{table} "))
    return [int(number) for number in re.findall(r"\d+", line[len(table) :])]


def kept_out(folder: Path, source: str, *paths: Path, release: str) -> Counter[str]:
    """Import with a report; return how many rows stay out, by “file: reason”."""
    report = folder / "report.csv"
    bring(source, *paths, release=release, report=report)
    with report.open(encoding="utf-8", newline="") as stream:
        return Counter(f"{r['file']}: {r['reason']}" for r in csv.DictReader(stream))


def copied(name: str, folder: Path) -> Path:
    """Copy hand-made files to where a test may spoil them."""
    return Path(shutil.copytree(FILES / name, folder / name))


def real(name: str) -> Path:
    """Return a zip of a publisher; skip the test where it is not."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{name} is not in ../shared/data: the counts were not checked")
    return path


def rows() -> dict[str, int]:
    """Count the rows of every table of ours, history included."""
    with connection.cursor() as cursor:
        tables = [
            table
            for table in connection.introspection.table_names(cursor)
            if table.startswith(("careers_", "citations_", "kb_"))
        ]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - own tables
            found[table] = cursor.fetchone()[0]
        return found
