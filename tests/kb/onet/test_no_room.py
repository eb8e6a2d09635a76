"""A server without room for an import: a sentence, code 2, and the database as before.

The server answers as it does when its disk is full; the command runs by itself.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.database import speaking_as
from tests.kb.onet import release
from tests.sql import database_url

ROOT = Path(__file__).parents[3]
FULL = """
CREATE FUNCTION test_no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device'
    USING ERRCODE = '{state}';
END $$;
CREATE TRIGGER test_no_room AFTER INSERT ON kb_estimate
  FOR EACH STATEMENT EXECUTE FUNCTION test_no_room();
"""
MENDED = "DROP FUNCTION test_no_room() CASCADE"


@contextmanager
def no_room(state: str) -> Iterator[None]:
    """Have the server refuse figures for want of room."""
    owner = settings.DATABASE_OWNER | {"NAME": connection.settings_dict["NAME"]}
    with speaking_as(owner), connection.cursor() as cursor:
        cursor.execute(FULL.format(state=state))
    try:
        yield
    finally:
        with speaking_as(owner), connection.cursor() as cursor:
            cursor.execute(MENDED)


def command(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the import as an operator does, in a process of its own."""
    words = ("import_release", "onet", str(path), "--release", "99.1")
    return subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "manage.py", *words, "--author", "pack-editor"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url()},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["53100", "53200"])
def test_no_room(tmp_path: Path, state: str) -> None:
    path = release.folder(tmp_path)
    before = release.counts()
    with no_room(state):
        refused = command(path)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert "The database has no room for this (could not extend file" in refused.stderr
    assert "Make room and run the same command again." in refused.stderr
    assert release.counts() == before
    again = command(path)
    assert (again.returncode, again.stderr) == (0, "")
    assert "Release onet-99-1 1 waits for review." in again.stdout
