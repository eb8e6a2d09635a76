"""The command as an operator meets it: words typed, an exit code, what is said."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import execute_from_command_line
from django.db import connection, transaction

from tests.sql import database_url, rows, value

ROOT = Path(__file__).parents[3]
PATIENCE = 60
"""Seconds after which another process did not get where a test waits for it."""
WAITS = """
FROM pg_locks WHERE NOT granted AND relation = 'kb_listing'::regclass
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@dataclass(frozen=True)
class Answer:
    """What came back from the command line."""

    code: int
    out: str
    err: str


def words(path: Path, *more: str) -> list[str]:
    """Return what an operator types after ``manage.py``."""
    named = ("import_release", "onet", str(path), "--release", "99.1")
    return [*named, "--author", "pack-editor", *more]


def typed(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> Answer:
    """Run the command line here, from its words to its exit code.

    It hangs up on the database at its end, as every command does: only for a test whose
    rows are committed.
    """
    code: object = 0
    capsys.readouterr()
    try:
        execute_from_command_line(["manage.py", *words(path, *more)])
    except SystemExit as end:
        code = end.code
    assert isinstance(code, int)
    said = capsys.readouterr()
    return Answer(code, said.out, said.err)


def begun(path: Path) -> subprocess.Popen[str]:
    """Begin the command in a process of its own."""
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "manage.py", *words(path)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> Answer:
    """Return how a process ended, once it has."""
    out, err = process.communicate(timeout=PATIENCE)
    return Answer(process.returncode, out, err)


def command(path: Path) -> Answer:
    """Run the command in a process of its own, to its end."""
    return ended(begun(path))


@contextmanager
def in_the_middle(process: subprocess.Popen[str]) -> Iterator[None]:
    """Hold ``process`` where it has written careers and skills, and would list tasks.

    It then waits for a lock of ours, inside its transaction, until this ends.
    """
    with transaction.atomic():
        rows("LOCK TABLE kb_listing IN SHARE MODE")
        until(lambda: value(f"SELECT count(*) {WAITS}") == 1, process)
        yield


def until(
    reached: Callable[[], bool], process: subprocess.Popen[str] | None = None
) -> None:
    """Ask again and again; fail if that takes too long, or ``process`` ended."""
    give_up = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < give_up
        assert process is None or process.poll() is None, ended(process)


def free() -> bool:
    """Whether no import holds the lock that one at a time has."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('import_release'))")
        return bool(cursor.fetchone()[0])
