"""A server without room for an import: a sentence, code 2, and the database as before.

Once the server answers as it does when its disk is full; once its disk is full.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from config.database import speaking_as
from config.embedded import PORT, start, stop
from config.embedded.roles import connect
from tests.kb.onet import release
from tests.kb.onet.operator import ROOT, Answer, command, words

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
SMALL, LARGER = "size=12k", "remount,size=64m"
"""Room for an empty table, whose index takes 8 kB, and for no block of 8 kB in it."""
KEPT = "SELECT count(*) FROM kb_estimate"


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["53100", "53200"])
def test_no_room(tmp_path: Path, state: str) -> None:
    path = release.folder(tmp_path)
    before = release.counts()
    with no_room(state):
        refused = command(path)
    assert refused.code == 2
    assert "Traceback" not in refused.err
    assert "The database has no room for this (could not extend file" in refused.err
    assert "Make room and run the same command again." in refused.err
    assert release.counts() == before
    again = command(path)
    assert (again.code, again.err) == (0, "")
    assert "Release onet-99-1 1 waits for review." in again.out


def mounted(*asked: str) -> bool:
    """Whether this machine mounts what is asked for."""
    tool = shutil.which("mount")
    quiet = {"stderr": subprocess.DEVNULL, "check": False}
    return bool(tool and not subprocess.run([tool, *asked], **quiet).returncode)  # type: ignore[call-overload]  # noqa: S603


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder with a server of its own and a file system that is nearly full.

    The server of the other tests is not risked: one that loses files gives up.
    """
    with tempfile.TemporaryDirectory(prefix="attest-full-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        disk = folder / "disk"
        disk.mkdir()
        if not mounted("-t", "tmpfs", "-o", SMALL, "tmpfs", str(disk)):
            pytest.skip("this machine lets no test mount a file system")
        try:
            server = start(folder / "server").stat()
            os.chown(disk, server.st_uid, server.st_gid)
            disk.chmod(0o700)
            yield folder
        finally:
            stop(folder / "server")
            subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607


def there(folder: Path, *typed: str) -> Answer:
    """Run ``manage.py`` on the database of that server."""
    address = f"postgresql://attest_app@/attest?host={start(folder / 'server')}&port="
    owner = address.replace("attest_app", "attest_owner")
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "manage.py", *typed],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": f"{address}{PORT}",
            "DATABASE_OWNER_URL": f"{owner}{PORT}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def test_a_disk_that_is_full(tmp_path: Path, place: Path) -> None:
    typed = words(release.folder(tmp_path))
    assert there(place, "migrate", "--verbosity", "0").code == 0
    named = ("facets", "topics", "measures", "people")
    assert there(place, "loaddata", *named).code == 0
    with connect(start(place / "server"), "attest") as server:
        server.execute(f"CREATE TABLESPACE small LOCATION '{place / 'disk'}'")
        server.execute("ALTER TABLE kb_estimate SET TABLESPACE small")
        before = rows_of(server)
        refused = there(place, *typed)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith(
            "CommandError: The database has no room for this (could not extend file"
        )
        assert "No space left on device" in refused.err
        assert rows_of(server) == before
        assert mounted("-o", LARGER, str(place / "disk"))
        again = there(place, *typed)
        assert (again.code, again.err) == (0, "")
        assert "Release onet-99-1 1 waits for review." in again.out
        assert server.execute(KEPT).fetchone() == (15,)


def rows_of(server: psycopg.Connection[tuple[object, ...]]) -> dict[str, object]:
    """Count the rows of every table there."""
    names = server.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    ).fetchall()
    return {
        str(name): server.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608
        for (name,) in names
    }
